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
  const single = stepMs === bars.intervalMs;
  for (let row = from; row < to;) {
    const opened = bars.openTime[row]!;
    const begins = single ? opened : bucketOf(opened, stepMs) * stepMs;
    time.push(begins);
    open.push(bars.open[row]!);
    let [highest, lowest, traded] = [bars.high[row]!, bars.low[row]!, bars.volume[row]!];
    for (row++; !single && row < to && bars.openTime[row]! < begins + stepMs; row++) {
      if (bars.high[row]! > highest) highest = bars.high[row]!;
      if (bars.low[row]! < lowest) lowest = bars.low[row]!;
      traded += bars.volume[row]!;
    }
    high.push(highest);
    low.push(lowest);
    close.push(bars.close[row - 1]!);
    volume.push(traded);
  }
  return { stepMs, time, open, high, low, close, volume };
}

export const bucketOf = (time: number, stepMs: number): number => Math.floor(time / stepMs);
