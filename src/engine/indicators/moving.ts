import type { IndicatorInput, IndicatorKernel, PriceColumn } from '../../strategies/base.js';

// State lives in fields, and in locals while a loop runs: a closure's variable would be boxed anew on every write.

/** Simple moving average as a running sum: one addition and one subtraction a bar, whatever the period. */
export class SmaKernel implements IndicatorKernel {
  private sum = 0;

  constructor(
    private readonly period: number,
    private readonly source: PriceColumn,
  ) {}

  advance(bars: IndicatorInput, from: number, to: number, out: Float64Array, mask: number): void {
    const column = bars[this.source];
    const { period } = this;
    const factor = 1 / period;
    const warm = Math.min(to, period);
    let { sum } = this;
    let i = from;
    for (; i < warm; i++) {
      sum += column[i]!;
      out[i & mask] = i === period - 1 ? sum * factor : NaN;
    }
    for (; i < to; i++) {
      sum += column[i]! - column[i - period]!;
      out[i & mask] = sum * factor;
    }
    this.sum = sum;
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

/** The recursion of an exponential average, on its own: MACD runs three of them. */
export class Ema {
  private value = NaN;
  private readonly weight: number;

  constructor(period: number) {
    this.weight = 2 / (period + 1);
  }

  next(value: number): number {
    const before = Number.isNaN(this.value) ? value : this.value;
    this.value = value * this.weight + before * (1 - this.weight);
    return this.value;
  }
}

/**
 * Wilder's smoothing: the mean of the first `period` values, then previous + (value − previous) / period. NaN before.
 * J. Welles Wilder, "New Concepts in Technical Trading Systems" (1978).
 */
export class WilderAverage {
  private count = 0;
  private sum = 0;
  private value = NaN;
  private readonly weight: number;

  constructor(private readonly period: number) {
    this.weight = 1 / period;
  }

  next(value: number): number {
    if (this.count === this.period) {
      this.value += (value - this.value) * this.weight;
    } else {
      this.sum += value;
      this.count++;
      if (this.count === this.period) this.value = this.sum / this.period;
    }
    return this.value;
  }
}
