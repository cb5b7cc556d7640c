import { given } from '../../../core/given.js';
import { messageOf } from '../../../core/errors.js';
import type { Clock } from '../../../core/ports/clock.js';
import { SECOND } from '../../../core/time.js';
import { banMs } from '../../http/bans.js';
import { retryAfterMs } from '../../http/header-times.js';
import { isUndecided, VenueRefusedError, VenueSilentError } from './venue-errors.js';

export type VenueFetch = typeof globalThis.fetch;

export interface BrokerTransportSettings {
  readonly fetch: VenueFetch;
  /** Scheme and host that replace the exchange's own: a rehearsal, or a proxy. */
  readonly baseUrl?: string | undefined;
  /** Deadline of one request, its body included, ms. */
  readonly deadlineMs: number;
  readonly clock: Pick<Clock, 'now'>;
}

/** `exchangeInfo` of all symbols has grown past 12 MB. */
const MAX_BYTES = 32 * 1024 * 1024;
/** Binance's code for who asks too often. */
const TOO_MANY = -1003;
/** Of what the exchange says in an error. */
const MAX_WORDS = 200;

/**
 * What ccxt calls instead of `fetch`. It judges the reply before ccxt sees it, since ccxt's errors do not tell the HTTP status and
 * take Binance's words for a refusal even in a 5xx, where nothing is decided. While the exchange bans this address nothing is sent:
 * whoever goes on asking is banned for longer, up to days.
 * @throws VenueRefusedError for a refusal in Binance's words; VenueSilentError for everything else that is not a whole JSON answer
 */
export function brokerFetch({ fetch, baseUrl, deadlineMs, clock }: BrokerTransportSettings): VenueFetch {
  let bannedUntil = -Infinity;
  return async (input, init) => {
    const asked = new URL(input instanceof Request ? input.url : input);
    const url = baseUrl === undefined ? asked.href : baseUrl.replace(/\/+$/, '') + asked.pathname + asked.search;
    // The path alone: the query is signed with the key.
    const what = `${init?.method ?? 'GET'} ${asked.pathname}`;
    const { method, headers, body } = init ?? {};
    const left = Math.ceil((bannedUntil - clock.now()) / SECOND);
    if (left > 0)
      throw new VenueRefusedError(418, TOO_MANY, `${what} was not sent: this address is banned for ${left} s`, {
        retryable: true,
      });
    let status: number;
    let replied: Headers;
    let text: string;
    try {
      const response = await fetch(url, {
        ...given({ method, headers, body }),
        redirect: 'manual',
        signal: AbortSignal.timeout(deadlineMs),
      });
      ({ status } = response);
      replied = response.headers;
      text = await textOf(response);
    } catch (error) {
      throw new VenueSilentError(`${what} got no answer: ${messageOf(error)}.`, error);
    }
    const wait = retryAfterMs(replied, clock.now());
    // A 429 that names no time is a warning, and a 418 is none any more.
    if (status === 418 || (status === 429 && wait !== null)) bannedUntil = clock.now() + banMs(status, wait);
    return judged(what, status, text, replied.get('retry-after'));
  };
}

/** @throws RangeError for more than any answer has */
async function textOf(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > MAX_BYTES) throw new RangeError(`the answer is longer than ${MAX_BYTES} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function judged(what: string, status: number, text: string, retryAfter: string | null): Response {
  const answer = parsed(text);
  const refusal = refusalIn(answer);
  const retry = retryAfter === null ? '' : `, to be asked again after ${retryAfter} s`;
  if (status === 429 || status === 418) {
    const words = refusal?.words ?? 'too many requests';
    throw new VenueRefusedError(status, refusal?.code ?? TOO_MANY, `${words}${retry}`, { retryable: true });
  }
  if (status >= 500 || (refusal !== null && isUndecided(refusal.code)))
    throw new VenueSilentError(
      `${what} answered ${status}${refusal === null ? '' : ` (${refusal.code}: ${refusal.words})`}.`,
    );
  if (refusal !== null) throw new VenueRefusedError(status, refusal.code, refusal.words);
  if (status >= 400 || status < 200 || answer === undefined || status >= 300)
    throw new VenueSilentError(`${what} answered ${status} with what is not Binance's JSON.`);
  return new Response(text, { status, headers: { 'content-type': 'application/json' } });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function refusalIn(answer: unknown): { readonly code: number; readonly words: string } | null {
  if (typeof answer !== 'object' || answer === null || !('code' in answer)) return null;
  const code = Number(answer.code);
  if (!Number.isInteger(code) || code >= 0) return null;
  const words = 'msg' in answer && typeof answer.msg === 'string' ? answer.msg : '';
  return { code, words: words.replace(/[\p{Cc}\s]+/gu, ' ').slice(0, MAX_WORDS) };
}
