import type { Random } from '../../core/ports/index.js';
import { backoffMs } from './backoff.js';
import type { HttpError } from './errors.js';

/** Most tries of one call, the first included. Every call is a GET, so repeating it is safe. */
export const MOST_TRIES = 3;
/** Upper bound of the first wait, ms. */
const BASE_MS = 500;
/** Upper bound of any wait of our own choice, ms. */
const CAP_MS = 8_000;

/**
 * How long to wait before the next try, in ms; null where another try makes no sense. A 418 is a ban for ignoring 429s: it is
 * never answered with another request.
 */
export const requestRetryWaitMs = (error: HttpError, attempt: number, tries: number, random: Random): number | null =>
  isWorthRepeating(error)
    ? backoffMs({ tries, baseMs: BASE_MS, capMs: CAP_MS }, attempt, random, error.retryAfterMs)
    : null;

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
