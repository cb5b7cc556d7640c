import { DOUBLE_ZERO } from '../../core/doubles.js';
import type { TimeInForce } from '../../strategies/base.js';
import { filtersAt, type ExchangeFilters } from '../exchange-rules/filters.js';
import { marginTableAt, type MarginTable } from '../exchange-rules/margin-tiers.js';
import type { FillReason } from './logs/fill-reason.js';
import type { PreparedSymbol } from './prepared-symbol.js';

/** An accepted order that waits for its fill. One object per slot, reused. */
export class PendingOrder {
  active = false;
  /** Signed fraction of equity. */
  target = DOUBLE_ZERO;
  /** NaN: a market order. */
  limit = NaN;
  /** Earliest moment of a fill, UTC ms. */
  eligible = DOUBLE_ZERO;
  timeInForce: TimeInForce = 'gtc';
  /** Bars in which it may still fill. */
  barsLeft = Infinity;
  /** Position to reach, fixed by the first fill so that a remainder does not chase the price; NaN before it. */
  goal = NaN;
  /** A resting order pays the maker fee; one that is marketable when it arrives does not rest. */
  arrived = false;
  reason: FillReason = 'order';
  /** Step at whose close it was given. */
  givenAt = 0;
  stop = NaN;
  takeProfit = NaN;
  trailingStop = NaN;
}

/** Everything about one symbol except money: its orders, its protective prices, its place in the data. */
export class SymbolState {
  /** The strategy's order; a newer one replaces it. */
  readonly order = new PendingOrder();
  /** The limits' own order, and what a capped stop left over: filled first, never replaced by the strategy. */
  readonly forced = new PendingOrder();
  /** Target of the last order that filled whole, signed fraction of equity; NaN after a part fill that was dropped. */
  settled = DOUBLE_ZERO;
  stop = NaN;
  takeProfit = NaN;
  trailingStop = NaN;
  /** Best price of earlier bars since the trailing stop was set. */
  extreme = NaN;
  /** The position was entered inside the current bar (a limit), so the bar's extremes may lie before it. */
  enteredInside = false;
  /** A trailing stop was set inside the current bar, so only the bar's close surely comes after. */
  trailingSetInside = false;
  /** The position was entered at the current instant's open: a target already passed then is a taker fill. */
  enteredAtOpen = false;
  /** An order has waited in a bar without volume. */
  waitedWithoutVolume = false;
  /** Base units that may still trade in the current bar. */
  budget = Infinity;
  /** Volume of the bar being filled in. */
  volume = DOUBLE_ZERO;
  /** The position before the first fill at `heldBeforeTime`, which is what funding at that instant is paid on. */
  heldBefore = DOUBLE_ZERO;
  heldBeforeTime = NaN;
  /** Next funding record. */
  fundingRow = 0;
  /** Row of the current bar. */
  row = -1;

  constructor(
    readonly index: number,
    readonly data: PreparedSymbol,
  ) {}

  /** The tighter of stop and trailing stop for a position of this sign; NaN without either. */
  stopLevel(side: number): number {
    if (Number.isNaN(this.trailingStop)) return this.stop;
    const trailing = this.extreme * (1 - side * this.trailingStop);
    if (Number.isNaN(this.stop)) return trailing;
    return side > 0 ? Math.max(this.stop, trailing) : Math.min(this.stop, trailing);
  }

  /** Which of the two the level came from. */
  stopReason(side: number): FillReason {
    return this.stopLevel(side) === this.stop ? 'stop' : 'trailing_stop';
  }

  get hasBrackets(): boolean {
    return !(Number.isNaN(this.stop) && Number.isNaN(this.takeProfit) && Number.isNaN(this.trailingStop));
  }

  clearBrackets(): void {
    this.stop = NaN;
    this.takeProfit = NaN;
    this.trailingStop = NaN;
    this.extreme = NaN;
  }

  /** Ends what was about a position that is no more, or has turned round: protective prices, and what was to reduce it. */
  endPosition(): void {
    this.clearBrackets();
    this.forced.active = false;
  }

  /** Takes away the protective price that an exit of this reason was at. */
  dropBracket(reason: FillReason): void {
    if (reason === 'stop') this.stop = NaN;
    else if (reason === 'take_profit') this.takeProfit = NaN;
    else this.trailingStop = NaN;
  }

  filters(time: number): ExchangeFilters | null {
    return filtersAt(this.data.filters, time);
  }

  marginTable(time: number): MarginTable {
    return marginTableAt(this.data.marginTables, time);
  }
}
