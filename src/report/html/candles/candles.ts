import type { BarSeries } from '../../../core/bars.js';

/** Candles as columns: `time` is the open time (UTC ms), prices in quote and `volume` in base units. */
export interface Candles {
  /** Length of a candle, ms. */
  readonly stepMs: number;
  readonly time: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
}

/** Rows from `from` up to but without `to`, joined to candles of `stepMs`: no high and no low is lost. Single bars are not copied. */
export function candlesOf(bars: BarSeries, from: number, to: number, stepMs: number): Candles {
  if (stepMs !== bars.intervalMs) return joined(bars, from, to, stepMs);
  const { openTime, open, high, low, close, volume } = bars.slice(from, to);
  return { stepMs, time: openTime, open, high, low, close, volume };
}

function joined(bars: BarSeries, from: number, to: number, stepMs: number): Candles {
  const { openTime } = bars;
  const most =
    from < to ? Math.min(to - from, bucketOf(openTime[to - 1]!, stepMs) - bucketOf(openTime[from]!, stepMs) + 1) : 0;
  const column = (): Float64Array => new Float64Array(most);
  const candles = { time: column(), open: column(), high: column(), low: column(), close: column(), volume: column() };
  let n = 0;
  for (let row = from; row < to; n++) {
    const begins = bucketOf(openTime[row]!, stepMs) * stepMs;
    const next = Math.min(to, bars.nextAtOrAfter(begins + stepMs, row));
    candles.time[n] = begins;
    joinRows(bars, row, next, candles, n);
    row = next;
  }
  const filled = (values: Float64Array): Float64Array => values.subarray(0, n);
  const { time, open, high, low, close, volume } = candles;
  return {
    stepMs,
    time: filled(time),
    open: filled(open),
    high: filled(high),
    low: filled(low),
    close: filled(close),
    volume: filled(volume),
  };
}

/** Rows from `from` up to but without `to` as candle `n`. A function of its own: called for each candle it is compiled early. */
function joinRows(bars: BarSeries, from: number, to: number, candles: Omit<Candles, 'stepMs'>, n: number): void {
  const { high, low, volume } = bars;
  let [highest, lowest, traded] = [high[from]!, low[from]!, volume[from]!];
  for (let row = from + 1; row < to; row++) {
    if (high[row]! > highest) highest = high[row]!;
    if (low[row]! < lowest) lowest = low[row]!;
    traded += volume[row]!;
  }
  candles.open[n] = bars.open[from]!;
  candles.high[n] = highest;
  candles.low[n] = lowest;
  candles.close[n] = bars.close[to - 1]!;
  candles.volume[n] = traded;
}

export const bucketOf = (time: number, stepMs: number): number => Math.floor(time / stepMs);
