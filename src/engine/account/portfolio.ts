import { DOUBLE_ZERO } from '../../core/doubles.js';
import type { StepTimes } from './cursor.js';
import type { FillDraft } from './logs/fill-draft.js';
import { FillLog } from './logs/fill-log.js';
import { TradeLog, type TradeSums } from './logs/trade-log.js';
import { assignPrimitives, primitivesOf } from './plain-numbers.js';

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

/** A portfolio as plain values. */
export interface SavedPortfolio {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly cash: number;
  readonly quantity: readonly number[];
  readonly mark: readonly number[];
  readonly entryPrice: readonly number[];
  readonly margin: readonly number[];
  readonly open: readonly Readonly<TradeSums>[];
  readonly lastTrade: readonly (readonly number[] | null)[];
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
  /** Steps from each first position to the moment when the last was closed. */
  stepsInMarket = 0;
  private readonly open: TradeSums[];
  /** Row of each symbol's last trade in the log. */
  private readonly lastTrade: Int32Array;
  private openCount = 0;
  private inMarketSince = 0;
  private fees = DOUBLE_ZERO;
  private slippage = DOUBLE_ZERO;
  private funding = DOUBLE_ZERO;
  private borrow = DOUBLE_ZERO;
  private liquidationFees = DOUBLE_ZERO;

  constructor(
    private readonly symbols: readonly string[],
    private readonly times: StepTimes,
    initialEquity: number,
    private readonly leverage: number,
  ) {
    const n = symbols.length;
    this.cash[0] = initialEquity;
    this.quantity = new Float64Array(n);
    this.mark = new Float64Array(n);
    this.entryPrice = new Float64Array(n).fill(NaN);
    this.margin = new Float64Array(n);
    this.fills = new FillLog(symbols, times);
    this.trades = new TradeLog(symbols, times);
    this.open = symbols.map(() => newSums());
    this.lastTrade = new Int32Array(n).fill(-1);
  }

  /** Cash plus positions at their marks. */
  equity(): number {
    let equity = this.cash[0]!;
    for (let s = 0; s < this.quantity.length; s++) equity += this.quantity[s]! * this.mark[s]!;
    return equity;
  }

