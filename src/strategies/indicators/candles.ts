import type { IndicatorInput, IndicatorKernel } from '../base.js';
import { WilderAverage } from './recursions.js';

// Where nothing moved, an oscillator stands in the middle of its scale: a market that stands still is neither bought up nor
// sold off.

/**
 * Commodity channel index: distance of the typical price from its mean over `period` bars, in units of 0.015 mean absolute
 * deviations (D. Lambert, 1980); 0 where nothing moved. Known from bar `period` − 1 on.
 */
export class CciKernel implements IndicatorKernel {
  constructor(private readonly period: number) {}

  advance(bars: IndicatorInput, from: number, to: number, out: Float64Array, mask: number): void {
    for (let i = from; i < to; i++) out[i & mask] = i < this.period - 1 ? NaN : this.at(bars, i);
  }

  private at({ high, low, close }: IndicatorInput, row: number): number {
    const { period } = this;
    const typical = (i: number) => (high[i]! + low[i]! + close[i]!) / 3;
    const newest = typical(row);
    // Distances from the newest value: in a flat window all are exactly 0.
    let sum = 0;
    for (let i = row - period + 1; i < row; i++) sum += typical(i) - newest;
    const mean = sum / period;
    let deviation = 0;
    for (let i = row - period + 1; i <= row; i++) deviation += Math.abs(typical(i) - newest - mean);
    return deviation === 0 ? 0 : -mean / ((0.015 * deviation) / period);
  }
}

/** Williams %R, −100 … 0: where the close lies in the range of `period` bars; −50 where nothing moved. From `period` − 1 on. */
export class WilliamsRKernel implements IndicatorKernel {
  constructor(private readonly period: number) {}

  advance({ high, low, close }: IndicatorInput, from: number, to: number, out: Float64Array, mask: number): void {
    const { period } = this;
    for (let i = from; i < to; i++) {
      let top = -Infinity;
      let bottom = Infinity;
      for (let k = Math.max(0, i - period + 1); k <= i; k++) {
        top = Math.max(top, high[k]!);
        bottom = Math.min(bottom, low[k]!);
      }
      const value = top === bottom ? -50 : (-100 * (top - close[i]!)) / (top - bottom);
      out[i & mask] = i < period - 1 ? NaN : value;
    }
  }
}

/**
 * Wilder's average directional index, 0 … 100 (Wilder 1978); a bar without any directional movement counts as 0. Movements
 * need the bar before, so they start at bar 1, are averaged from bar `period` on, and the average of that index is known from
 * bar 2 · period − 1 on.
 */
export class AdxKernel implements IndicatorKernel {
  private readonly up: WilderAverage;
  private readonly down: WilderAverage;
  private readonly index: WilderAverage;

  constructor(period: number) {
    this.up = new WilderAverage(period);
    this.down = new WilderAverage(period);
    this.index = new WilderAverage(period);
  }

  advance({ high, low }: IndicatorInput, from: number, to: number, out: Float64Array, mask: number): void {
    for (let i = from; i < to; i++) {
      if (i === 0) {
        out[0] = NaN;
        continue;
      }
      const rise = high[i]! - high[i - 1]!;
      const fall = low[i - 1]! - low[i]!;
      // The true range by which both are divided cancels out in the index.
      const up = this.up.next(rise > fall && rise > 0 ? rise : 0);
      const down = this.down.next(fall > rise && fall > 0 ? fall : 0);
      const moved = up + down;
      out[i & mask] = Number.isNaN(moved)
        ? NaN
        : this.index.next(moved === 0 ? 0 : (100 * Math.abs(up - down)) / moved);
    }
  }
}
