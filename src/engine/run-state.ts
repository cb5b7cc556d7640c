import { DOUBLE_ZERO } from '../core/double.js';
import { Book } from './book.js';
import type { DataFeed } from './data-feed.js';
import { liquidationPrice } from './exchange-rules/margin-tiers.js';
import { newDraft } from './logs/fill-draft.js';
import { Portfolio } from './portfolio.js';
import { Refusals, type RefusalReason } from './refusals.js';
import type { ExecutionSettings } from './settings.js';

/** What a run counted on the way, so that nothing it assumed stays hidden. Documents keep these snake_case names. */
export interface RunCounters {
  /** Bars that touched both stop and target and that no finer bars decided. */
  ambiguous_bars: number;
  /** Bars that finer bars decided. */
  bars_decided_by_finer: number;
  /** Fills of market orders that had a latency, and the total time they waited beyond it for a bar to open. */
  delayed_fills: number;
  added_delay_ms: number;
  /** Funding paid at the trade price for want of a mark price. */
  funding_at_trade_price: number;
  funding_payments: number;
  liquidations: number;
  /** Liquidations judged on last price for want of mark bars. */
  liquidations_on_last_price: number;
  /** Fills that an exchange's step size made smaller than the target. */
  rounded_fills: number;
  /** Purchases on plain spot made smaller so that cash pays for them and their fee. */
  cash_limited_fills: number;
  /** Fills that a participation cap cut. */
  partial_fills: number;
  /** Orders that a limit made smaller, by limit. */
  limited_orders: number;
  /** Reductions forced by exposure drift. */
  drift_reductions: number;
  /** Symbol-bars without volume while an order waited. */
  zero_volume_waits: number;
}

/** The state of one run that the parts of the engine share. */
export class RunState {
  readonly portfolio: Portfolio;
  readonly books: readonly Book[];
  readonly bySymbol: ReadonlyMap<string, number>;
  /** Accepted target of each symbol, signed fraction of equity; compared on every bar, hence an array. */
  readonly targets: Float64Array;
  /** Prices at or beyond which each position is liquidated; ∓Infinity where none does. */
  readonly liquidationLow: Float64Array;
  readonly liquidationHigh: Float64Array;
  readonly refusals = new Refusals();
  readonly counters: RunCounters = {
    ambiguous_bars: 0,
    bars_decided_by_finer: 0,
    delayed_fills: 0,
    added_delay_ms: DOUBLE_ZERO,
    funding_at_trade_price: 0,
    funding_payments: 0,
    liquidations: 0,
    liquidations_on_last_price: 0,
    rounded_fills: 0,
    cash_limited_fills: 0,
    partial_fills: 0,
    limited_orders: 0,
    drift_reductions: 0,
    zero_volume_waits: 0,
  };
  /** Row of the equity curve being made. */
  step = 0;
  /** When the newest opinion that the strategy has looked at was there, UTC ms; −Infinity: it has looked at none. */
  seenUntil = -Infinity;
  /** Moment of the last step's open, UTC ms; NaN before the first. */
  previousTime = NaN;
  /** Highest equity at a close so far. */
  peak: number;
  /** The drawdown limit has closed everything for good. */
  killed = false;
  /** The coming bar needs more than marking: something waits, protects, or has to be looked at every bar. */
  busy = false;
  /** Some position can be liquidated at a finite price. */
  atRisk = false;
  /**
   * With one symbol: prices at or beyond which a bar that is not busy does something after all (stop, target, liquidation),
   * and whether there are any.
   */
  watched = false;
  watchLow = -Infinity;
  watchHigh = Infinity;
  /** Limits have to be looked at after every bar. */
  readonly watchful: boolean;
  /** Something follows the strategy's answer at every close: fills at the close, or limits. */
  readonly afterClose: boolean;
  /** One symbol, fills at the next open, and nothing that every bar has to go through. */
  readonly simple: boolean;
  /** Fills have to know a bar's volume; where they do not, its column stays untouched. */
  readonly needsVolume: boolean;
  /** Features that every bar has to go through. */
  private readonly always: boolean;
  /** The fill in the making; whoever fills sets offset, reference and equity first. */
  readonly draft = newDraft();

