import { resampleBars } from '../../core/resample.js';
import type { PriceColumn, Timeframe } from '../../strategies/base.js';
import type { BarView } from './bar-view.js';
import { GrowingBars, type ReadableBars } from './growing-bars.js';
import { IndicatorSet, RING } from './indicator-set.js';

/** The row of the last coarse bar that has closed, found anew only when asked: strategies may look at it rarely. */
class CoarseCursor {
  series: ReadableBars;
  private row = -1;

  constructor(
    series: ReadableBars,
    private readonly bar: BarView,
  ) {
    this.series = series;
  }

  show(series: ReadableBars): void {
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
    private readonly coarse: readonly ReadableBars[],
    cursor: CoarseCursor,
    readonly intervalMs: number,
  ) {
    super(coarse, cursor, capacityFor(coarse));
    this.coarseCursor = cursor;
  }

  static over(series: readonly ReadableBars[], bar: BarView, intervalMs: number): TimeframeView {
    const coarse = series.map((each) =>
      each instanceof GrowingBars ? each.resampled(intervalMs) : resampleBars(each, intervalMs),
    );
    return new TimeframeView(coarse, new CoarseCursor(coarse[0]!, bar), intervalMs);
  }

  /** Computes all indicators over the whole coarse series: it is short. */
  start(): void {
    this.sealed = true;
    this.coarse.forEach((series, symbol) => {
      this.computeTo(symbol, series.length);
    });
  }

  override show(symbol: number): void {
    // A series that grows may have grown since.
    this.computeTo(symbol, this.coarse[symbol]!.length);
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

/** A whole series fits the ring, so that no value is overwritten before it is asked for; one that grows is computed as it does. */
function capacityFor(series: readonly ReadableBars[]): number {
  let capacity = series[0] instanceof GrowingBars ? RING : 2;
  for (const { length } of series) while (capacity <= length) capacity *= 2;
  return capacity;
}
