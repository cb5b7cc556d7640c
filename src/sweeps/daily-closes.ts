import type { BarSeries } from '../core/bars.js';
import type { DailyCloses } from '../core/ports/trial-store.js';
import { DAY } from '../core/time.js';

/** The last close of each UTC day: the same numbers whatever interval the bars have been put together to. */
export function dailyCloses(bars: BarSeries): DailyCloses {
  const days: number[] = [];
  const closes: number[] = [];
  for (let i = 0; i < bars.length; i++) {
    const day = Math.floor((bars.closeTime(i) - 1) / DAY);
    if (days.at(-1) !== day) {
      days.push(day);
      closes.push(bars.close[i]!);
    } else closes[closes.length - 1] = bars.close[i]!;
  }
  return { days: Int32Array.from(days), closes: Float64Array.from(closes) };
}
