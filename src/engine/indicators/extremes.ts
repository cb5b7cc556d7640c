import type { IndicatorInput, IndicatorKernel, PriceColumn } from '../../strategies/base.js';

/**
 * Highest (sign 1) or lowest (sign −1) value of the last `period` bars. A queue of candidates, each better than all after
 * it, makes it O(1) a bar on average.
 */
export class ExtremeKernel implements IndicatorKernel {
  private readonly rows: Int32Array;
  private head = 0;
  private count = 0;

  constructor(
    private readonly period: number,
    private readonly source: PriceColumn,
    private readonly sign: 1 | -1,
  ) {
    this.rows = new Int32Array(period + 1);
  }

  advance(bars: IndicatorInput, from: number, to: number, out: Float64Array, mask: number): void {
    const column = bars[this.source];
    const { rows, period, sign } = this;
    const size = rows.length;
    let { head, count } = this;
    for (let i = from; i < to; i++) {
      const value = column[i]!;
      while (count > 0 && (column[rows[(head + count - 1) % size]!]! - value) * sign <= 0) count--;
      rows[(head + count) % size] = i;
      count++;
      if (rows[head]! <= i - period) {
        head = (head + 1) % size;
        count--;
      }
      out[i & mask] = i < period - 1 ? NaN : column[rows[head]!]!;
    }
    this.head = head;
    this.count = count;
  }
}