  constructor(
    readonly settings: ExecutionSettings,
    readonly feed: DataFeed,
    /** Open time of each step, UTC ms. */
    readonly times: Float64Array,
    everyBar: boolean,
  ) {
    const symbols = feed.symbols.map((each) => each.symbol);
    this.portfolio = new Portfolio(symbols, times, settings.initialEquity, settings.leverage);
    this.books = feed.symbols.map((data, index) => new Book(index, data));
    this.bySymbol = new Map(symbols.map((symbol, index) => [symbol, index]));
    this.targets = new Float64Array(symbols.length);
    this.liquidationLow = new Float64Array(symbols.length).fill(-Infinity);
    this.liquidationHigh = new Float64Array(symbols.length).fill(Infinity);
    this.peak = settings.initialEquity;
    const { maxExposure, maxDrawdown } = settings.limits;
    this.watchful = maxExposure !== undefined || maxDrawdown !== undefined;
    this.afterClose = this.watchful || settings.fill === 'close';
    this.always =
      everyBar ||
      (settings.fill === 'close' && settings.maxParticipation !== Infinity) ||
      settings.borrowRatePerYear > 0 ||
      feed.symbols.some((each) => each.funding !== null || each.mark !== null || each.finer !== null);
    this.needsVolume =
      settings.slippage.impact > 0 ||
      settings.maxParticipation !== Infinity ||
      feed.symbols.some((each) => !each.everyBarTraded);
    this.simple = !this.always && symbols.length === 1 && settings.fill === 'next-open';
    this.busy = this.always;
  }

  /** Call after anything that may have left, or removed, a reason to look at the next bar. */
  refreshBusy(): void {
    if (this.always || this.books.length > 1) return;
    const book = this.books[0]!;
    const side = Math.sign(this.portfolio.quantity[0]!);
    const trails = side !== 0 && !Number.isNaN(book.trailingStop);
    this.busy = book.order.active || book.forced.active || trails;
    this.watchLow = this.liquidationLow[0]!;
    this.watchHigh = this.liquidationHigh[0]!;
    if (side !== 0) {
      const below = side > 0 ? book.stop : book.takeProfit;
      const above = side > 0 ? book.takeProfit : book.stop;
      if (below > this.watchLow) this.watchLow = below;
      if (above < this.watchHigh) this.watchHigh = above;
    }
    this.watched = this.watchLow > 0 || this.watchHigh < Infinity;
  }

  /** Books the draft and what follows from it: liquidation price, protective prices, the position before the instant. */
  trade(book: Book): void {
    const { draft, portfolio } = this;
    const s = book.index;
    const before = portfolio.quantity[s]!;
    if (book.data.funding !== null) {
      const time = this.draftTime;
      if (book.heldBeforeTime !== time) book.heldBefore = before;
      book.heldBeforeTime = time;
    }
    draft.symbol = s;
    draft.bar = this.step;
    book.budget -= Math.abs(draft.position - before);
    portfolio.execute(draft);
    if (draft.position === 0 || draft.position * before <= 0) book.clearBrackets();
    this.updateLiquidation(book);
  }

  /** Close of the current step, UTC ms: when orders are given. */
  get now(): number {
    return this.times[this.step]! + this.feed.intervalMs;
  }

  /** When the draft fills, UTC ms. */
  get draftTime(): number {
    return this.times[this.step]! + this.draft.offset;
  }

  /** Volume of a bar of a book; any number above 0 where it does not matter. */
  volumeOf(book: Book): number {
    return this.needsVolume ? book.data.bars.volume[book.row]! : 1;
  }

  refuse(reason: RefusalReason, symbol: string, time: number, detail: string): void {
    this.refusals.add(reason, symbol, time, detail);
  }

  private updateLiquidation(book: Book): void {
    const s = book.index;
    const held = this.portfolio.quantity[s]!;
    const margin = this.portfolio.margin[s]!;
    const entry = this.portfolio.entryPrice[s]!;
    // A long position whose margin is its whole value cannot be liquidated: the common case, kept short.
    const safe = held === 0 || this.settings.instrument === 'spot' || (held > 0 && margin >= held * entry);
    if (safe && !this.atRisk) return;
    this.liquidationLow[s] = -Infinity;
    this.liquidationHigh[s] = Infinity;
    if (!safe) {
      const price = liquidationPrice(held, entry, margin, book.marginTable(this.draftTime));
      if (held > 0) this.liquidationLow[s] = price;
      else this.liquidationHigh[s] = price;
    }
    this.atRisk = false;
    for (let k = 0; k < this.books.length; k++) {
      if (this.liquidationLow[k]! > 0 || this.liquidationHigh[k]! < Infinity) this.atRisk = true;
    }
  }
}
