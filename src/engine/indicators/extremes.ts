import type { IndicatorInput, IndicatorKernel, PriceColumn } from '../../strategies/base.js';

/**
 * Highest (sign 1) or lowest (sign −1) value of the last `period` bars: the window spans the end of one block of `period`
 * bars and the start of the next, so its extreme is that of a suffix maximum and a running one. Two comparisons a bar without
 * unpredictable branches (a queue of candidates takes four times as long, measured). M. van Herk, "A fast algorithm for
 * local minimum and maximum filters" (Pattern Recognition Letters, 1992).
 */
export class ExtremeKernel implements IndicatorKernel {
  /** suffix[k]: extreme of the previous block from its k-th value on, times the sign. */
  private readonly suffix: Float64Array;
  /** Extreme of the current block so far, times the sign. */
  private running = -Infinity;
  private inBlock = 0;

  constructor(
    private readonly period: number,
    private readonly source: PriceColumn,
    private readonly sign: 1 | -1,
  ) {
    this.suffix = new Float64Array(period + 1).fill(-Infinity);
  }

  advance(bars: IndicatorInput, from: number, to: number, out: Float64Array, mask: number): void {
    const column = bars[this.source];
    const { suffix, period, sign } = this;
    let { running, inBlock } = this;
    for (let i = from; i < to; i++) {
      running = Math.max(running, column[i]! * sign);
      inBlock++;
      out[i & mask] = i < period - 1 ? NaN : Math.max(running, suffix[inBlock]!) * sign;
      if (inBlock < period) continue;
      let extreme = -Infinity;
      for (let k = period - 1; k >= 0; k--) {
        extreme = Math.max(extreme, column[i - period + 1 + k]! * sign);
        suffix[k] = extreme;
      }
      running = -Infinity;
      inBlock = 0;
    }
    this.running = running;
    this.inBlock = inBlock;
  }
}
