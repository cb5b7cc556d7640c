import type { BarRow } from '../../../core/bars.js';
import type { Order } from '../../../strategies/base.js';
import { ReusableTicket } from '../../../strategies/order-ticket.js';
import { resolveSettings, type ExecutionSettings } from '../../settings.js';
import type { Account } from '../account.js';
import type { RunCounters } from '../counters.js';
import { accrueBorrow, settleFunding } from '../fills/carry.js';
import { dropOrder, settle } from '../fills/order-fill.js';
import { guardAccount } from '../guard.js';
import { fillAllAtClose, takeOrder } from '../order-intake.js';
import type { FillReason } from '../logs/fill-reason.js';
import type { CostTotals } from '../portfolio.js';
import { Proposal, takeProposals } from '../proposals.js';
import { markBars, stepThroughBar } from '../step.js';
import type { SymbolState } from '../symbol-state.js';
import { EventsLog } from './events-log.js';
import type { AccountEvents, FundingPayment, GivenFill } from './events.js';
import { FedInput } from './fed-input.js';
import type { FundingRecord } from './funding-queue.js';
import type { AccountSpec, FedBar, OrderTiming, WaitingOrder } from './spec.js';
import { savedAccount, writeBack, type AccountStateDocument } from './saved-account.js';

/** Fills that are no order of the strategy's or the limits', but the end of a position. */
const EXITS: ReadonlySet<FillReason> = new Set(['stop', 'trailing_stop', 'take_profit', 'liquidation']);

/**
 * An account that is fed one moment at a time and knows no future: the same fills, sizing and limits as a backtest, and the same
 * numbers to the last bit. A moment is `onBar` (or `onBars`, where several symbols have a bar that opens then), the orders given
 * at its close, and `endStep`.
 */
export class FedAccount {
  readonly settings: ExecutionSettings;
  private readonly input: FedInput;
  private readonly account: Account;
  private readonly proposals: readonly Proposal[];
  private readonly ticket = new ReusableTicket();
  private readonly log: EventsLog;
  /** Symbols of the step that has not been ended; null where none is open. */
  private present: readonly SymbolState[] | null = null;

  /** @throws InputError for settings out of range, no symbol, or one that comes twice */
  constructor(private readonly spec: AccountSpec) {
    this.settings = resolveSettings(spec);
    this.input = new FedInput(spec, this.settings);
    this.account = this.input.account;
    this.proposals = this.account.symbols.map(() => new Proposal());
    this.log = new EventsLog(this.account);
  }

  /** One symbol's bar where no other has one that opens then. */
  onBar(bar: FedBar): AccountEvents {
    return this.onBars([bar]);
  }

  /**
   * The bars that open at one moment: funding, gaps, waiting orders, then what the bars touch on their way.
   * @throws InputError for a bar that is invalid, of an unknown symbol, or not later than the last; nothing is changed then
   */
  onBars(bars: readonly FedBar[]): AccountEvents {
    const { account, input } = this;
    const fed = input.check(bars);
    if (this.present !== null) this.finishStep();
    const present = input.begin(fed);
    const { time } = account.cursor;
    if (this.spec.fills === 'given') markBars(account, present, time);
    else stepThroughBar(account, present, time);
    this.present = present;
    const events = this.log.take();
    input.forgetThePast();
    return events;
  }

  /** Settlements of a symbol whose bar is not there yet. @throws InputError where the instrument pays no funding */
  addFunding(symbol: string, records: readonly FundingRecord[]): void {
    this.input.addFunding(symbol, records);
  }

  /** Mark bars of a symbol whose bar is not there yet. @throws InputError where the specification promised none */
  addMarks(symbol: string, rows: readonly BarRow[]): void {
    this.input.addMarks(symbol, rows);
  }

  /** Gives an order at the close of the last bars. Several at one moment go through `orders`. */
  order(symbol: string, order: Order, { availableAt = -Infinity }: OrderTiming = {}): AccountEvents {
    const { index } = this.stateOf(symbol);
    this.account.cursor.seenUntil = Math.max(this.account.cursor.seenUntil, availableAt);
    if (!this.repeats(order)) takeOrder(this.account, order, index);
    return this.log.take();
  }

  /** Orders of several symbols at one close: those that reduce are taken before those that grow. */
  orders(orders: ReadonlyMap<string, Order>, { availableAt = -Infinity }: OrderTiming = {}): AccountEvents {
    this.account.cursor.seenUntil = Math.max(this.account.cursor.seenUntil, availableAt);
    const states = [...orders.keys()].map((symbol) => this.stateOf(symbol)).sort((a, b) => a.index - b.index);
    for (const { index, data } of states) this.proposals[index]!.set(orders.get(data.symbol)!);
    takeProposals(this.account, states, this.proposals);
    return this.log.take();
  }

  /** A market target: a signed fraction of equity, 0 to close. */
  target(symbol: string, size: number, timing?: OrderTiming): AccountEvents {
    return this.order(symbol, this.ticket.set(size), timing);
  }

  /** Takes back the strategy's order that waits; what it has filled stays. The limits' own orders cannot be taken back. */
  cancel(symbol: string): void {
    const state = this.stateOf(symbol);
    if (state.order.active) dropOrder(this.account, state, state.order);
  }

  /** Ends the moment: fills at the close where that is chosen, then the limits. The next bar does it where nobody has. */
  endStep(): AccountEvents {
    if (this.present !== null) this.finishStep();
    return this.log.take();
  }

