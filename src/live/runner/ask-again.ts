import type { Random } from '../../core/ports/random.js';
import { MINUTE, SECOND } from '../../core/time.js';

const FIRST_MS = SECOND;
const LONGEST_MS = MINUTE;

/**
 * How long to wait before somebody is asked again who gave no answer, ms: 1 s, then twice as long each time up to a minute, and
 * spread over the upper half of that, so that many sessions do not ask at once.
 * @param failures how often there was no answer, from 1
 */
export function askAgainMs(failures: number, random: Random, mostMs = LONGEST_MS): number {
  const longest = Math.min(LONGEST_MS, mostMs, FIRST_MS * 2 ** Math.min(failures - 1, 10));
  return longest * (0.5 + random.next() / 2);
}
