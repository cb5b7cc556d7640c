import { InputError } from '../../core/errors.js';
import { parseInterval } from '../../core/interval.js';
import type { OrderTicket, PriceColumn, RegimeView, StrategyContext, Timeframe } from '../../strategies/base.js';
import { ReusableTicket } from '../../strategies/order-ticket.js';
import { filtersAt, roundToTick, type ExchangeFilters } from '../exchange-rules/filters.js';
import { regimeRowAt, type RegimeSeries } from '../regime-view.js';
import type { BarView } from './bar-view.js';
import type { ReadableBars } from './growing-bars.js';
import { IndicatorSet, LOOK_BACK, RING } from './indicator-set.js';
import { TimeframeView } from './timeframe-view.js';

/** Most bars the loop runs between two yields; also how far indicators are computed ahead of the bar being shown. */
export const CHUNK = 2048;
if (RING < CHUNK + LOOK_BACK) throw new RangeError('the ring is too short');

export interface ContextSettings {
  readonly canShort: boolean;
  readonly leverage: number;
  readonly regime: RegimeSeries | null;
  /** Rules of the exchange for each symbol; none hold where a list is empty. */
  readonly filters: readonly (readonly ExchangeFilters[])[];
}

/** What strategies are handed: indicators, look-back, coarser bars, the regime, and reused orders. */
export class Context extends IndicatorSet implements StrategyContext {
  readonly ticket = new ReusableTicket();
  readonly symbols: readonly string[];
  readonly intervalMs: number;
  readonly canShort: boolean;
  readonly leverage: number;
  /** When the newest opinion that the strategy has looked at was there, UTC ms; −Infinity: it has looked at none. */
  seenUntil = -Infinity;
  private readonly regimes: RegimeSeries | null;
  private readonly filters: readonly (readonly ExchangeFilters[])[];
  private regimeRow = -1;
  private current = 0;
  private readonly timeframes: TimeframeView[] = [];
  private readonly buffers = new Map<number, Float64Array>();

  constructor(
    private readonly bars: readonly ReadableBars[],
    private readonly bar: BarView,
    settings: ContextSettings,
  ) {
    super(bars, bar, RING);
    this.symbols = bars.map((each) => each.symbol);
    this.intervalMs = bars[0]!.intervalMs;
    this.canShort = settings.canShort;
    this.leverage = settings.leverage;
    this.regimes = settings.regime;
    this.filters = settings.filters;
  }

  /** After init: nothing more can be declared, and the coarse timeframes are computed. */
  start(): void {
    this.sealed = true;
    for (const timeframe of this.timeframes) timeframe.start();
  }

  /** Longest period of any indicator, coarser intervals included, in bars of the run; 0: none was declared. */
  get longestPeriod(): number {
    return Math.max(
      this.longest,
      ...this.timeframes.map(({ longest, intervalMs }) => (Math.max(1, longest) * intervalMs) / this.intervalMs),
    );
  }

  override neverKnown(): string[] {
    return [...new Set([...super.neverKnown(), ...this.timeframes.flatMap((each) => each.neverKnown())])];
  }

  override show(symbol: number): void {
    super.show(symbol);
    this.current = symbol;
    for (const timeframe of this.timeframes) timeframe.show(symbol);
  }

  timeframe(interval: number | string): Timeframe {
    if (this.sealed) throw new InputError('strategy.declare', 'Timeframes are declared in init, not in onBar.');
    const timeframe = TimeframeView.over(this.bars, this.bar, parseInterval(interval));
    this.timeframes.push(timeframe);
    return timeframe;
  }

  ago(column: PriceColumn | 'openTime', barsAgo: number): number {
    const row = this.bar.index - barsAgo;
    return barsAgo >= 0 && row >= 0 ? this.bars[this.current]![column][row]! : NaN;
  }

  window(column: PriceColumn, length: number): Float64Array {
    const end = this.bar.index + 1;
    const count = Math.min(length, end);
    let buffer = this.buffers.get(count);
    if (buffer === undefined) {
      buffer = new Float64Array(count);
      this.buffers.set(count, buffer);
    }
    const values = this.bars[this.current]![column];
    for (let k = 0; k < count; k++) buffer[k] = values[end - count + k]!;
    return buffer;
  }

  toTick(price: number): number {
    const tickSize = filtersAt(this.filters[this.current]!, this.bar.closeTime)?.tickSize;
    return tickSize === undefined ? price : roundToTick(price, tickSize);
  }

  regime(): RegimeView | null {
    if (this.regimes === null) return null;
    this.regimeRow = regimeRowAt(this.regimes, this.bar.closeTime, this.regimeRow);
    const view = this.regimes.points[this.regimeRow];
    if (view === undefined) return null;
    if (view.availableAt > this.seenUntil) this.seenUntil = view.availableAt;
    return view;
  }

  long(size: number): OrderTicket {
    return this.ticket.set(size >= 0 ? size : NaN);
  }
  short(size: number): OrderTicket {
    return this.ticket.set(size >= 0 ? -size : NaN);
  }
  flat(): OrderTicket {
    return this.ticket.set(0);
  }
}
