import type { BarSeries } from '../../../core/bars.js';

/** Candles as columns: `time` is the open time (UTC ms), prices in quote and `volume` in base units. */
export interface Candles {
  /** Length of a candle, ms. */
  readonly stepMs: number;
  readonly time: readonly number[];
  readonly open: readonly number[];
  readonly high: readonly number[];
  readonly low: readonly number[];
  readonly close: readonly number[];
  readonly volume: readonly number[];
}

/** Rows from `from` up to but without `to`, joined to candles of `stepMs`: no high and no low is lost. */
export function candlesOf(bars: BarSeries, from: number, to: number, stepMs: number): Candles {
  const time: number[] = [];
  const open: number[] = [];
  const high: number[] = [];
  const low: number[] = [];
  const close: number[] = [];
  const volume: number[] = [];
  for (let row = from; row < to; row++) {
    const begins = stepMs === bars.intervalMs ? bars.openTime[row]! : bucketOf(bars.openTime[row]!, stepMs) * stepMs;
    const last = time.length - 1;
    if (time[last] === begins) {
      high[last] = Math.max(high[last]!, bars.high[row]!);
      low[last] = Math.min(low[last]!, bars.low[row]!);
      close[last] = bars.close[row]!;
      volume[last] = volume[last]! + bars.volume[row]!;
      continue;
    }
    time.push(begins);
    open.push(bars.open[row]!);
    high.push(bars.high[row]!);
    low.push(bars.low[row]!);
    close.push(bars.close[row]!);
    volume.push(bars.volume[row]!);
  }
  return { stepMs, time, open, high, low, close, volume };
}

export const bucketOf = (time: number, stepMs: number): number => Math.floor(time / stepMs);
