import { BAR_COLUMNS, rowAtOrAfter, type BarColumn, type BarRow, type BarSeries } from '../../core/bars.js';
import { assertCoarser, bucketStart } from '../../core/resample.js';

/** Bars that are all there, or that grow at their end. */
export type ReadableBars = BarSeries | GrowingBars;

const ROOM = 1_024;

/**
 * A series of closed bars that grows at its end, read as a `BarSeries` is: for a strategy that runs on a clock. Columns are
 * replaced as they fill up, so read them from the object each time.
 */
export class GrowingBars implements Readonly<Record<BarColumn, Float64Array>> {
  openTime = new Float64Array(ROOM);
  open = new Float64Array(ROOM);
  high = new Float64Array(ROOM);
  low = new Float64Array(ROOM);
  close = new Float64Array(ROOM);
  volume = new Float64Array(ROOM);
  /** Bars that are there. */
  length = 0;
  private readonly coarser = new Map<number, CoarseBucket>();

  constructor(
    readonly symbol: string,
    readonly intervalMs: number,
  ) {}

  /** Adds the next bar; the caller has checked it. */
  push(row: BarRow): void {
    if (this.length === this.openTime.length) this.makeRoom();
    const at = this.length++;
    for (const name of BAR_COLUMNS) this[name][at] = row[name];
    for (const bucket of this.coarser.values()) bucket.take(row, row.openTime + this.intervalMs);
  }

  /**
   * The same market in bars of `intervalMs`: whole buckets only, by the rule of `resampleBars`. It grows with this series.
   * @throws InputError where `intervalMs` is not a multiple of this series' own
   */
  resampled(intervalMs: number): GrowingBars {
    assertCoarser(this.intervalMs, intervalMs);
    let bucket = this.coarser.get(intervalMs);
    if (bucket === undefined) {
      bucket = new CoarseBucket(new GrowingBars(this.symbol, intervalMs));
      this.coarser.set(intervalMs, bucket);
      for (let i = 0; i < this.length; i++) bucket.take(this.row(i), this.openTime[i]! + this.intervalMs);
    }
    return bucket.bars;
  }

  row(index: number): BarRow {
    const { openTime, open, high, low, close, volume } = this;
    return {
      openTime: openTime[index]!,
      open: open[index]!,
      high: high[index]!,
      low: low[index]!,
      close: close[index]!,
      volume: volume[index]!,
    };
  }

  /** Row of the first bar that opens at or after `time` (UTC ms); `length` where none does. */
  indexAtOrAfter(time: number): number {
    return rowAtOrAfter(this.openTime, this.length, time);
  }

  private makeRoom(): void {
    for (const name of BAR_COLUMNS) {
      const larger = new Float64Array(2 * this.length);
      larger.set(this[name]);
      this[name] = larger;
    }
  }
}

/** The bucket being filled; it becomes a bar once its end has passed. */
class CoarseBucket {
  private current: BarRow | null = null;
  /** Start of the first bucket where the data do not reach back to it; NaN before the first row and where they do. */
  private cutOff = NaN;
  private isEmpty = true;

  constructor(readonly bars: GrowingBars) {}

  take(row: BarRow, closeTime: number): void {
    const { intervalMs } = this.bars;
    const openTime = bucketStart(row.openTime, intervalMs);
    if (this.isEmpty && row.openTime !== openTime) this.cutOff = openTime;
    this.isEmpty = false;
    if (openTime === this.cutOff) return;
    if (this.current !== null && this.current.openTime !== openTime) this.finish();
    this.current = this.current === null ? { ...row, openTime } : joined(this.current, row);
    if (openTime + intervalMs <= closeTime) this.finish();
  }

  private finish(): void {
    if (this.current !== null) this.bars.push(this.current);
    this.current = null;
  }
}

const joined = (bar: BarRow, { high, low, close, volume }: BarRow): BarRow => ({
  ...bar,
  high: high > bar.high ? high : bar.high,
  low: low < bar.low ? low : bar.low,
  close,
  volume: bar.volume + volume,
});
