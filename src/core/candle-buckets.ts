/** Prices of bars by column, row for row. */
export interface PriceColumns {
  readonly open: ArrayLike<number>;
  readonly high: ArrayLike<number>;
  readonly low: ArrayLike<number>;
  readonly close: ArrayLike<number>;
}

/** The same of buckets, each named by the time of its first row. */
export interface CandleBuckets {
  readonly time: readonly number[];
  readonly open: readonly number[];
  readonly high: readonly number[];
  readonly low: readonly number[];
  readonly close: readonly number[];
}

/** Rows of one candle, so that a window has about so many points. @param rows from (included) and to (excluded) */
export const rowsPerCandle = ([from, to]: readonly [number, number], points: number): number =>
  Math.max(1, Math.ceil((to - from) / points));

/**
 * Candles of equally many rows each, at most one more than `points`: the first open, the last close, and the greatest high and the least
 * low in between, so that no extreme is lost. Buckets begin at multiples of their size from row 0 on: where a reader moves along,
 * the candles stay the same. A bucket that reaches out of the window counts whole. Rows whose close is not finite are left out.
 * @param rows from (included) and to (excluded)
 */
export function bucketCandles(
  times: ArrayLike<number>,
  { open, high, low, close }: PriceColumns,
  rows: readonly [number, number],
  points: number,
): CandleBuckets {
  const columns = { time: [], open: [], high: [], low: [], close: [] } as Record<keyof CandleBuckets, number[]>;
  const [from, to] = rows;
  const size = rowsPerCandle(rows, points);
  for (let start = Math.floor(from / size) * size; start < to; start += size) {
    const end = Math.min(start + size, times.length);
    let [first, last, most, least] = [-1, -1, -Infinity, Infinity];
    for (let row = start; row < end; row++) {
      if (!Number.isFinite(close[row])) continue;
      if (first < 0) first = row;
      last = row;
      if (high[row]! > most) most = high[row]!;
      if (low[row]! < least) least = low[row]!;
    }
    if (first < 0) continue;
    columns.time.push(times[first]!);
    columns.open.push(open[first]!);
    columns.high.push(most);
    columns.low.push(least);
    columns.close.push(close[last]!);
  }
  return columns;
}

/** Bars of which only the closes are known: each opens where the one before closed. */
export function barsOfCloses(close: ArrayLike<number>): PriceColumns {
  const [open, high, low] = [
    new Float64Array(close.length),
    new Float64Array(close.length),
    new Float64Array(close.length),
  ];
  let before = NaN;
  for (let row = 0; row < close.length; row++) {
    const value = close[row]!;
    if (!Number.isFinite(value)) continue;
    open[row] = Number.isFinite(before) ? before : value;
    high[row] = Math.max(open[row]!, value);
    low[row] = Math.min(open[row]!, value);
    before = value;
  }
  return { open, high, low, close };
}
