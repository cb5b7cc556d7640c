import { DAY } from '../../core/time.js';

/** Evidence counts whole for a quarter of a year after its last outcome. */
export const FULL_AGE_MS = 90 * DAY;
/** From then on it fades, in proportion to time, and is gone half a year after its last outcome. */
export const ZERO_AGE_MS = 180 * DAY;

/**
 * What age leaves of evidence, 1 … 0. The age is that of the last scored outcome: evaluating old decisions again does not
 * renew it. How long a measurement of a market holds is unknown; half a year is a choice that forces one to measure.
 * @param evidenceEnd when the last scored window had closed, UTC ms
 * @param now UTC ms
 */
export function ageFactor(evidenceEnd: number, now: number): number {
  const age = now - evidenceEnd;
  if (age <= FULL_AGE_MS) return 1;
  return age >= ZERO_AGE_MS ? 0 : (ZERO_AGE_MS - age) / (ZERO_AGE_MS - FULL_AGE_MS);
}
