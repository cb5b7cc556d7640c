import { DOUBLE_ZERO } from '../core/double.js';
import { FillLog, type FillReason } from './logs/fill-log.js';
import { TradeLog, type TradeSums } from './logs/trade-log.js';

/** Where the money went since the start, quote units; costs are positive, income negative. */
export interface CostTotals {
  readonly fees: number;
  /** What the fills lost against the prices before slippage. */
  readonly slippage: number;
  readonly funding: number;
  readonly borrow: number;
  /** Part of `fees` that liquidations took. */
  readonly liquidation_fees: number;
}

/** A position that is still open, marked at the last close. */
export interface OpenPosition {
  readonly symbol: string;
  /** Signed, base units. */
  readonly quantity: number;
  readonly entry_price: number;
  readonly mark: number;
  /** Quote units, before what closing would cost. */
  readonly unrealised_pnl: number;
  readonly open_time: number;
  readonly open_bar: number;
}

/** What one fill needs to be booked. Reused by the caller: nothing of it is kept. */
export interface Execution {
  symbol: number;
  /** Signed position after the fill, base units. */
  position: number;
  price: number;
  /** Price before slippage. */
  reference: number;
  /** Quote units. */
  fee: number;
  time: number;
  bar: number;
  reason: FillReason;
  /** Target of the order, fraction of equity. */
  size: number;
}

/**
 * One account over many symbols. Cash falls by what is bought and rises by what is sold, so that equity is always cash plus
 * positions at their marks, for spot and derivatives alike.
 */
export class Portfolio {
  /** One cell, in a typed array so that the loop reads it without a call. Quote units. */
  readonly cash = new Float64Array(1);
  /** Signed position of each symbol, base units. */
  readonly quantity: Float64Array;
  /** Last mark of each symbol, quote units. */
  readonly mark: Float64Array;
  /** Average cost of each open position; NaN when flat. */
  readonly entryPrice: Float64Array;
  /** Isolated margin of each position, quote units. */
  readonly margin: Float64Array;
  readonly fills: FillLog;
  readonly trades: TradeLog;
  /** Value of everything bought and sold, quote units. */
  tradedNotional = DOUBLE_ZERO;
  /** Time with any position, ms. */
  timeInMarketMs = DOUBLE_ZERO;
  private readonly open: TradeSums[];
  private openCount = 0;
  private inMarketSince = DOUBLE_ZERO;
  private fees = DOUBLE_ZERO;
  private slippage = DOUBLE_ZERO;
  private funding = DOUBLE_ZERO;
  private borrow = DOUBLE_ZERO;
  private liquidationFees = DOUBLE_ZERO;

  constructor(
    private readonly symbols: readonly string[],
    initialEquity: number,
    private readonly leverage: number,
  ) {
    const n = symbols.length;
    this.cash[0] = initialEquity;
    this.quantity = new Float64Array(n);
    this.mark = new Float64Array(n);
    this.entryPrice = new Float64Array(n).fill(NaN);
    this.margin = new Float64Array(n);
    this.fills = new FillLog(symbols);
    this.trades = new TradeLog(symbols);
    this.open = symbols.map(() => newSums());
  }

  /** Cash plus positions at their marks. */
  equity(): number {
    let equity = this.cash[0]!;
    for (let s = 0; s < this.quantity.length; s++) equity += this.quantity[s]! * this.mark[s]!;
    return equity;
  }

  costs(): CostTotals {
    return {
      fees: this.fees + 0,
      slippage: this.slippage + 0,
      funding: this.funding + 0,
      borrow: this.borrow + 0,
      liquidation_fees: this.liquidationFees + 0,
    };
  }

  /** Books one fill: cash, average cost, margin, the trade it belongs to, the logs. */
  execute(fill: Execution): void {
    const s = fill.symbol;
    const before = this.quantity[s]!;
    const delta = fill.position - before;
    const size = Math.abs(delta);
    const slippage = delta * (fill.price - fill.reference);
    this.cash[0] = this.cash[0]! - (delta * fill.price + fill.fee);
    this.quantity[s] = fill.position;
    this.fees += fill.fee;
    this.slippage += slippage;
    this.tradedNotional += size * fill.price;
    if (fill.reason === 'liquidation') this.liquidationFees += fill.fee;

    const closing = before === 0 || Math.sign(delta) === Math.sign(before) ? 0 : Math.min(size, Math.abs(before));
    const opening = closing === 0 ? size : Math.abs(before) < size ? Math.abs(fill.position) : 0;
    const closingShare = closing === 0 ? 0 : opening === 0 ? 1 : closing / size;
    if (closing > 0) this.reduce(fill, before, closing, closingShare, slippage);
    if (opening > 0) this.grow(fill, closing > 0 ? 0 : Math.abs(before), opening, 1 - closingShare, slippage);
    this.fills.add(s, fill.time, fill.bar, delta, fill.price, fill.reference, fill.fee, fill.reason, fill.position);
  }

