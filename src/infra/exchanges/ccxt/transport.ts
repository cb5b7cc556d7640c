import { UnavailableError } from '../../../core/errors.js';
import { serverDate } from '../../http/header-times.js';
import { field } from '../../../core/request-field.js';
import type { HttpClient } from '../../http/types.js';
import { MINUTE } from '../../../core/time.js';

/** Lists of instruments are long: Binance's has grown past 12 MB, decoded. */
const MAX_BYTES = 32 * 1024 * 1024;

/** ccxt spaces requests by the exchange's own pace; this only keeps a runaway from becoming a ban. */
const REQUESTS_PER_MINUTE = 600;

export interface Transport {
  /** What ccxt calls instead of `fetch`. */
  readonly fetch: (url: string, init: { readonly method: string; readonly headers?: unknown }) => Promise<Response>;
  /** The exchange's clock at its last reply, UTC ms; null before the first or where it sends no `Date`. */
  serverNow(): number | null;
}

export interface TransportSettings {
  readonly http: HttpClient;
  readonly source: string;
  /** Scheme and host that replace the exchange's own: a proxy, or a server of a test. */
  readonly baseUrl?: string | undefined;
  readonly signal: AbortSignal;
  readonly deadlineMs: number;
  /** Default 600. */
  readonly requestsPerMinute?: number | undefined;
}

/** Sends ccxt's requests through our client, so that deadline, size cap, retries and bans hold for them too. */
export function createTransport(settings: TransportSettings): Transport {
  const { http, source, baseUrl, signal, deadlineMs, requestsPerMinute = REQUESTS_PER_MINUTE } = settings;
  let serverNow: number | null = null;
  return {
    serverNow: () => serverNow,
    async fetch(url, { method, headers }) {
      if (method !== 'GET') {
        throw new UnavailableError(
          'ccxt.method',
          `${source} is asked for market data by ${method}, which is not supported: choose another ${field('exchange')}.`,
          { where: source, remedy: `choose another ${field('exchange')}` },
        );
      }
      const response = await http.get({
        source,
        url: baseUrl === undefined ? url : moved(url, baseUrl),
        headers: textHeaders(headers),
        rate: { key: source, limit: requestsPerMinute, windowMs: MINUTE },
        maxBytes: MAX_BYTES,
        deadlineMs,
        signal,
      });
      serverNow = serverDate(response.headers) ?? serverNow;
      return new Response(response.body, { status: response.status, headers: { 'content-type': 'application/json' } });
    },
  };
}

function moved(url: string, baseUrl: string): string {
  const { pathname, search } = new URL(url);
  return baseUrl.replace(/\/+$/, '') + pathname + search;
}

const textHeaders = (headers: unknown): Record<string, string> =>
  typeof headers === 'object' && headers !== null
    ? Object.fromEntries(
        Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
      )
    : {};
