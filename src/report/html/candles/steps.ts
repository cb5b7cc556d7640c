import { DAY, HOUR, MINUTE } from '../../../core/time.js';

/** Lengths of candles that people know; each candle begins at a whole multiple of its length since 1970 (UTC). */
export const CANDLE_STEPS: readonly number[] = [
  ...[1, 2, 3, 5, 10, 15, 30].map((each) => each * MINUTE),
  ...[1, 2, 3, 4, 6, 8, 12].map((each) => each * HOUR),
  ...[1, 2, 3, 4, 7, 14, 28, 56, 112, 364].map((each) => each * DAY),
];

/** The shortest length of at least `least` ms that holds whole bars; a multiple of the bar's own where none of the known fits. */
export function candleStep(intervalMs: number, least: number): number {
  if (least <= intervalMs) return intervalMs;
  const known = CANDLE_STEPS.find((step) => step >= least && step % intervalMs === 0);
  return known ?? intervalMs * Math.ceil(least / intervalMs);
}