  /** Funding paid (positive) or received on a position. */
  payFunding(symbol: number, amount: number): void {
    this.cash[0] = this.cash[0]! - amount;
    this.funding += amount;
    this.open[symbol]!.carry += amount;
  }

  /** Interest paid on what a position borrows. */
  payBorrow(symbol: number, amount: number): void {
    this.cash[0] = this.cash[0]! - amount;
    this.borrow += amount;
    this.open[symbol]!.carry += amount;
  }

  /** Positions still open, and the time in market up to `endTime` (UTC ms). */
  finish(endTime: number): OpenPosition[] {
    if (this.openCount > 0) this.timeInMarketMs += endTime - this.inMarketSince;
    this.inMarketSince = endTime;
    return this.symbols.flatMap((symbol, s) => {
      const quantity = this.quantity[s]!;
      if (quantity === 0) return [];
      const { openTime, openBar } = this.open[s]!;
      const entry = this.entryPrice[s]!;
      const mark = this.mark[s]!;
      return [
        {
          symbol,
          quantity,
          entry_price: entry,
          mark,
          unrealised_pnl: quantity * (mark - entry),
          open_time: openTime,
          open_bar: openBar,
        },
      ];
    });
  }

  private reduce(fill: Execution, before: number, closing: number, share: number, slippage: number): void {
    const s = fill.symbol;
    const sums = this.open[s]!;
    sums.exitQuantity += closing;
    sums.exitNotional += closing * fill.price;
    sums.fees += fill.fee * share;
    sums.slippage += slippage * share;
    const left = Math.abs(before) - closing;
    if (left > 0) {
      this.margin[s] = this.margin[s]! * (left / Math.abs(before));
      return;
    }
    this.trades.add(s, sums, fill.bar, fill.time, fill.reason);
    this.margin[s] = 0;
    this.entryPrice[s] = NaN;
    this.openCount--;
    if (this.openCount === 0) this.timeInMarketMs += fill.time - this.inMarketSince;
  }

  private grow(fill: Execution, held: number, opening: number, share: number, slippage: number): void {
    const s = fill.symbol;
    const sums = this.open[s]!;
    const after = Math.abs(fill.position);
    if (held === 0) {
      clearSums(sums);
      sums.side = Math.sign(fill.position);
      sums.openBar = fill.bar;
      sums.openTime = fill.time;
      sums.size = Math.abs(fill.size);
      this.entryPrice[s] = fill.price;
      if (this.openCount === 0) this.inMarketSince = fill.time;
      this.openCount++;
    } else {
      this.entryPrice[s] = (this.entryPrice[s]! * held + fill.price * opening) / after;
    }
    sums.entryQuantity += opening;
    sums.entryNotional += opening * fill.price;
    sums.maxQuantity = Math.max(sums.maxQuantity, after);
    sums.fees += fill.fee * share;
    sums.slippage += slippage * share;
    this.margin[s] = this.margin[s]! + (opening * fill.price) / this.leverage;
  }
}

function clearSums(sums: TradeSums): void {
  sums.entryQuantity = 0;
  sums.entryNotional = 0;
  sums.exitQuantity = 0;
  sums.exitNotional = 0;
  sums.maxQuantity = 0;
  sums.fees = 0;
  sums.slippage = 0;
  sums.carry = 0;
}

function newSums(): TradeSums {
  return {
    side: 0,
    openBar: 0,
    openTime: DOUBLE_ZERO,
    entryQuantity: DOUBLE_ZERO,
    entryNotional: DOUBLE_ZERO,
    exitQuantity: DOUBLE_ZERO,
    exitNotional: DOUBLE_ZERO,
    maxQuantity: DOUBLE_ZERO,
    size: DOUBLE_ZERO,
    fees: DOUBLE_ZERO,
    slippage: DOUBLE_ZERO,
    carry: DOUBLE_ZERO,
  };
}
