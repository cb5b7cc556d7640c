import type { z } from 'zod';
import { InputError } from '../core/errors.js';
import { suggest } from '../core/text/suggest.js';
import { expectedBy, shownValue } from './expected.js';

type Schema = z.ZodType<Record<string, unknown>>;
type Issue = z.core.$ZodIssue;

const YES = ['yes', 'on', 'true', '1'];
const NO = ['no', 'off', 'false', '0'];
const PERCENT = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)\s*%$/;

/**
 * Parameters as a strategy's schema takes them, defaults filled in. Where it wants yes or no, `yes`, `no`, `on`, `off`, 1 and 0
 * will do, and where it wants a number, `3%` is 0.03.
 * @param owner name of the strategy, for messages
 * @throws InputError `strategy.params` that names every wrong parameter and what it may be
 */
export function readParams(
  owner: string,
  schema: Schema,
  params: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const first = schema.safeParse(params);
  if (first.success) return first.data;
  const meant = withMeaning(params, first.error.issues);
  const parsed = schema.safeParse(meant, { reportInput: true });
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const known = namesOf(schema);
  const texts = issues.flatMap((issue) => describe(owner, issue, known));
  const where = [owner, ...(issues[0]?.path ?? [])].join('.');
  throw new InputError('strategy.params', `${texts.join('; ')}.`, { where });
}

/** The parameters, with texts that stand for yes, no or a fraction replaced where that is what was expected. */
function withMeaning(params: Readonly<Record<string, unknown>>, issues: readonly Issue[]): Record<string, unknown> {
  const copy = { ...params };
  for (const issue of issues) {
    const [name, ...deeper] = issue.path;
    if (issue.code !== 'invalid_type' || typeof name !== 'string' || deeper.length > 0) continue;
    const value = copy[name];
    if (typeof value !== 'string' && typeof value !== 'number') continue;
    const text = String(value).trim().toLowerCase();
    if (issue.expected === 'boolean' && [...YES, ...NO].includes(text)) copy[name] = YES.includes(text);
    if (issue.expected === 'number' && PERCENT.test(text)) copy[name] = Number(text.slice(0, -1)) / 100;
  }
  return copy;
}

/** Names of the parameters; null where the schema does not tell. */
function namesOf(schema: Schema): readonly string[] | null {
  if ('shape' in schema && typeof schema.shape === 'object' && schema.shape !== null) return Object.keys(schema.shape);
  const defaults = schema.safeParse({});
  return defaults.success ? Object.keys(defaults.data) : null;
}

function describe(owner: string, issue: Issue, known: readonly string[] | null): string[] {
  if (issue.code === 'unrecognized_keys') {
    const names = known === null ? '' : known.length === 0 ? '; it takes none' : `; it has ${known.join(', ')}`;
    return issue.keys.map((key) => {
      const meant = known === null ? null : suggest(key, known);
      return `${owner} has no parameter "${key}"${meant === null ? '' : ` (did you mean "${meant}"?)`}${names}`;
    });
  }
  const field = issue.path.join('.');
  const what = `Parameter ${owner}${field === '' ? '' : `.${field}`}`;
  const { input } = issue;
  if (issue.code === 'invalid_type' && input === undefined) return [`${what} is missing`];
  const expected = expectedBy(issue);
  return [expected === null ? `${what}: ${issue.message}` : `${what} is ${shownValue(input)}: it must be ${expected}`];
}
