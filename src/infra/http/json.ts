import type { z } from 'zod';
import type { Redactor } from '../log/redactor.js';
import type { RequestTarget } from './asked.js';
import { HttpError } from './errors.js';
import { excerpt } from './excerpt.js';
import { vendorWords } from './vendor-words.js';

/**
 * Strict JSON: what is not JSON at all is named (empty, HTML, cut off), and a number that overflows (1e309 becomes Infinity)
 * rejects wherever it stands, since no field of ours can mean it.
 * @throws HttpError `http.body.json`
 */
function parseJson(body: string, { what, redact }: RequestTarget): unknown {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    // No cause: V8 quotes the body in it, and a body may repeat the key.
    throw new HttpError('http.body.json', `${what} sent no JSON: ${whatItIs(body, redact)}.`, {
      expected: 'JSON',
      retryable: true,
      remedy: 'try again; if it stays, check the base URL and whether the service blocks this address',
      bodyExcerpt: excerpt(body, redact),
    });
  }
  const path = findNonFinite(value);
  if (path !== null) {
    throw new HttpError('http.body.json', `${what} sent a number too large to be one in field ${path}.`, {
      where: path,
      expected: 'finite numbers',
      bodyExcerpt: excerpt(body, redact),
    });
  }
  return value;
}

/**
 * Parses and validates in one step.
 * @throws HttpError `http.body.json`, or `http.body.schema` naming the first field that is wrong.
 */
export function readJson<T>(body: string, schema: z.ZodType<T>, asked: RequestTarget): T {
  const value = parseJson(body, asked);
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const words = vendorWords(value);
  if (words !== null) {
    throw new HttpError('http.vendor-error', `${asked.what} answered with an error: ${excerpt(words, asked.redact)}.`, {
      remedy: 'do what the service says; its key, plan and limits are the usual causes',
      cause: result.error,
      bodyExcerpt: excerpt(body, asked.redact),
    });
  }
  const issue = result.error.issues[0];
  const path = issue === undefined || issue.path.length === 0 ? '(root)' : issue.path.map(String).join('.');
  throw new HttpError(
    'http.body.schema',
    `${asked.what} sent an unexpected reply: field ${path}: ${issue?.message ?? 'invalid'}.`,
    {
      where: path,
      remedy: 'the service may have changed its format; look for a newer version of this program',
      cause: result.error,
      bodyExcerpt: excerpt(body, asked.redact),
    },
  );
}

function whatItIs(body: string, redact: Redactor): string {
  const start = body.trimStart().slice(0, 200);
  if (start === '') return 'the body is empty';
  if (/^<(!doctype html|html|head|body)/i.test(start)) {
    const title = /<title[^>]*>([^<]{1,200})/i.exec(body.slice(0, 10_000))?.[1] ?? '';
    return title.trim() === '' ? 'got HTML' : `got HTML (${excerpt(title, redact)})`;
  }
  if (start.startsWith('<')) return 'got XML or HTML';
  if (/^[[{"]/.test(start)) {
    if (/[[{,:]\s*-?(NaN|Infinity)\b/.test(body.slice(0, 1_000_000)))
      return 'it holds NaN or Infinity, which JSON has not';
    return 'the text is cut off or malformed';
  }
  return `got other text: ${excerpt(start, redact)}`;
}

/** The path of the first number that is not finite; null where all are. Not recursive: a body may be nested 100,000 deep. */
function findNonFinite(root: unknown): string | null {
  const open: { value: unknown; path: string }[] = [{ value: root, path: '' }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, path } = next;
    if (typeof value === 'number' && !Number.isFinite(value)) return path === '' ? '(root)' : path;
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, child] of Object.entries(value)) {
      if (typeof child === 'object' || typeof child === 'number') open.push({ value: child, path: joined(path, key) });
    }
  }
  return null;
}

const joined = (path: string, key: string): string => (path === '' ? key : path.length > 200 ? path : `${path}.${key}`);
