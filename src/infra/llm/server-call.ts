import type { z } from 'zod';
import { messageOf } from '../../core/errors.js';
import { given } from '../../core/given.js';
import { retryAfterMs } from '../http/header-times.js';
import type { Redactor } from '../log/redactor.js';
import { adviceFor } from './advice.js';
import { askedWaitMs } from './asked-wait.js';
import { abortReason } from './deadline.js';
import { LlmError, type LlmErrorDetails, safeText } from './errors.js';
import { failureKind, impliedStatus } from './failure-kind.js';
import type { FetchLike } from './fetch.js';
import { unwrapError, type ServerError } from './unwrap-error.js';

/** One server: how to reach it and what it is called in messages. */
export interface Server {
  /** Provider id, e.g. `ollama`. */
  readonly id: string;
  /** Without a trailing slash, without user name or password. */
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly fetch: FetchLike;
  readonly redact: Redactor;
  /** The variable that names the base URL, for remedies. */
  readonly baseUrlVariable: string;
  /** The variable that holds the key, for remedies; null where the server wants none. */
  readonly keyVariable: string | null;
}

/** What an error reply says, for providers that know more about their server than its status tells. */
export interface Failure extends ServerError {
  readonly status: number;
  readonly details: LlmErrorDetails;
}

/** Longest error body read, bytes; longest JSON reply of a listing. */
const ERROR_BYTES = 64 * 1024;
const LISTING_BYTES = 16 * 1024 * 1024;

/** Errors of the socket that mean the same to a person. */
const codeOf = (error: unknown, depth = 0): string | undefined => {
  if (!(error instanceof Error) || depth > 5) return undefined;
  if (error instanceof AggregateError) return codeOf(error.errors[0], depth + 1);
  const own = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return codeOf(error.cause, depth + 1) ?? own;
};

/** What fetch wraps into "fetch failed" says more: "bad port". */
const innermost = (error: unknown, depth = 0): string =>
  error instanceof Error && error.cause instanceof Error && depth < 5
    ? innermost(error.cause, depth + 1)
    : messageOf(error);

/** Hosts that somebody here has to start: this machine, names without a domain, private addresses, `.local`. */
const ON_OWN_NETWORK =
  /^(localhost|[^.]+|.*\.(local|lan|internal|docker)|127\..*|0\.0\.0\.0|10\..*|192\.168\..*|172\.(1[6-9]|2\d|3[01])\..*|\[.*\])$/i;

/** What OpenSSL makes of an answer in plain HTTP. */
const NO_TLS = 'ERR_SSL_WRONG_VERSION_NUMBER';
const NEVER_CONNECTED = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;

/** What fetch threw, as one of our errors. One of ours anywhere among its causes is kept. */
export function networkError(server: Server, error: unknown, signal?: AbortSignal): LlmError {
  if (signal?.aborted === true) return abortReason(signal);
  for (let cause = error, depth = 0; cause instanceof Error && depth < 6; cause = cause.cause, depth += 1) {
    if (cause instanceof LlmError) return cause;
  }
  const reason = codeOf(error) ?? innermost(error);
  const tls = /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|EPROTO$)/.test(reason);
  return new LlmError(
    'llm.network',
    `The model server ${server.id} at ${server.baseUrl} cannot be reached or broke off (${safeText(reason, server.redact, 80)}).`,
    {
      cause: error,
      retryable: !tls,
      neverSent: tls || NEVER_CONNECTED.test(reason),
      remedy:
        reason === NO_TLS
          ? `Nobody speaks TLS there: write http:// instead of https:// in ${server.baseUrlVariable}.`
          : tls
            ? 'Check the certificate of the server, the system clock and any proxy in between.'
            : ON_OWN_NETWORK.test(new URL(server.baseUrl).hostname)
              ? `Start the server, or set ${server.baseUrlVariable} to where it listens.`
              : `Check the network connection (and HTTPS_PROXY where one is needed), or ${server.baseUrlVariable}.`,
    },
  );
}

