import type { IndicatorInput, IndicatorKernel, PriceColumn } from '../../strategies/base.js';

/** Every so many rows the window is summed afresh, so that rounding cannot pile up over millions of bars. */
const REFRESH = 4096;

/** Mean and population variance of a sliding window, updated by Welford's method for windows; NaN until full. */
class WindowMoments {
  mean = NaN;
  variance = NaN;
  private squares = NaN;
  /** The window's values; the oldest is overwritten by the newest. */
  private readonly ring: Float64Array;
  private count = 0;

  constructor(private readonly period: number) {
    this.ring = new Float64Array(period);
  }

  next(added: number): void {
    const { ring, period } = this;
    const slot = this.count % period;
    const removed = ring[slot]!;
    ring[slot] = added;
    this.count++;
    if (this.count < period) return;
    if (this.count === period || this.count % REFRESH === 0) this.sumAfresh();
    else {
      const before = this.mean;
      this.mean = before + (added - removed) / period;
      this.squares += (added - removed) * (added - this.mean + removed - before);
    }
    this.variance = this.squares > 0 ? this.squares / period : 0;
  }

  private sumAfresh(): void {
    const { ring, period } = this;
    let sum = 0;
    for (let k = 0; k < period; k++) sum += ring[k]!;
    const mean = sum / period;
    let squares = 0;
    for (let k = 0; k < period; k++) squares += (ring[k]! - mean) * (ring[k]! - mean);
    this.mean = mean;
    this.squares = squares;
  }
}

/** `mean` · mean of the window + `deviations` · its population standard deviation: bands (1, ±k) and deviation (0, 1). */
export class BandKernel implements IndicatorKernel {
  private readonly moments: WindowMoments;

  constructor(
    period: number,
    private readonly source: PriceColumn,
    private readonly mean: number,
    private readonly deviations: number,
  ) {
    this.moments = new WindowMoments(period);
  }

  advance(bars: IndicatorInput, from: number, to: number, out: Float64Array, mask: number): void {
    const column = bars[this.source];
    const { moments, mean, deviations } = this;
    for (let i = from; i < to; i++) {
      moments.next(column[i]!);
      out[i & mask] = mean * moments.mean + deviations * Math.sqrt(moments.variance);
    }
  }
}

/** Population standard deviation of the last `period` log returns of close, per bar (not annualised). */
export class VolatilityKernel implements IndicatorKernel {
  private readonly moments: WindowMoments;

  constructor(period: number) {
    this.moments = new WindowMoments(period);
  }

  advance({ close }: IndicatorInput, from: number, to: number, out: Float64Array, mask: number): void {
    const { moments } = this;
    for (let i = from; i < to; i++) {
      if (i > 0) moments.next(Math.log(close[i]! / close[i - 1]!));
      out[i & mask] = Math.sqrt(moments.variance);
    }
  }
}
