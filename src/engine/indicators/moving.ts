import { DOUBLE_ZERO } from '../../core/doubles.js';
import type { IndicatorInput, IndicatorKernel, PriceColumn } from '../../strategies/base.js';
import { Ema } from '../../strategies/indicators/recursions.js';

// State lives in fields, and in locals while a loop runs: a closure's variable would be boxed anew on every write.

/**
 * Simple moving average: the window's exact sum, divided and rounded once. Equal windows have equal averages, whatever came
 * before them, and windows of equal values that value, whatever their length: a cross in a flat market would be rounding.
 *
 * Each value is split into a multiple of a grid step and the rest, with a grid so chosen that both running sums stay exact in
 * doubles (the spread between the smallest and the largest value may be some 2^(53 − 2·log2(period))). A value outside
 * chooses the grid anew; a window too wide for any, say with a tick of a million times the price, is summed whole at every bar.
 * The remainder of a rounded quotient is exact as well and corrects it.
 */
export class SmaKernel implements IndicatorKernel {
  /** Sums of the window's grid multiples and of their rests. */
  private high = DOUBLE_ZERO;
  private low = DOUBLE_ZERO;
  /** Adding and taking it away rounds to the grid. */
  private rounder = DOUBLE_ZERO;
  /** Values that the grid takes; at first none. */
  private least = Infinity;
  private most = -Infinity;
  private readonly bits: number;

  constructor(
    private readonly period: number,
    private readonly source: PriceColumn,
  ) {
    this.bits = Math.ceil(Math.log2(period)) + 1;
  }

  advance(bars: IndicatorInput, from: number, to: number, out: Float64Array, mask: number): void {
    const column = bars[this.source];
    const { period } = this;
    const factor = 1 / period;
    let { high, low, rounder, least, most } = this;
    for (let i = from; i < to; i++) {
      const added = column[i]!;
      if (added > most || (added < least && added !== 0)) {
        this.sumAfresh(column, i);
        ({ high, low, rounder, least, most } = this);
      } else {
        const addedHigh = added + rounder - rounder;
        const removed = i < period ? 0 : column[i - period]!;
        const removedHigh = removed + rounder - rounder;
        high += addedHigh - removedHigh;
        low += added - addedHigh - (removed - removedHigh);
      }
      const quotient = (high + low) * factor;
      const quotientHigh = quotient + rounder - rounder;
      const remainder = high - quotientHigh * period + (low - (quotient - quotientHigh) * period);
      out[i & mask] = i < period - 1 ? NaN : quotient + remainder / period;
    }
    this.high = high;
    this.low = low;
    this.rounder = rounder;
    this.least = least;
    this.most = most;
  }

  /** The sums of the window that ends at `row`, on a grid that leaves its values as much room below as above. */
  private sumAfresh(column: Float64Array, row: number): void {
    const { bits } = this;
    const first = Math.max(0, row - this.period + 1);
    let smallest = Infinity;
    let largest = 0;
    for (let i = first; i <= row; i++) {
      const value = column[i]!;
      if (value === 0) continue;
      smallest = Math.min(smallest, value);
      largest = Math.max(largest, value);
    }
    // One more on either side, since a logarithm is rounded.
    const lowest = Math.ceil(Math.log2(largest)) + 1 - 52 + bits;
    const highest = Math.floor(Math.log2(smallest)) - bits;
    const fits = lowest <= highest;
    const step = largest === 0 ? 0 : fits ? Math.floor((lowest + highest) / 2) : lowest;
    this.rounder = 1.5 * 2 ** (52 + step);
    this.least = fits ? 2 ** (step + bits) : Infinity;
    this.most = fits ? 2 ** (step + 52 - bits) : -Infinity;
    let high = 0;
    let low = 0;
    for (let i = first; i <= row; i++) {
      const value = column[i]!;
      const valueHigh = value + this.rounder - this.rounder;
      high += valueHigh;
      low += value - valueHigh;
    }
    this.high = high;
    this.low = low;
  }
}

/** Exponential moving average, weight 2/(period + 1), started at the first value; shown from the period-th bar on. */
export class EmaKernel implements IndicatorKernel {
  private readonly ema: Ema;

  constructor(
    private readonly period: number,
    private readonly source: PriceColumn,
  ) {
    this.ema = new Ema(period);
  }

  advance(bars: IndicatorInput, from: number, to: number, out: Float64Array, mask: number): void {
    const column = bars[this.source];
    const { ema, period } = this;
    for (let i = from; i < to; i++) {
      const value = ema.next(column[i]!);
      out[i & mask] = i >= period - 1 ? value : NaN;
    }
  }
}
