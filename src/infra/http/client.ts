import type { Dispatcher } from 'undici';
import type { Clock, Random } from '../../core/ports/index.js';
import { silentLogger, type Logger } from '../log/types.js';
import { describe, type RequestTarget } from './asked.js';
import { createBans, type BanStore } from './bans.js';
import { startRequestDeadline } from './call-deadline.js';
import type { Deadline } from './deadline.js';
import { decodeText } from './decode-text.js';
import { HttpError } from './errors.js';
import { readJson } from './json.js';
import { createRateWindow, type RateWindow } from './rate-limit.js';
import { ACCEPT_ENCODING } from './decompress.js';
import { dispatcherFor, NO_PROXY } from './proxy.js';
import { readBody } from './read-body.js';
import { isRedirect, nextHop, type Hop } from './redirects.js';
import { MOST_TRIES, requestRetryWaitMs } from './retry.js';
import { send, type Reply } from './send.js';
import { statusError } from './status-error.js';
import type { HttpClient, HttpRequest, HttpResponse } from './types.js';

/** Overall deadline of a call, ms: a slow source delays a decision by this much at most. */
const DEADLINE_MS = 15_000;
/** Most decoded bytes of a body: 8 MiB, some four times the largest reply we ask for (10,000 CoinMetrics rows). */
const MAX_BYTES = 8 * 1024 * 1024;
/** Longest time to connect, ms; only tidies up connections whose call has already ended at its deadline. */
const CONNECT_MS = 15_000;

export interface HttpClientSettings {
  readonly clock: Clock;
  readonly random: Random;
  /** Receives `http.retry`, `http.ban` and trouble with the ban store. */
  readonly log?: Logger;
  /** Keeps bans across restarts. Without it they last as long as the client. */
  readonly bans?: BanStore;
  /** undici's, made with the first request: for proxies and tests. Default: an Agent of its own. */
  readonly dispatcher?: () => Dispatcher;
  readonly userAgent?: string;
}

/** The one client through which every source is asked. Its callers share rate budgets and bans. */
export function createHttpClient(settings: HttpClientSettings): HttpClient {
  const { clock, random, log = silentLogger, userAgent = 'llm-trading-system' } = settings;
  let dispatcher: Dispatcher | undefined;
  const bans = createBans(clock, log, settings.bans);
  const windows = new Map<string, RateWindow>();

  function windowOf(key: string): RateWindow {
    const known = windows.get(key);
    if (known !== undefined) return known;
    const made = createRateWindow(clock);
    windows.set(key, made);
    return made;
  }

  /** Follows redirects up to a reply that is not one, under the bans of every host on the way. */
  async function follow(request: HttpRequest, asked: RequestTarget, deadline: Deadline): Promise<Reply> {
    const headers = { 'user-agent': userAgent, 'accept-encoding': ACCEPT_ENCODING, ...request.headers };
    let hop: Hop = { url: asked.url, headers, visited: [asked.url.href] };
    for (;;) {
      const keys = banKeys(request, hop.url);
      await bans.check(request.source, keys);
      deadline.check();
      dispatcher ??= settings.dispatcher?.() ?? dispatcherFor(NO_PROXY, { connect: { timeout: CONNECT_MS } });
      const reply = await send(hop.url, hop.headers, dispatcher, deadline, asked.what);
      if (request.rate !== undefined) windowOf(request.rate.key).observe(request.rate, reply.headers);
      if (isRedirect(reply.status)) {
        reply.body.on('error', () => undefined).destroy();
        hop = nextHop(hop, reply.headers.get('location'), request, asked.what);
        continue;
      }
      if (reply.status >= 200 && reply.status < 300) return reply;
      const error = await statusError(reply, clock, deadline, asked);
      if (error.status === 418 || error.status === 429) {
        const ms = error.retryAfterMs ?? 0;
        await bans.add(keys, clock.now() + ms);
        log.warn('http.ban', { source: request.source, status: error.status, keys, ms });
      }
      throw error;
    }
  }

  async function tryOnce(request: HttpRequest, asked: RequestTarget, deadline: Deadline): Promise<HttpResponse> {
    // Before the queue as well, so that a banned source neither waits nor spends weight.
    await bans.check(request.source, banKeys(request, asked.url));
    const release = request.rate && (await windowOf(request.rate.key).acquire(request, request.rate, deadline));
    try {
      const { status, headers, body } = await follow(request, asked, deadline);
      const reading = readBody(body, {
        encoding: headers.get('content-encoding'),
        maxBytes: request.maxBytes ?? MAX_BYTES,
        check: () => deadline.check(),
        onTooLong: 'fail',
        what: asked.what,
      });
      const bytes = await deadline.race(reading);
      return {
        status,
        headers,
        body: textOf(bytes, headers, asked.what),
        receivedAt: clock.now(),
        url: asked.shown,
      };
    } finally {
      release?.();
    }
  }

  async function get(request: HttpRequest): Promise<HttpResponse> {
    const asked = describe(request);
    const tries = Math.min(Math.max(request.tries ?? MOST_TRIES, 1), MOST_TRIES);
    const deadline = startRequestDeadline(clock, request.deadlineMs ?? DEADLINE_MS, asked.what, request.signal);
    try {
      let first: HttpError | undefined;
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await deadline.race(tryOnce(request, asked, deadline));
        } catch (error) {
          if (!(error instanceof HttpError)) throw error;
          // A repetition that our own rules forbid is not what went wrong.
          if (first !== undefined && (error.code === 'http.rate' || error.code === 'http.banned')) throw first;
          first ??= error;
          const wait = requestRetryWaitMs(error, attempt, tries, random);
          if (wait === null || wait >= deadline.remainingMs()) throw error;
          log.debug('http.retry', { source: request.source, attempt, code: error.code, waitMs: Math.round(wait) });
          await deadline.race(clock.sleep(wait, deadline.signal));
        }
      }
    } finally {
      deadline.end();
    }
  }

  return {
    get,
    async getJson(request, schema) {
      const response = await get(request);
      const asked = describe(request);
      return { data: readJson(response.body, schema, asked), response };
    },
  };
}

/** What a ban is kept under: the budget the request belongs to, and the host that is asked. */
const banKeys = (request: HttpRequest, url: URL): string[] =>
  request.rate === undefined ? [url.host] : [request.rate.key, url.host];

function textOf(bytes: Buffer, headers: Headers, what: string): string {
  try {
    return decodeText(bytes, headers.get('content-type'));
  } catch (cause) {
    throw new HttpError('http.body.broken', `${what} sent text that is neither UTF-8 nor in the charset it names.`, {
      cause,
      expected: 'UTF-8',
      retryable: true,
      remedy: 'try again',
    });
  }
}
