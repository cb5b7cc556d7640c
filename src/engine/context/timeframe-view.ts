import type { BarSeries } from '../../core/bars.js';
import { resampleBars } from '../../core/resample.js';
import type { PriceColumn, Timeframe } from '../../strategies/base.js';
import type { BarView } from './bar-view.js';
import { IndicatorSet } from './indicator-set.js';

/** The row of the last coarse bar that has closed, found anew only when asked: strategies may look at it rarely. */
class CoarseCursor {
  series: BarSeries;
  private row = -1;

  constructor(
    series: BarSeries,
    private readonly bar: BarView,
  ) {
    this.series = series;
  }

  show(series: BarSeries): void {
    this.series = series;
    this.row = -1;
  }

  get index(): number {
    const now = this.bar.closeTime;
    const { openTime, intervalMs, length } = this.series;
    let { row } = this;
    // Time only goes forward within a symbol; after a change of symbol the search starts afresh.
    if (row < 0) row = this.series.indexAtOrAfter(now - intervalMs + 1) - 1;
    while (row + 1 < length && openTime[row + 1]! + intervalMs <= now) row++;
    this.row = row;
    return row;
  }
}

/** A coarser interval of every symbol. A bar of it is visible once its end is not after the current bar's close. */
export class TimeframeView extends IndicatorSet implements Timeframe {
  private readonly coarseCursor: CoarseCursor;

  private constructor(
    private readonly coarse: readonly BarSeries[],
    cursor: CoarseCursor,
    readonly intervalMs: number,
  ) {
    super(coarse, cursor, capacityFor(coarse));
    this.coarseCursor = cursor;
  }

  static over(series: readonly BarSeries[], bar: BarView, intervalMs: number): TimeframeView {
    const coarse = series.map((each) => resampleBars(each, intervalMs));
    return new TimeframeView(coarse, new CoarseCursor(coarse[0]!, bar), intervalMs);
  }

  /** Computes all indicators once over the whole coarse series: it is short. */
  start(): void {
    this.sealed = true;
    this.coarse.forEach((series, symbol) => {
      this.computeTo(symbol, series.length);
    });
  }

  override show(symbol: number): void {
    super.show(symbol);
    this.coarseCursor.show(this.coarse[symbol]!);
  }

  get ready(): boolean {
    return this.coarseCursor.index >= 0;
  }

  at(column: PriceColumn | 'openTime', barsAgo = 0): number {
    const row = this.coarseCursor.index - Math.max(0, barsAgo);
    return row < 0 ? NaN : this.coarseCursor.series[column][row]!;
  }
}

/** The whole series fits the ring, so that no value is overwritten before it is asked for. */
function capacityFor(series: readonly BarSeries[]): number {
  let capacity = 2;
  for (const { length } of series) while (capacity <= length) capacity *= 2;
  return capacity;
}
