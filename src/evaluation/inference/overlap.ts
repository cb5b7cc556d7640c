import { InputError } from '../../core/errors.js';

/** @throws InputError where two decisions are out of order or at the same time: serial dependence needs their order */
export function assertAscending(times: readonly number[]): void {
  for (let i = 1; i < times.length; i++) {
    if (times[i]! > times[i - 1]!) continue;
    throw new InputError(
      'forecasts.order',
      `Forecast ${i} (decided at ${times[i]}) is not later than the one before it (${times[i - 1]}).`,
      { where: `forecasts[${i}].decidedAt`, remedy: 'sort the forecasts by decision time and keep one for each time' },
    );
  }
}

/**
 * The most decisions whose windows overlap one decision's, itself included: rows further apart than this do not share a
 * price. Equals ceil(horizon / step) on a regular grid.
 * @param times ascending, UTC ms
 */
export function measuredOverlap(times: readonly number[], horizonMs: number): number {
  let most = 1;
  for (let first = 0, last = 0; last < times.length; last++) {
    while (times[last]! - times[first]! >= horizonMs) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

/** Windows that fit side by side without overlap, taken greedily from the first decision on. */
export function nonOverlappingWindows(times: readonly number[], horizonMs: number): number {
  let count = 0;
  let free = -Infinity;
  for (const time of times) {
    if (time < free) continue;
    count += 1;
    free = time + horizonMs;
  }
  return count;
}
