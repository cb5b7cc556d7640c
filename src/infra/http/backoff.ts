import type { Random } from '../../core/ports/random.js';

export interface Backoff {
  /** Most tries of one call, the first included. */
  readonly tries: number;
  /** Upper bound of the first wait, ms; it doubles with each try. */
  readonly baseMs: number;
  /** Upper bound of any wait of our own choice, ms. */
  readonly capMs: number;
}

/**
 * How long to wait before the next try, in ms; null where there is none left. Full jitter: uniform in
 * [0, min(cap, base · 2^(try − 1))], which spreads many clients best
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), on top of what the server asks for.
 * @param attempt the try that failed, from 1
 */
export function backoffMs(
  { tries, baseMs, capMs }: Backoff,
  attempt: number,
  random: Random,
  askedMs = 0,
): number | null {
  if (attempt >= tries) return null;
  return askedMs + random.next() * Math.min(capMs, baseMs * 2 ** (attempt - 1));
}
