import { BAR_COLUMNS, BarSeries } from '../../../../core/bars.js';

const BYTES = Float64Array.BYTES_PER_ELEMENT;

/**
 * The six columns while their number of rows is not known yet: one shared buffer with room for `capacity` rows. Untouched
 * pages of it take no memory, so a generous estimate costs nothing and spares the copy that growing is.
 */
export class GrowingBarColumns {
  private buffer: SharedArrayBuffer;
  /** Column k of row r is `data[k · capacity + r]`, k in the order of `BAR_COLUMNS`. */
  data: Float64Array;
  length = 0;

  constructor(public capacity: number) {
    this.buffer = new SharedArrayBuffer(BAR_COLUMNS.length * capacity * BYTES);
    this.data = new Float64Array(this.buffer);
  }

  grow(): void {
    const larger = new GrowingBarColumns(Math.ceil(this.capacity * 1.5) + 1024);
    for (let k = 0; k < BAR_COLUMNS.length; k++) {
      larger.data.set(this.data.subarray(k * this.capacity, k * this.capacity + this.length), k * larger.capacity);
    }
    this.buffer = larger.buffer;
    this.data = larger.data;
    this.capacity = larger.capacity;
  }

  /** Column k as far as it is filled. */
  column(k: number): Float64Array {
    return this.data.subarray(k * this.capacity, k * this.capacity + this.length);
  }

  toSeries(symbol: string, intervalMs: number): BarSeries {
    const { buffer, capacity, length } = this;
    return BarSeries.fromShared({ symbol, intervalMs, buffer, capacity, from: 0, length });
  }
}