  /** The same with one symbol at another price. */
  equityAt(symbol: number, price: number): number {
    return this.equity() + this.quantity[symbol]! * (price - this.mark[symbol]!);
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
  execute(fill: FillDraft): void {
    const s = fill.symbol;
    const before = this.quantity[s]!;
    const delta = fill.position - before;
    const slippage = delta * (fill.price - fill.reference);
    fill.delta = delta;
    fill.slippage = slippage;
    this.cash[0] = this.cash[0]! - (delta * fill.price + fill.fee);
    this.quantity[s] = fill.position;
    this.fees += fill.fee;
    this.slippage += slippage;
    this.tradedNotional += Math.abs(delta) * fill.price;
    if (fill.reason === 'liquidation') this.liquidationFees += fill.fee;
    if (before * delta < 0) this.reduce(fill);
    if (before * delta >= 0 || before * fill.position < 0) this.grow(fill);
    this.fills.add(fill);
  }

  /**
   * Funding paid (positive) or received on a position.
   * @param closed the position paid for ended at that very instant, so its trade is already in the log
   */
  payFunding(symbol: number, amount: number, closed: boolean): void {
    this.cash[0] = this.cash[0]! - amount;
    this.funding += amount;
    if (closed) this.trades.addCarry(this.lastTrade[symbol]!, amount);
    else this.open[symbol]!.carry += amount;
  }

  /** Interest paid on what a position borrows. */
  payBorrow(symbol: number, amount: number): void {
    this.cash[0] = this.cash[0]! - amount;
    this.borrow += amount;
    this.open[symbol]!.carry += amount;
  }

  /** Everything that a later fill or payment depends on, as plain values. */
  saved(): SavedPortfolio {
    return {
      fields: primitivesOf(this),
      cash: this.cash[0]!,
      quantity: Array.from(this.quantity),
      mark: Array.from(this.mark),
      entryPrice: Array.from(this.entryPrice),
      margin: Array.from(this.margin),
      open: this.open.map((sums) => ({ ...sums })),
      lastTrade: Array.from(this.lastTrade, (row) => (row >= 0 ? this.trades.rowCells(row) : null)),
    };
  }

  /** Takes over what another portfolio of the same symbols was. The logs begin anew, with the last trade of each symbol. */
  restore(saved: SavedPortfolio): void {
    assignPrimitives(this, saved.fields);
    this.cash[0] = saved.cash;
    this.quantity.set(saved.quantity);
    this.mark.set(saved.mark);
    this.entryPrice.set(saved.entryPrice);
    this.margin.set(saved.margin);
    saved.open.forEach((sums, s) => Object.assign(this.open[s]!, sums));
    saved.lastTrade.forEach((cells, s) => {
      if (cells !== null) this.lastTrade[s] = this.trades.restoreRow(cells);
    });
  }

  /** Steps that an open position refers to. */
  openSteps(): number[] {
    return this.open.flatMap(({ openBar }, s) => (this.quantity[s] === 0 ? [] : [openBar]));
  }

  /** Row of a symbol's last trade in the log; −1 before its first. */
  lastTradeOf(symbol: number): number {
    return this.lastTrade[symbol]!;
  }

  /** Positions still open at the end of a run of so many steps; the steps in market are counted to there. */
  finish(steps: number): OpenPosition[] {
    if (this.openCount > 0) this.stepsInMarket += steps - this.inMarketSince;
    this.inMarketSince = steps;
    return this.symbols.flatMap((symbol, s) => {
      const quantity = this.quantity[s]!;
      if (quantity === 0) return [];
      const { openOffset, openBar } = this.open[s]!;
      const entry = this.entryPrice[s]!;
      const mark = this.mark[s]!;
      return [
        {
          symbol,
          quantity,
          entry_price: entry,
          mark,
          unrealised_pnl: quantity * (mark - entry),
          open_time: this.times.at(openBar) + openOffset,
          open_bar: openBar,
        },
      ];
    });
  }

  /** The part of a fill that closes: all of it, unless it flips the position. */
  private reduce(fill: FillDraft): void {
    const s = fill.symbol;
    const sums = this.open[s]!;
    const size = Math.abs(fill.delta);
    const before = Math.abs(fill.position - fill.delta);
    const flips = size > before;
    const closing = flips ? before : size;
    const share = flips ? closing / size : 1;
    sums.exitQuantity += closing;
    sums.exitNotional += closing * fill.price;
    sums.fees += fill.fee * share;
    sums.slippage += fill.slippage * share;
    if (!flips && fill.position !== 0) {
      this.margin[s] = this.margin[s]! * (Math.abs(fill.position) / before);
      return;
    }
    this.lastTrade[s] = this.trades.length;
    this.trades.add(sums, fill);
    this.margin[s] = 0;
    this.entryPrice[s] = NaN;
    this.openCount--;
    if (this.openCount === 0) this.stepsInMarket += fill.bar - this.inMarketSince;
  }

  /** The part of a fill that opens or grows. */
  private grow(fill: FillDraft): void {
    const s = fill.symbol;
    const sums = this.open[s]!;
    const size = Math.abs(fill.delta);
    const after = Math.abs(fill.position);
    const opening = Math.min(size, after);
    const share = opening === size ? 1 : opening / size;
    if (Number.isNaN(this.entryPrice[s]!)) {
      clearSums(sums);
      sums.side = Math.sign(fill.position);
      sums.openBar = fill.bar;
      sums.openOffset = fill.offset;
      sums.size = Math.abs(fill.size);
      this.entryPrice[s] = fill.price;
      if (this.openCount === 0) this.inMarketSince = fill.bar;
      this.openCount++;
    } else {
      this.entryPrice[s] = (this.entryPrice[s]! * (after - opening) + fill.price * opening) / after;
    }
    sums.entryQuantity += opening;
    sums.entryNotional += opening * fill.price;
    sums.maxQuantity = Math.max(sums.maxQuantity, after);
    sums.fees += fill.fee * share;
    sums.slippage += fill.slippage * share;
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
    openOffset: DOUBLE_ZERO,
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
