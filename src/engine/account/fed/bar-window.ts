import { assertValidBars, BarSeries, type BarRow } from '../../../core/bars.js';

const ROOM = 256;

/**
 * The last rows of a series that grows at its end, in columns, so that fills read it as they read a whole series. Rows beyond
 * the last open at infinity: a search by time ends before them.
 */
export class BarWindow {
  series: BarSeries;
  /** Rows that are there. */
  length = 0;

  /** @param keep rows before the newest that must stay */
  constructor(
    symbol: string,
    intervalMs: number,
    private readonly keep: number,
  ) {
    this.series = BarSeries.allocate(symbol, intervalMs, keep + ROOM);
    this.series.openTime.fill(Infinity);
  }

  /** @throws InputError for rows that are invalid or not later than the last */
  check(rows: readonly BarRow[]): void {
    const last = this.length === 0 ? [] : [this.series.row(this.length - 1)];
    assertValidBars(BarSeries.fromRows(this.series.symbol, this.series.intervalMs, [...last, ...rows]));
  }

  /** Adds checked rows; of the old ones those that open at `neededFrom` (UTC ms) or later stay, and the last `keep`. */
  push(rows: readonly BarRow[], neededFrom: number): void {
    for (const row of rows) {
      if (this.length === this.series.length) this.makeRoom(neededFrom);
      this.write(this.length++, row);
    }
  }

  clear(): void {
    this.series.openTime.fill(Infinity);
    this.length = 0;
  }

  /** The newest rows, as many as must stay. */
  rows(): BarRow[] {
    const from = Math.max(0, this.length - this.keep - 1);
    return Array.from({ length: this.length - from }, (_, i) => this.series.row(from + i));
  }

  private makeRoom(neededFrom: number): void {
    const from = Math.max(0, Math.min(this.series.indexAtOrAfter(neededFrom), this.length - this.keep - 1));
    const rows = Array.from({ length: this.length - from }, (_, i) => this.series.row(from + i));
    if (rows.length > this.series.length / 2) {
      const { symbol, intervalMs, length } = this.series;
      this.series = BarSeries.allocate(symbol, intervalMs, length * 2);
    }
    this.clear();
    for (const row of rows) this.write(this.length++, row);
  }

  private write(at: number, row: BarRow): void {
    const { series } = this;
    series.openTime[at] = row.openTime;
    series.open[at] = row.open;
    series.high[at] = row.high;
    series.low[at] = row.low;
    series.close[at] = row.close;
    series.volume[at] = row.volume;
  }
}
