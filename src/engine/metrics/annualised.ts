import { DAY } from '../../core/time.js';

/** A shorter run says nothing about a year: the growth of three days to the power of 122 is a number, not a forecast. */
const LEAST_DURATION_MS = 30 * DAY;

/** An annualised figure of a run of this length, ms; null for runs under 30 days. */
export const annualised = (value: number | null, durationMs: number): number | null =>
  durationMs >= LEAST_DURATION_MS ? value : null;
