import type { BarRow } from '../../core/bars.js';
import type { Bar } from '../../strategies/base.js';
import type { ReadableBars } from './growing-bars.js';

/** The one bar object of a run: an index into columns. Reading a price loads one number; moving on stores one. */
export class BarView implements Bar {
  index = 0;
  symbol: string;
  private intervalMs: number;
  private times: Float64Array;
  private opens: Float64Array;
  private highs: Float64Array;
  private lows: Float64Array;
  private closes: Float64Array;
  private volumes: Float64Array;

  constructor(bars: ReadableBars) {
    this.symbol = bars.symbol;
    this.intervalMs = bars.intervalMs;
    this.times = bars.openTime;
    this.opens = bars.open;
    this.highs = bars.high;
    this.lows = bars.low;
    this.closes = bars.close;
    this.volumes = bars.volume;
  }

  /** Points the view at another symbol. */
  bind(bars: ReadableBars): void {
    this.symbol = bars.symbol;
    this.intervalMs = bars.intervalMs;
    this.times = bars.openTime;
    this.opens = bars.open;
    this.highs = bars.high;
    this.lows = bars.low;
    this.closes = bars.close;
    this.volumes = bars.volume;
  }

  get openTime(): number {
    return this.times[this.index]!;
  }
  get closeTime(): number {
    return this.times[this.index]! + this.intervalMs;
  }
  get open(): number {
    return this.opens[this.index]!;
  }
  get high(): number {
    return this.highs[this.index]!;
  }
  get low(): number {
    return this.lows[this.index]!;
  }
  get close(): number {
    return this.closes[this.index]!;
  }
  get volume(): number {
    return this.volumes[this.index]!;
  }

  snapshot(): BarRow {
    const { openTime, open, high, low, close, volume } = this;
    return { openTime, open, high, low, close, volume };
  }
}
