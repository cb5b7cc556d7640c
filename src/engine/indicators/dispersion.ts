import { DOUBLE_ZERO } from '../../core/doubles.js';
import type { IndicatorInput, IndicatorKernel, PriceColumn } from '../../strategies/base.js';

/** The sums are taken anew once the squares have been so many times what they are now: 2^40 of their 2^106 digits. */
const FADED = 2 ** 40;
/** … and once the mean lies so many deviations (squared) from the origin: then their difference has lost digits. */
const DRIFTED = 64;

/**
 * Mean and population variance of a sliding window; NaN until full. They are those of the window alone: what has left it
 * leaves nothing behind, not even a tick of 10^12 times the price.
 *
 * Distances from an origin near the mean, and their squares, are summed with the error of every addition (Knuth's TwoSum; T. J.
 * Dekker, "A Floating-Point Technique for Extending the Available Precision", 1971), so that removing a value takes away just
 * what adding it brought. Where the origin is far off or a large value has just left, a pass over the window starts anew, which
 * ordinary prices need once in some windows.
 */
class WindowMoments {
  mean = NaN;
  variance = NaN;
  /** The window's values; the oldest is overwritten by the newest. */
  private readonly ring: Float64Array;
  private slot = 0;
  private full = false;
  private origin = DOUBLE_ZERO;
  private sum = DOUBLE_ZERO;
  private sumError = DOUBLE_ZERO;
  private squares = DOUBLE_ZERO;
  private squaresError = DOUBLE_ZERO;
  /** The largest `squares` since the sums were taken anew. */
  private worst = DOUBLE_ZERO;

  constructor(private readonly period: number) {
    this.ring = new Float64Array(period);
  }

  next(added: number): void {
    const { ring, slot, period } = this;
    const removed = ring[slot]!;
    ring[slot] = added;
    this.slot = slot + 1 === period ? 0 : slot + 1;
    if (!this.full) {
      if (this.slot !== 0) return;
      this.full = true;
      this.sumAfresh(added);
      return;
    }
    const plus = added - this.origin;
    const minus = this.origin - removed;
    this.addToSum(plus);
    this.addToSum(minus);
    this.addToSquares(plus * plus);
    if (this.squares > this.worst) this.worst = this.squares;
    this.addToSquares(-minus * minus);
    const offset = this.conclude();
    if (this.worst > FADED * this.squares || offset * offset > DRIFTED * this.variance) this.sumAfresh(added);
  }

  private addToSum(value: number): void {
    const { sum } = this;
    const next = sum + value;
    const part = next - sum;
    this.sumError += sum - (next - part) + (value - part);
    this.sum = next;
  }

  private addToSquares(value: number): void {
    const { squares } = this;
    const next = squares + value;
    const part = next - squares;
    this.squaresError += squares - (next - part) + (value - part);
    this.squares = next;
  }

  /** Distance of the mean from the origin. */
  private conclude(): number {
    const { period, origin } = this;
    const offset = (this.sum + this.sumError) / period;
    const variance = (this.squares + this.squaresError) / period - offset * offset;
    this.mean = origin + offset;
    this.variance = variance > 0 ? variance : 0;
    return offset;
  }

  /** @param newest where all values equal it, the mean is exactly that value and the variance exactly 0 */
  private sumAfresh(newest: number): void {
    this.sumFrom(newest);
    this.conclude();
    this.sumFrom(this.mean);
    this.conclude();
    this.worst = this.squares;
  }

  private sumFrom(origin: number): void {
    const { ring } = this;
    this.origin = origin;
    this.sum = 0;
    this.sumError = 0;
    this.squares = 0;
    this.squaresError = 0;
    for (let k = 0; k < ring.length; k++) {
      const distance = ring[k]! - origin;
      this.addToSum(distance);
      this.addToSquares(distance * distance);
    }
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