  /**
   * Books a fill that happened elsewhere. What was due up to its moment is paid first by what was held before, as far as it has
   * been fed (`addFunding`). Fills come in the order in which they happened, each before the bar that ends after it.
   */
  onFill(fill: GivenFill): AccountEvents {
    const { account } = this;
    const { cursor, draft, portfolio } = account;
    const state = this.stateOf(fill.symbol);
    if (cursor.step < 0) this.input.times.set(++cursor.step, fill.time);
    settleFunding(account, state, fill.time);
    if (fill.time > cursor.previousTime) {
      accrueBorrow(account, fill.time);
      cursor.previousTime = fill.time;
    }
    const waiting = state.forced.active && fill.reason === state.forced.reason ? state.forced : state.order;
    draft.offset = fill.time - cursor.time;
    draft.reference = fill.reference_price ?? fill.price;
    draft.price = fill.price;
    draft.position = fill.position ?? portfolio.quantity[state.index]! + fill.quantity;
    draft.fee = fill.fee;
    draft.reason = fill.reason ?? 'order';
    draft.size = fill.size ?? (waiting.active ? waiting.target : 0);
    if (state.row < 0) portfolio.mark[state.index] = fill.price;
    account.trade(state);
    if (waiting.active && fill.partial !== true) settle(account, state, waiting);
    // As after a stop of our own: the target that led here is over, so that the same one is a new decision.
    if (EXITS.has(draft.reason) && portfolio.quantity[state.index] === 0) {
      state.settled = 0;
      if (!state.order.active) account.targets[state.index] = 0;
    }
    return this.log.take();
  }

  /** Books what a position has paid, or received, elsewhere: for one that is closed, to the trade that it was. */
  onPayment({ symbol, time, amount }: FundingPayment): AccountEvents {
    const { index } = this.stateOf(symbol);
    const { portfolio } = this.account;
    const closed = portfolio.quantity[index] === 0 && portfolio.lastTradeOf(index) >= 0;
    portfolio.payFunding(index, amount, closed);
    this.log.funding(index, time, amount, closed);
    this.account.counters.funding_payments++;
    return this.log.take();
  }

  /** Ends what waits for a symbol as filled, where its fills came with `partial` and no more will. */
  settle(symbol: string): void {
    const state = this.stateOf(symbol);
    for (const order of [state.forced, state.order]) if (order.active) settle(this.account, state, order);
  }

  /** Cash plus positions at their marks, quote units. */
  equity(): number {
    return this.account.portfolio.equity();
  }
  get cash(): number {
    return this.account.portfolio.cash[0]!;
  }
  get costs(): CostTotals {
    return this.account.portfolio.costs();
  }
  get counters(): Readonly<RunCounters> {
    return this.account.counters;
  }
  /** The drawdown limit has closed everything for good. */
  get killed(): boolean {
    return this.account.killed;
  }
  /** Signed, base units. */
  position(symbol: string): number {
    return this.account.portfolio.quantity[this.stateOf(symbol).index]!;
  }
  /** Average cost of the open position; NaN when flat. */
  entryPrice(symbol: string): number {
    return this.account.portfolio.entryPrice[this.stateOf(symbol).index]!;
  }
  /** The accepted target, signed fraction of equity; NaN where the last order ended part-filled. */
  acceptedTarget(symbol: string): number {
    return this.account.targets[this.stateOf(symbol).index]!;
  }

  /** Where the stop of a position rests, quote units, and how far it follows, a fraction; NaN: there is none. */
  stopOf(symbol: string): { readonly stop: number; readonly trailing: number } {
    const [state, side] = [this.stateOf(symbol), Math.sign(this.position(symbol))];
    return side === 0 ? { stop: NaN, trailing: NaN } : { stop: state.stopLevel(side), trailing: state.trailingStop };
  }

  /** What waits for a fill, the limits' own orders first. */
  waiting(): WaitingOrder[] {
    return this.account.symbols.flatMap(({ data: { symbol }, forced, order }) =>
      [forced, order].flatMap(({ active, target, limit, reason }) =>
        active ? [{ symbol, target, limit: Number.isNaN(limit) ? null : limit, reason }] : [],
      ),
    );
  }

  /** Everything the next moment depends on, for `restoreAccount`; JSON keeps it to the last bit. */
  state(): AccountStateDocument {
    const { account, log } = this;
    const { data, times } = this.input;
    return savedAccount({ account, data, times, log, isOpen: this.present?.map(({ index }) => index) ?? null });
  }

  /** The same account again, in a process that has only its specification. @throws InputError where the two do not belong together */
  static restore(spec: AccountSpec, state: AccountStateDocument): FedAccount {
    const restored = new FedAccount(spec);
    const { account, log } = restored;
    const { data, times } = restored.input;
    const open = writeBack({ account, data, times, log }, state);
    restored.present = open?.map((index) => account.symbols[index]!) ?? null;
    return restored;
  }

  /** As in the loop over one symbol, a repeated market target is not a new decision, whatever the limits would say today. */
  private repeats(order: Order): boolean {
    const { symbols, targets } = this.account;
    return symbols.length === 1 && order instanceof ReusableTicket && order.plain && order.signed === targets[0];
  }

  private finishStep(): void {
    const { account } = this;
    if (this.settings.fill === 'close' && this.spec.fills !== 'given') fillAllAtClose(account, this.present!);
    if (account.watchful) guardAccount(account, this.present!, account.portfolio.equity());
    this.present = null;
  }

  private stateOf(symbol: string): SymbolState {
    return this.input.stateOf(symbol);
  }
}

/** @throws InputError for settings out of range, no symbol, or one that comes twice */
export function createAccount(spec: AccountSpec): FedAccount {
  return new FedAccount(spec);
}

/** @throws InputError where state and specification do not belong together */
export function restoreAccount(spec: AccountSpec, state: AccountStateDocument): FedAccount {
  return FedAccount.restore(spec, state);
}
