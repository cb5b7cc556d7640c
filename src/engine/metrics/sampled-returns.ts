import { DAY, YEAR } from '../../core/time.js';

/** Returns over equal periods, with the period beside them: a ratio without its interval says nothing. */
export interface SampledReturns {
  /** Length of a period, ms. */
  readonly periodMs: number;
  /** Equity at the start of the first period and at the end of each. */
  readonly values: Float64Array;
  /** Simple returns, one for each period. */
  readonly returns: Float64Array;
}

/** Periods of a day, or of a bar where bars are longer. */
const defaultPeriodMs = (intervalMs: number): number => Math.max(DAY, intervalMs);

/**
 * Samples an equity curve at the end of every whole period since the start; the rest after the last one is left out. A
 * period without a bar keeps the value before it. A step of equity belongs to its close: `times` + `intervalMs`.
 * @param start and @param end bounds of the run where the column does not span it, UTC ms
 */
export function sampleReturns(
  times: Float64Array,
  equity: Float64Array,
  initialEquity: number,
  intervalMs: number,
  periodMs: number = defaultPeriodMs(intervalMs),
  start: number = times[0] ?? 0,
  end: number = (times[times.length - 1] ?? 0) + intervalMs,
): SampledReturns {
  const count = times.length === 0 ? 0 : Math.floor((end - start) / periodMs);
  const values = new Float64Array(count + 1);
  const returns = new Float64Array(count);
  values[0] = initialEquity;
  const perPeriod = Math.round(periodMs / intervalMs);
  let row = -1;
  for (let k = 0; k < count; k++) {
    row = lastClosedBy(times, start + (k + 1) * periodMs - intervalMs, row, perPeriod);
    const value = row < 0 ? initialEquity : equity[row]!;
    values[k + 1] = value;
    // A ruined account has no returns any more.
    returns[k] = values[k]! > 0 ? value / values[k]! - 1 : 0;
  }
  return { periodMs, values, returns };
}

/** Last row at or after `from` whose time is at most `time`; `from` where there is none. */
function lastClosedBy(times: Float64Array, time: number, from: number, expected: number): number {
  // Without holes it is where the period says; looking there first saves a search through memory that is not cached.
  const guess = from + expected;
  if (guess >= 0 && times[guess]! <= time && !(times[guess + 1]! <= time)) return guess;
  let low = from;
  let high = times.length;
  // Doubling first: the next sample is near, and a run has far more steps than samples.
  for (let width = 1; low + width < high; width *= 2) {
    if (times[low + width]! > time) {
      high = low + width;
      break;
    }
    low += width;
  }
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (times[middle]! <= time) low = middle;
    else high = middle;
  }
  return low;
}

/** Periods in a year of 365 days. */
export const periodsPerYear = (periodMs: number): number => YEAR / periodMs;
