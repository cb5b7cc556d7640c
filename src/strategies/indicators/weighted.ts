import type { IndicatorInput, IndicatorKernel, PriceColumn } from '../base.js';
import { Ema } from './recursions.js';

/**
 * Average of a window with weights 1 … period, the newest heaviest; NaN until the window is full. Summed afresh at every value,
 * as distances from the newest one: equal values give exactly that value, and nothing of a value stays once it has left.
 */
class WeightedWindow {
  private readonly ring: Float64Array;
  private count = 0;

  constructor(private readonly period: number) {
    this.ring = new Float64Array(period);
  }

  next(value: number): number {
    const { ring, period } = this;
    let slot = this.count % period;
    ring[slot] = value;
    this.count++;
    if (this.count < period) return NaN;
    let sum = 0;
    for (let weight = 1; weight < period; weight++) {
      slot = slot + 1 === period ? 0 : slot + 1;
      sum += weight * (ring[slot]! - value);
    }
    return value + sum / ((period * (period + 1)) / 2);
  }
}

/** Weighted moving average, known from bar `period` − 1 on. */
export class WmaKernel implements IndicatorKernel {
  private readonly window: WeightedWindow;

  constructor(
    period: number,
    private readonly source: PriceColumn,
  ) {
    this.window = new WeightedWindow(period);
  }

  advance(bars: IndicatorInput, from: number, to: number, out: Float64Array, mask: number): void {
    const column = bars[this.source];
    for (let i = from; i < to; i++) out[i & mask] = this.window.next(column[i]!);
  }
}

/**
 * Alan Hull's moving average (2005): the WMA over √period of 2 · WMA(period/2) − WMA(period), both whole numbers rounded down
 * and at least 1. Known from bar period + √period − 2 on, when the last average is full of values that are themselves known.
 */
export class HmaKernel implements IndicatorKernel {
  private readonly half: WeightedWindow;
  private readonly full: WeightedWindow;
  private readonly smooth: WeightedWindow;

  constructor(
    period: number,
    private readonly source: PriceColumn,
  ) {
    this.half = new WeightedWindow(Math.max(1, Math.floor(period / 2)));
    this.full = new WeightedWindow(period);
    this.smooth = new WeightedWindow(Math.floor(Math.sqrt(period)));
  }

  advance(bars: IndicatorInput, from: number, to: number, out: Float64Array, mask: number): void {
    const column = bars[this.source];
    const { half, full, smooth } = this;
    for (let i = from; i < to; i++) {
      const short = half.next(column[i]!);
      const long = full.next(column[i]!);
      out[i & mask] = Number.isNaN(long) ? NaN : smooth.next(short + (short - long));
    }
  }
}

/**
 * Double exponential average, 2 · EMA − EMA of that EMA (P. G. Mulloy, "Smoothing Data with Faster Moving Averages", 1994).
 * The outer average starts at the first inner value that is known and is itself known `period` values later: from bar
 * 2 · period − 2 on.
 */
export class DemaKernel implements IndicatorKernel {
  private readonly inner: Ema;
  private readonly outer: Ema;

  constructor(
    private readonly period: number,
    private readonly source: PriceColumn,
  ) {
    this.inner = new Ema(period);
    this.outer = new Ema(period);
  }

  advance(bars: IndicatorInput, from: number, to: number, out: Float64Array, mask: number): void {
    const column = bars[this.source];
    const { inner, outer, period } = this;
    for (let i = from; i < to; i++) {
      const once = inner.next(column[i]!);
      const twice = i < period - 1 ? NaN : outer.next(once);
      out[i & mask] = i < 2 * period - 2 ? NaN : once + (once - twice);
    }
  }
}
