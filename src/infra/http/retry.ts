import type { Random } from '../../core/ports/index.js';
import type { HttpError } from './errors.js';

/** Most tries of one call, the first included. Every call is a GET, so repeating it is safe. */
export const MOST_TRIES = 3;
/** Upper bound of the first wait, ms; it doubles with each try. */
const BASE_MS = 500;
/** Upper bound of any wait of our own choice, ms. */
const CAP_MS = 8_000;

/**
 * How long to wait before the next try, in ms; null where another try makes no sense.
 *
 * Full jitter: uniform in [0, min(cap, base · 2^(try − 1))], which spreads many clients best
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/). A wait the server asks for comes first and
 * the jitter on top of it. A 418 is a ban for ignoring 429s: it is never answered with another request.
 */
export function retryWaitMs(error: HttpError, attempt: number, tries: number, random: Random): number | null {
  if (attempt >= tries || !isWorthRepeating(error)) return null;
  const jitter = random.next() * Math.min(CAP_MS, BASE_MS * 2 ** (attempt - 1));
  return (error.retryAfterMs ?? 0) + jitter;
}

function isWorthRepeating(error: HttpError): boolean {
  switch (error.code) {
    case 'http.network':
    case 'http.dns':
    case 'http.body.broken':
      return true;
    default:
      return error.status !== undefined && (error.status === 429 || error.status >= 500);
  }
}
