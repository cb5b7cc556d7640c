import type { BarSeries } from '../core/bars.js';
import type { DailyCloses } from '../core/ports/trial-store.js';
import { DAY } from '../core/time.js';

/** The last close of each UTC day: the same numbers whatever interval the bars have been put together to. */
export function dailyCloses(bars: BarSeries): DailyCloses {
  const days: number[] = [];
  const closes: number[] = [];
  const { openTime, close, intervalMs, length } = bars;
  // A day at a time: looking at each of a million bars takes longer than all else. Midnight belongs to the day that ends.
  for (let i = 0; i < length;) {
    const day = Math.floor((openTime[i]! + intervalMs - 1) / DAY);
    i = bars.nextAtOrAfter((day + 1) * DAY - intervalMs + 1, i);
    days.push(day);
    closes.push(close[i - 1]!);
  }
  return { days: Int32Array.from(days), closes: Float64Array.from(closes) };
}
