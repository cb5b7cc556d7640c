import type { Dispatcher } from 'undici';
import type { Clock } from '../../core/ports/index.js';
import { silentLogger, type Logger } from '../log/types.js';
import { describe } from './asked.js';
import { createBans, type BanStore } from './bans.js';
import { startRequestDeadline } from './call-deadline.js';
import type { Deadline } from './deadline.js';
import { HttpError } from './errors.js';
import { dispatcherFor, NO_PROXY } from './proxy.js';
import { isRedirect, nextHop, type Hop } from './redirects.js';
import { send, type Reply } from './send.js';
import { statusError } from './status-error.js';
import { MINUTE } from '../../core/time.js';

/** Overall deadline of one file, ms: 100 MB, the largest of a month, at 60 kB a second. */
const DEADLINE_MS = 30 * MINUTE;
/** Longest wait for the head of the reply, and between two pieces of its body, ms. */
const IDLE_MS = 30_000;
/** Most bytes of a file: ten times the largest that an archive of bars holds. */
const MAX_BYTES = 1024 * 1024 * 1024;

/** Delivers the body of a URL piece by piece: for files that do not fit a `get`. */
export type Download = (url: string, signal?: AbortSignal) => AsyncIterable<Uint8Array>;

export interface DownloadSettings {
  /** Which source asks: for logs and errors. */
  readonly source: string;
  readonly clock: Clock;
  readonly log?: Logger;
  /** Keeps bans across restarts, shared with the client of the other requests. */
  readonly bans?: BanStore;
  /** undici's, made with the first request. Default: an Agent of its own. */
  readonly dispatcher?: () => Dispatcher;
  readonly userAgent?: string;
  readonly deadlineMs?: number;
  readonly idleMs?: number;
  readonly maxBytes?: number;
}

/**
 * Downloads under the policies of the client: an overall deadline, a longest silence, a cap on bytes, bans after 418 and 429,
 * few redirects. It does not repeat a request: who writes the file knows what can be kept of it.
 * @throws HttpError for anything but a 2xx reply that was read whole
 */
export function createDownload(settings: DownloadSettings): Download {
  const { source, clock, log = silentLogger, userAgent = 'llm-trading-system' } = settings;
  const { deadlineMs = DEADLINE_MS, idleMs = IDLE_MS, maxBytes = MAX_BYTES } = settings;
  let dispatcher: Dispatcher | undefined;
  const bans = createBans(clock, log, settings.bans);

  /** `work`, unless nothing comes for too long. */
  async function withinSilence<T>(work: Promise<T>, deadline: Deadline, what: string): Promise<T> {
    const timer = new AbortController();
    const silence = clock.sleep(idleMs, timer.signal).then(
      () => {
        throw new HttpError('http.deadline', `${what} sent nothing for ${idleMs} ms.`, {
          retryable: true,
          remedy: 'try again',
        });
      },
      () => new Promise<never>(() => undefined),
    );
    try {
      return await deadline.race(Promise.race([work, silence]));
    } finally {
      timer.abort();
    }
  }

  /** Follows redirects up to a reply with the file. */
  async function open(url: string, deadline: Deadline): Promise<Reply> {
    const request = { source, url };
    const asked = describe(request);
    // Nothing between us and the file may change its bytes: its checksum is of the file as it is published.
    const headers = { 'user-agent': userAgent, 'accept-encoding': 'identity' };
    let hop: Hop = { url: asked.url, headers, visited: [asked.url.href] };
    for (;;) {
      const keys = [hop.url.host];
      await bans.check(source, keys);
      dispatcher ??= settings.dispatcher?.() ?? dispatcherFor(NO_PROXY, { connect: { timeout: IDLE_MS } });
      const sending = send(hop.url, hop.headers, dispatcher, deadline, asked.what);
      const reply = await withinSilence(sending, deadline, asked.what);
      if (isRedirect(reply.status)) {
        reply.body.on('error', () => undefined).destroy();
        hop = nextHop(hop, reply.headers.get('location'), request, asked.what);
        continue;
      }
      if (reply.status >= 200 && reply.status < 300) return reply;
      const error = await statusError(reply, clock, deadline, asked);
      if (error.status === 418 || error.status === 429) {
        await bans.add(keys, clock.now() + (error.retryAfterMs ?? 0));
        log.warn('http.ban', { source, status: error.status, keys, ms: error.retryAfterMs ?? 0 });
      }
      throw error;
    }
  }

  return async function* (url, signal) {
    const { what } = describe({ source, url });
    const deadline = startRequestDeadline(clock, deadlineMs, what, signal);
    try {
      const { body } = await open(url, deadline);
      body.on('error', () => undefined);
      try {
        const pieces = (body as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
        let bytes = 0;
        for (;;) {
          const piece = await withinSilence(pieces.next(), deadline, what).catch((error: unknown) => {
            deadline.check();
            throw error instanceof HttpError ? error : brokenOff(what, error);
          });
          if (piece.done === true) return;
          bytes += piece.value.length;
          if (bytes > maxBytes) throw tooLarge(what, maxBytes);
          yield piece.value;
        }
      } finally {
        body.destroy();
      }
    } finally {
      deadline.end();
    }
  };
}

const brokenOff = (what: string, cause: unknown): HttpError =>
  new HttpError('http.body.broken', `${what} sent a body that broke off.`, {
    retryable: true,
    remedy: 'try again',
    cause,
  });

const tooLarge = (what: string, maxBytes: number): HttpError =>
  new HttpError('http.too-large', `${what} sent more than ${maxBytes} bytes.`, {
    remedy: 'check that this is the right server',
  });
