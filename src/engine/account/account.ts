import { liquidationPrice } from '../exchange-rules/margin-tiers.js';
import type { ExecutionSettings } from '../settings.js';
import { ExposureGroups } from './exposure-groups.js';
import { newCounters, type RunCounters } from './counters.js';
import type { Cursor } from './cursor.js';
import { newDraft } from './logs/fill-draft.js';
import { Portfolio } from './portfolio.js';
import type { PreparedSymbol } from './prepared-symbol.js';
import { Refusals, type Refusal, type RefusalReason } from './refusals.js';
import { SymbolState } from './symbol-state.js';

/** Told of what leaves no row in a log; a backtest, which has the sums, needs none. */
export interface AccountListener {
  /** @param closed the position paid for had ended at that very instant, so its last trade was changed */
  funding(symbol: number, time: number, amount: number, closed: boolean): void;
  refused(refusal: Refusal): void;
}

/**
 * Money, symbols, targets and limits of one account: everything that fills, sizing and limits read and change. It knows the
 * present step alone, so that a backtest over whole columns and an account that is fed one bar at a time run the same code.
 */
export class Account {
  readonly portfolio: Portfolio;
  readonly symbols: readonly SymbolState[];
  readonly bySymbol: ReadonlyMap<string, number>;
  /** Accepted target of each symbol, signed fraction of equity; compared on every bar, hence an array. */
  readonly targets: Float64Array;
  /** Prices at or beyond which each position is liquidated; ∓Infinity where none does. */
  readonly liquidationLow: Float64Array;
  readonly liquidationHigh: Float64Array;
  readonly refusals = new Refusals();
  readonly counters: RunCounters = newCounters();
  listener: AccountListener | null = null;
  /** Highest equity at a close so far. */
  peak: number;
  /** The drawdown limit has closed everything for good. */
  killed = false;
  /** Some position can be liquidated at a finite price. */
  atRisk = false;
  /** Which symbols move together; null where no limit asks. */
  readonly groups: ExposureGroups | null;
  /** Net exposure or that of groups is limited. */
  readonly limitsSum: boolean;
  /** Room for the reductions of a close, reused. */
  readonly drift: { readonly values: Float64Array; readonly factors: Float64Array };
  /** Limits have to be looked at after every bar. */
  readonly watchful: boolean;
  /** Something follows the strategy's answer at every close: fills at the close, or limits. */
  readonly afterClose: boolean;
  /** Fills have to know a bar's volume; where they do not, its column stays untouched. */
  readonly needsVolume: boolean;
  /** The fill in the making; whoever fills sets offset, reference and equity first. */
  readonly draft = newDraft();

  constructor(
    readonly settings: ExecutionSettings,
    data: readonly PreparedSymbol[],
    readonly cursor: Cursor,
  ) {
    const symbols = data.map((each) => each.symbol);
    this.portfolio = new Portfolio(symbols, cursor.times, settings.initialEquity, settings.leverage);
    this.symbols = data.map((each, index) => new SymbolState(index, each));
    this.bySymbol = new Map(symbols.map((symbol, index) => [symbol, index]));
    this.targets = new Float64Array(symbols.length);
    this.liquidationLow = new Float64Array(symbols.length).fill(-Infinity);
    this.liquidationHigh = new Float64Array(symbols.length).fill(Infinity);
    this.peak = settings.initialEquity;
    const { maxExposure, maxNetExposure, maxGroupExposure, maxDrawdown } = settings.limits;
    this.groups = maxGroupExposure === undefined ? null : new ExposureGroups(this.symbols, settings.limits);
    this.limitsSum = maxNetExposure !== undefined || this.groups !== null;
    this.watchful = maxExposure !== undefined || maxDrawdown !== undefined || this.limitsSum;
    this.drift = { values: new Float64Array(symbols.length), factors: new Float64Array(symbols.length) };
    this.afterClose = this.watchful || settings.fill === 'close';
    this.needsVolume =
      settings.slippage.impact > 0 ||
      settings.maxParticipation !== Infinity ||
      data.some((each) => !each.everyBarTraded);
  }

  /** Books the draft and what follows from it: liquidation price, protective prices, the position before the instant. */
  trade(state: SymbolState): void {
    const { draft, portfolio } = this;
    const s = state.index;
    const before = portfolio.quantity[s]!;
    if (state.data.funding !== null) {
      const time = this.draftTime;
      if (state.heldBeforeTime !== time) state.heldBefore = before;
      state.heldBeforeTime = time;
    }
    draft.symbol = s;
    draft.bar = this.cursor.step;
    // A liquidation asks no cap; what it takes beyond it leaves nothing, not less.
    state.budget = Math.max(0, state.budget - Math.abs(draft.position - before));
    portfolio.execute(draft);
    if (draft.position * before <= 0) state.endPosition();
    this.updateLiquidation(state);
  }

  /** When the draft fills, UTC ms. */
  get draftTime(): number {
    return this.cursor.time + this.draft.offset;
  }

  /** Volume of the current bar of a symbol; any number above 0 where it does not matter. */
  volumeOf(state: SymbolState): number {
    return this.needsVolume ? state.data.bars.volume[state.row]! : 1;
  }

  refuse(reason: RefusalReason, symbol: string, time: number, detail: string): void {
    this.refusals.add(reason, symbol, time, detail);
    this.listener?.refused({ reason, symbol, time, detail });
  }

  private updateLiquidation(state: SymbolState): void {
    const s = state.index;
    const held = this.portfolio.quantity[s]!;
    const margin = this.portfolio.margin[s]!;
    const entry = this.portfolio.entryPrice[s]!;
    // A long position whose margin is its whole value cannot be liquidated: the common case, kept short.
    const safe = held === 0 || this.settings.instrument === 'spot' || (held > 0 && margin >= held * entry);
    if (safe && !this.atRisk) return;
    this.liquidationLow[s] = -Infinity;
    this.liquidationHigh[s] = Infinity;
    if (!safe) {
      const price = liquidationPrice(held, entry, margin, state.marginTable(this.draftTime));
      if (held > 0) this.liquidationLow[s] = price;
      else this.liquidationHigh[s] = price;
    }
    this.atRisk = false;
    for (let k = 0; k < this.symbols.length; k++) {
      if (this.liquidationLow[k]! > 0 || this.liquidationHigh[k]! < Infinity) this.atRisk = true;
    }
  }
}
