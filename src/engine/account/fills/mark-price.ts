import type { BarSeries } from '../../../core/bars.js';

/** Mark price at a settlement: the funding record's, else the open of the mark bar at that time; NaN without either. */
export function markPriceAt(mark: BarSeries | null, time: number, recorded: number): number {
  if (!Number.isNaN(recorded) || mark === null) return recorded;
  const row = mark.indexAtOrAfter(time);
  return mark.openTime[row] === time ? mark.open[row]! : NaN;
}

/**
 * Trade price at a moment: the open of the bar that opens then, else of the bar it lies in, else the last close before it.
 * @param lastRow the newest row that is known
 */
export function tradePriceAt(bars: BarSeries, time: number, lastRow: number): number {
  const row = bars.indexAtOrAfter(time);
  if (row <= lastRow && bars.openTime[row] === time) return bars.open[row]!;
  const before = Math.min(row, lastRow + 1) - 1;
  return time < bars.closeTime(before) ? bars.open[before]! : bars.close[before]!;
}
