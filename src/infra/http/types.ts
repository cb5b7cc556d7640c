import type { z } from 'zod';

/** How often one host may be asked. All callers of one `HttpClient` share the count. */
export interface RatePolicy {
  /** Callers with the same key share one budget, e.g. `binance-spot`. */
  readonly key: string;
  /** Weight (or requests) allowed in a window. */
  readonly limit: number;
  /** Length of the sliding window in ms. */
  readonly windowMs: number;
  /** Response header that reports the weight used so far in the current minute, e.g. `x-mbx-used-weight-1m`. */
  readonly usedHeader?: string;
  /** Most requests under way at once. */
  readonly maxConcurrent?: number;
}

export interface HttpRequest {
  /** Which source asks: for logs and errors. */
  readonly source: string;
  readonly url: string;
  /** Appended to the URL; undefined values are left out. */
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Names of query parameters whose values are secret, e.g. `auth_token`. */
  readonly secretQuery?: readonly string[];
  /** Overall deadline of the call, retries and waiting included, in ms. Default 15,000. */
  readonly deadlineMs?: number;
  /** Most decoded bytes accepted. Default 8 MiB. */
  readonly maxBytes?: number;
  /** Most tries, 1 … 3. Default 3. */
  readonly tries?: number;
  readonly rate?: RatePolicy;
  /** What this request costs of `rate.limit`. Default 1. */
  readonly weight?: number;
  readonly signal?: AbortSignal | undefined;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Headers;
  /** Decoded as UTF-8, byte order mark removed. */
  readonly body: string;
  /** UTC ms at which the last byte arrived. */
  readonly receivedAt: number;
  /** The URL without secret values. */
  readonly url: string;
}

export interface HttpClient {
  /** @throws HttpError for anything but a 2xx reply that was read whole. */
  get(request: HttpRequest): Promise<HttpResponse>;
  /**
   * Like `get`, then parses JSON and validates it. The error names the first field that is wrong.
   * @throws HttpError with code `http.body.json` or `http.body.schema`
   */
  getJson<T>(
    request: HttpRequest,
    schema: z.ZodType<T>,
  ): Promise<{ readonly data: T; readonly response: HttpResponse }>;
}
