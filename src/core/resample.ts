import { BarSeries } from './bars.js';
import { InputError } from './errors.js';
import { gridOrigin } from './time.js';

/** Where the bucket of `intervalMs` begins that holds a moment; UTC ms. */
export const bucketStart = (time: number, intervalMs: number): number => {
  const shift = gridOrigin(intervalMs);
  return Math.floor((time - shift) / intervalMs) * intervalMs + shift;
};

/** @throws InputError where `intervalMs` is not a multiple of the finer interval, both in ms */
export function assertCoarser(finerMs: number, intervalMs: number): void {
  if (intervalMs % finerMs === 0 && intervalMs >= finerMs) return;
  throw new InputError(
    'bars.resample',
    `Bars of ${finerMs} ms cannot become bars of ${intervalMs} ms: it must be a whole multiple.`,
    { where: 'interval' },
  );
}

/**
 * Coarser bars of `intervalMs` from finer ones. A bucket is a bar only where it is whole: its first fine bar may not be cut
 * off by the start of the data, and its end must have passed by the end of the data. Holes inside a bucket do not void it.
 * @throws InputError where `intervalMs` is not a multiple of the series' own interval
 */
export function resampleBars(bars: BarSeries, intervalMs: number): BarSeries {
  assertCoarser(bars.intervalMs, intervalMs);
  const shift = gridOrigin(intervalMs);
  const bucketOf = (time: number) => Math.floor((time - shift) / intervalMs) * intervalMs + shift;
  const { openTime, open, high, low, close, volume, length } = bars;
  const starts: number[] = [];
  let previous = NaN;
  for (let i = 0; i < length; i++) {
    const bucket = bucketOf(openTime[i]!);
    if (bucket !== previous) {
      // The first bucket counts only where the data reach back to its start.
      if (i > 0 || openTime[i] === bucket) starts.push(i);
      previous = bucket;
    }
  }
  const lastEnd = length === 0 ? 0 : bars.closeTime(length - 1);
  const last = starts.at(-1);
  if (last !== undefined && bucketOf(openTime[last]!) + intervalMs > lastEnd) starts.pop();
  const coarse = BarSeries.allocate(bars.symbol, intervalMs, starts.length);
  starts.forEach((start, row) => {
    const bucket = bucketOf(openTime[start]!);
    let top = high[start]!;
    let bottom = low[start]!;
    let sum = volume[start]!;
    let end = start + 1;
    for (; end < length && bucketOf(openTime[end]!) === bucket; end++) {
      if (high[end]! > top) top = high[end]!;
      if (low[end]! < bottom) bottom = low[end]!;
      sum += volume[end]!;
    }
    coarse.openTime[row] = bucket;
    coarse.open[row] = open[start]!;
    coarse.high[row] = top;
    coarse.low[row] = bottom;
    coarse.close[row] = close[end - 1]!;
    coarse.volume[row] = sum;
  });
  return coarse;
}