/** Reads at most so many bytes of a body as text; the rest is dropped with the connection. */
async function readText(response: Response, maxBytes: number): Promise<{ text: string; whole: boolean }> {
  const body: ReadableStream<Uint8Array> | null = response.body;
  const reader = body?.getReader();
  if (reader === undefined) return { text: '', whole: true };
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { text: Buffer.concat(chunks).toString('utf8'), whole: true };
      chunks.push(value);
      size += value.length;
      if (size > maxBytes) return { text: Buffer.concat(chunks).toString('utf8'), whole: false };
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

/** The error that a reply other than 2xx means. `special` may know better; it goes first. */
export async function failureOf(
  server: Server,
  response: Response,
  now: number,
  special?: (failure: Failure) => Promise<LlmError | null> | LlmError | null,
): Promise<LlmError> {
  const { text } = await readText(response, ERROR_BYTES).catch(() => ({ text: '' }));
  const { status } = response;
  const failure = describe(server, text, status, retryAfterMs(response.headers, now));
  return (await special?.(failure)) ?? byStatus(server, failure);
}

function describe(server: Server, text: string, status: number, headerWait: number | null): Failure {
  const unwrapped = unwrapError(text);
  const wait = headerWait ?? askedWaitMs(text);
  const page = isPage(text);
  const message = page ? pageTitle(text, server) : safeText(unwrapped.message, server.redact);
  const kind =
    page && (status < 500 || status > 599)
      ? 'wrong-page'
      : failureKind({ status, message, names: unwrapped.kind, comesBack: wait !== null });
  const details: LlmErrorDetails = {
    status,
    retryAfterMs: wait ?? undefined,
    failureKind: kind,
    said: message === '' ? undefined : message,
  };
  return { ...unwrapped, message, status, details };
}

/** Whether a text begins as a page for people does. */
export const isPage = (text: string): boolean => /^\uFEFF?\s*<(!doctype|html|head|body|\?xml|!--)/i.test(text);

/** The title of a page is what a person would read first. */
function pageTitle(text: string, server: Server): string {
  const title = /<title[^>]*>([^<]{0,300})/i.exec(text)?.[1] ?? text.replace(/<[^>]*>/g, ' ');
  return safeText(title, server.redact, 120);
}

/** A page came with a good status: the address is not that of the API. */
export function wrongPage(server: Server, text: string): LlmError {
  const said = pageTitle(text, server);
  return new LlmError(
    'llm.bad-response',
    `${server.baseUrl} answered with a page for people${said === '' ? '' : ` ("${said}")`}, not as the model server ${server.id}.`,
    {
      failureKind: 'wrong-page',
      said,
      remedy: `Check ${server.baseUrlVariable}: it may lack its /v1, or a proxy or sign-in page answers in its place.`,
    },
  );
}

/**
 * The failure that an error object means which came with HTTP 200, as the whole reply or within a stream. One that does not
 * say what it is may be over at the next try.
 */
export function errorInReply(server: Server, model: string, text: string): LlmError {
  const { message, kind: names } = unwrapError(text);
  const kind = failureKind({ status: null, message, names, comesBack: askedWaitMs(text) !== null });
  const status = impliedStatus(names, kind);
  if (status !== null) return byStatus(server, describe(server, text, status, null));
  const said = safeText(message, server.redact);
  return new LlmError('llm.stream-error', `${server.id}/${model} failed in the middle of its answer: ${said}`, {
    retryable: true,
    said,
    remedy: `Look into the log of the server at ${server.baseUrl}.`,
  });
}

/** A good status with nothing in it. */
export const emptyReply = (server: Server, model: string): LlmError =>
  new LlmError('llm.bad-response', `${server.id}/${model} answered HTTP 200 with nothing in it.`, {
    failureKind: 'empty',
    retryable: true,
    remedy: `Look into the log of the server at ${server.baseUrl}.`,
  });

/** The status that the cause has at most vendors: some say "no credit" with 400, and "throttled" too. */
function classOf({ status, details: { failureKind } }: Failure): number {
  if (failureKind === 'overflow') return 400;
  return [400, 403, 404, 410, 422].includes(status) ? (impliedStatus('', failureKind) ?? status) : status;
}

/** What is not there is the model, and not the path. */
const ABOUT_MODEL = /\b(model|deployment|engine)|retired|decommission|deprecated/i;
const NO_MEMORY =
  /(more|insufficient|not enough|out of) (system |gpu |video |device )?memory|cudamalloc failed|\boom\b/i;

function byStatus(server: Server, failure: Failure): LlmError {
  const { status: code, message, details } = failure;
  const status = classOf(failure);
  const said = message === '' ? '' : `: ${message}`;
  const who = `The model server ${server.id}`;
  if (status >= 300 && status < 400)
    return new LlmError('llm.redirect', `${who} redirects elsewhere (HTTP ${code}), which is not followed.`, {
      ...details,
      remedy: `Set ${server.baseUrlVariable} to the address it redirects to.`,
    });
  if (status === 401)
    return new LlmError('llm.auth', `${who} refused the key (HTTP ${code})${said}`, {
      ...details,
      remedy: server.keyVariable === null ? 'Check the key of this server.' : `Check ${server.keyVariable}.`,
    });
  if (status === 403)
    return new LlmError('llm.forbidden', `${who} forbids this (HTTP ${code})${said}`, {
      ...details,
      remedy: adviceFor(details.failureKind) ?? 'Check that this key may use this model, from this country.',
    });
  if (status === 404)
    return new LlmError('llm.model-not-found', `${who} knows no such model or address (HTTP ${code})${said}`, {
      ...details,
      remedy: !ABOUT_MODEL.test(message)
        ? /\/v\d[^/]*$/.test(server.baseUrl) || server.id === 'ollama'
          ? `Check ${server.baseUrlVariable}: nothing answers questions below ${server.baseUrl}.`
          : `Check ${server.baseUrlVariable}: it may lack its /v1, as in ${server.baseUrl}/v1.`
        : `Check the name of the model and ${server.baseUrlVariable}; \`llm-trading models\` lists what there is.`,
    });
  if (status === 408 || status === 409 || status === 429 || status === 503 || status === 529)
    return new LlmError('llm.busy', `${who} is busy or limits our calls (HTTP ${code})${said}`, {
      ...details,
      retryable: details.failureKind !== 'quota',
      remedy: adviceFor(details.failureKind) ?? 'Wait, ask less often, or add another model to fall back on.',
    });
  if (status >= 500)
    return new LlmError('llm.server', `${who} failed (HTTP ${code})${said}`, {
      ...details,
      retryable: code !== 501 && !NO_MEMORY.test(message),
      remedy: NO_MEMORY.test(message)
        ? 'The machine of the server has too little memory: choose a smaller model, lower LLM_NUM_CTX, or close what else runs there.'
        : "Look into the server's own log.",
    });
  if (status === 402)
    return new LlmError('llm.forbidden', `${who} wants to be paid first (HTTP ${code})${said}`, {
      ...details,
      remedy: 'Top up the account of this key, or choose another model.',
    });
  if (details.failureKind === 'overflow')
    return new LlmError('llm.prompt-too-long', `${who} says that the prompt does not fit (HTTP ${code})${said}`, {
      ...details,
      remedy: 'Choose a model with a longer context, or lower the token budget of the prompt.',
    });
  return new LlmError('llm.bad-request', `${who} refused the request (HTTP ${code})${said}`, {
    ...details,
    remedy: `Check that ${server.baseUrlVariable} points at the right kind of server.`,
  });
}

/** GET of a listing, validated. @throws LlmError */
export async function getJson<T>(
  server: Server,
  path: string,
  schema: z.ZodType<T>,
  now: number,
  init: { readonly signal?: AbortSignal | undefined; readonly body?: unknown } = {},
): Promise<T> {
  const { signal, body } = init;
  try {
    const response = await server.fetch(`${server.baseUrl}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { ...server.headers, ...given({ 'content-type': body === undefined ? undefined : 'application/json' }) },
      ...given({ body: body === undefined ? undefined : JSON.stringify(body), signal }),
    });
    if (!response.ok) throw await failureOf(server, response, now);
    const { text, whole } = await readText(response, LISTING_BYTES);
    if (!whole) throw new LlmError('llm.too-large', `${server.baseUrl}${path} sent more than ${LISTING_BYTES} bytes.`);
    return parseReply(server, path, text, schema);
  } catch (error) {
    throw networkError(server, error, signal);
  }
}

function parseReply<T>(server: Server, path: string, text: string, schema: z.ZodType<T>): T {
  const wrong = (what: string, cause?: unknown): LlmError =>
    new LlmError('llm.bad-response', `${server.baseUrl}${path} sent ${what}: is this a ${server.id} server?`, {
      remedy: `Check ${server.baseUrlVariable}.`,
      cause,
    });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw wrong('no JSON', error);
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw wrong(`an unexpected shape at "${parsed.error.issues[0]?.path.join('.') ?? ''}"`);
  return parsed.data;
}
