import type { Clock } from '../../core/ports/index.js';
import type { RequestTarget } from './asked.js';
import { banMs } from './bans.js';
import { decodeText } from './decode-text.js';
import type { Deadline } from './deadline.js';
import { HttpError } from './errors.js';
import { excerpt } from './excerpt.js';
import { readBody } from './read-body.js';
import { retryAfterMs } from './header-times.js';
import type { Reply } from './send.js';

/** How much of an error page is read, bytes, and for how long, ms: it only explains, so it must not cost the deadline. */
const EXCERPT_BYTES = 16_384;
const EXCERPT_MS = 1_000;

const REMEDIES: Readonly<Record<number, string>> = {
  400: 'check the symbol and the settings of this source',
  401: 'check the API key of this source',
  403: 'check the API key and plan of this source, and whether it blocks this address',
  404: 'check the base URL of this source',
  418: 'wait: this address is banned for asking too often',
  429: 'ask less often, or wait',
  451: 'the service refuses this region: use a mirror or another venue',
};

/** The error for a reply that is not 2xx, with the start of its body, where vendors explain themselves. */
export async function statusError(
  reply: Reply,
  clock: Clock,
  deadline: Deadline,
  asked: RequestTarget,
): Promise<HttpError> {
  const { status, headers } = reply;
  const bodyExcerpt = await readExcerpt(reply, clock, deadline, asked);
  const wait = waitFor(status, retryAfterMs(headers, clock.now()));
  const said = bodyExcerpt === '' ? '' : `: ${bodyExcerpt.slice(0, 160)}`;
  const remedy = REMEDIES[status] ?? (status >= 500 ? 'try again later' : 'check the settings of this source');
  const meaning = status === 304 ? ' (not modified, though nothing was kept from before)' : '';
  return new HttpError(`http.status.${status}`, `${asked.what} answered HTTP ${status}${meaning}${said}.`, {
    status,
    bodyExcerpt,
    remedy,
    retryable: status === 408 || status === 418 || status === 429 || status >= 500,
    retryAfterMs: wait ?? undefined,
  });
}

const waitFor = (status: number, asked: number | null): number | null =>
  status === 418 || status === 429 ? banMs(status, asked) : asked;

async function readExcerpt(reply: Reply, clock: Clock, deadline: Deadline, asked: RequestTarget): Promise<string> {
  const timer = new AbortController();
  const enough = clock.sleep(EXCERPT_MS, timer.signal).then(
    () => Buffer.alloc(0),
    () => Buffer.alloc(0),
  );
  const reading = readBody(reply.body, {
    encoding: reply.headers.get('content-encoding'),
    maxBytes: EXCERPT_BYTES,
    check: () => deadline.check(),
    onTooLong: 'cut',
    what: asked.what,
  });
  try {
    const bytes = await deadline.race(Promise.race([reading, enough]));
    return excerpt(decodeText(bytes, reply.headers.get('content-type')), asked.redact);
  } catch {
    // The status is the news; a page that cannot be read adds nothing to it.
    return '';
  } finally {
    timer.abort();
    reply.body.destroy();
  }
}
