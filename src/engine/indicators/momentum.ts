import type { IndicatorInput, IndicatorKernel, PriceColumn } from '../../strategies/base.js';
import { Ema, WilderAverage } from '../../strategies/indicators/recursions.js';

/** Wilder's RSI, 0 … 100; 50 where nothing moved, as in the snapshot, and 100 where there were gains alone. The snapshot's (core/market-snapshot/indicators) adds in another order. */
export class RsiKernel implements IndicatorKernel {
  private readonly gains: WilderAverage;
  private readonly losses: WilderAverage;

  constructor(
    period: number,
    private readonly source: PriceColumn,
  ) {
    this.gains = new WilderAverage(period);
    this.losses = new WilderAverage(period);
  }

  advance(bars: IndicatorInput, from: number, to: number, out: Float64Array, mask: number): void {
    const column = bars[this.source];
    const { gains, losses } = this;
    for (let i = from; i < to; i++) {
      if (i === 0) {
        out[0] = NaN;
        continue;
      }
      const change = column[i]! - column[i - 1]!;
      const gain = gains.next(change > 0 ? change : 0);
      const loss = losses.next(change < 0 ? -change : 0);
      out[i & mask] = loss > 0 ? 100 - 100 / (1 + gain / loss) : gain > 0 ? 100 : gain === 0 ? 50 : NaN;
    }
  }
}

/** Wilder's average true range; the first bar's range is its high minus its low. */
export class AtrKernel implements IndicatorKernel {
  private readonly average: WilderAverage;

  constructor(period: number) {
    this.average = new WilderAverage(period);
  }

  advance({ high, low, close }: IndicatorInput, from: number, to: number, out: Float64Array, mask: number): void {
    const { average } = this;
    for (let i = from; i < to; i++) {
      const before = i === 0 ? NaN : close[i - 1]!;
      const top = before > high[i]! ? before : high[i]!;
      const bottom = before < low[i]! ? before : low[i]!;
      out[i & mask] = average.next(top - bottom);
    }
  }
}

/** value / value `period` bars ago − 1. */
export class RocKernel implements IndicatorKernel {
  constructor(
    private readonly period: number,
    private readonly source: PriceColumn,
  ) {}

  advance(bars: IndicatorInput, from: number, to: number, out: Float64Array, mask: number): void {
    const column = bars[this.source];
    const { period } = this;
    for (let i = from; i < to; i++) {
      out[i & mask] = i < period ? NaN : (column[i]! - column[i - period]!) / column[i - period]!;
    }
  }
}

/**
 * Fast EMA minus slow EMA (`line`, from bar slow − 1 on), its own EMA (`signal`, started at the first line), and their
 * difference. The last two are shown once `signal` lines are there, from bar slow + signal − 2 on: a signal that has seen only
 * some of them lags behind every steady rise, and would be crossed where nothing turned.
 */
export class MacdKernel implements IndicatorKernel {
  private readonly fast: Ema;
  private readonly slow: Ema;
  private readonly signal: Ema;

  constructor(
    private readonly fastPeriod: number,
    private readonly slowPeriod: number,
    private readonly signalPeriod: number,
    private readonly show: 'line' | 'signal' | 'histogram',
  ) {
    this.fast = new Ema(fastPeriod);
    this.slow = new Ema(slowPeriod);
    this.signal = new Ema(signalPeriod);
  }

  advance({ close }: IndicatorInput, from: number, to: number, out: Float64Array, mask: number): void {
    const { fast, slow, signal, show } = this;
    const firstLine = Math.max(this.fastPeriod, this.slowPeriod) - 1;
    const firstSignal = firstLine + this.signalPeriod - 1;
    for (let i = from; i < to; i++) {
      const line = fast.next(close[i]!) - slow.next(close[i]!);
      if (i < firstLine) {
        out[i & mask] = NaN;
        continue;
      }
      const smoothed = signal.next(line);
      if (show === 'line') out[i & mask] = line;
      else out[i & mask] = i < firstSignal ? NaN : show === 'signal' ? smoothed : line - smoothed;
    }
  }
}
