import { resolveSettings } from '../../settings.js';
import { accrueBorrow, settleFunding } from '../fills/carry.js';
import { fillOrder, withoutDust } from '../fills/order-fill.js';
import type { FillRow } from '../logs/fill-log.js';
import { afterOpen, openBar } from '../step.js';
import { PendingOrder, type SymbolState } from '../symbol-state.js';
import { EventsLog } from './events-log.js';
import type { FundingPayment } from './events.js';
import { FedInput } from './fed-input.js';
import type { FundingRecord } from './funding-queue.js';
import type { AccountSpec, FedBar } from './spec.js';

/** What an exchange looks at of its customer's specification: sizing and limits are none of its business. */
export type VenueSpec = Pick<
  AccountSpec,
  | 'symbols'
  | 'intervalMs'
  | 'initialEquity'
  | 'instrument'
  | 'leverage'
  | 'makerFee'
  | 'takerFee'
  | 'slippage'
  | 'maxParticipation'
>;

/** A stop that rests: where price touches it, it closes so much of a position. */
export interface RestingStop {
  readonly id: string;
  readonly symbol: string;
  /** Quote units. */
  readonly price: number;
  /** Base units, above 0. */
  readonly quantity: number;
}

/** An order at the market. */
export interface MarketOrder {
  readonly symbol: string;
  /** Signed change of the position, base units. */
  readonly change: number;
  /** Before slippage, quote units. */
  readonly price: number;
  /** The price is what is paid, and there is so much of it: neither slippage nor volume touches it. */
  readonly isExact?: boolean;
  /** UTC ms, after the bars that were fed. */
  readonly time: number;
}

/** What happened while bars ran. */
export interface VenueEvents {
  /** `stop`: the one that filled; null: a liquidation. */
  readonly fills: readonly { readonly row: FillRow; readonly stop: string | null }[];
  readonly funding: readonly FundingPayment[];
}

/**
 * An account as an exchange keeps it: orders of so many units, each at a moment and a price of its own, and stops that rest between
 * them, as many as there are. Fills, fees, slippage, funding and liquidation are those of a backtest, by its code.
 */
export class VenueAccount {
  private readonly input: FedInput;
  private readonly log: EventsLog;
  /** Of the fills of this step, in their order. */
  private stopped: (string | null)[] = [];

  /** @throws InputError for settings out of range, no symbol, or one that comes twice */
  constructor(private readonly spec: VenueSpec) {
    this.input = new FedInput(spec, resolveSettings(spec));
    this.log = new EventsLog(this.input.account);
  }

  /**
   * The bars that open at one moment: funding, gaps, and what they touch on their way. Where two stops of a symbol are touched the
   * nearer one is first; a stop counts for the whole of the bar that it was placed in.
   * @throws InputError for a bar that is invalid, of an unknown symbol, or not later than the last; nothing is changed then
   */
  onBars(bars: readonly FedBar[], stops: readonly RestingStop[]): VenueEvents {
    const { input } = this;
    const { account } = input;
    const present = input.begin(input.check(bars));
    const { time } = account.cursor;
    for (const state of account.symbols) settleFunding(account, state, time);
    accrueBorrow(account, time);
    account.cursor.previousTime = time;
    this.stopped = [];
    for (const state of present) openBar(account, state);
    for (const state of present) this.walk(state, stops);
    const { fills, funding } = this.log.take();
    input.forgetThePast();
    return { fills: fills.map((row, k) => ({ row, stop: this.stopped[k] ?? null })), funding };
  }

  /** Settlements of a symbol whose bar is not there yet. @throws InputError where the instrument pays no funding */
  addFunding(symbol: string, records: readonly FundingRecord[]): void {
    this.input.addFunding(symbol, records);
  }

  /** Fills an order in the bar that is open. Null: nothing of it can be filled. Volume of that bar is not known yet: the last one's stands in. */
  fill({ symbol, change, price, time, isExact = false }: MarketOrder): FillRow | null {
    const { input, spec } = this;
    const { account } = input;
    const { cursor, draft, portfolio } = account;
    const state = input.stateOf(symbol);
    const s = state.index;
    const opened = Math.floor(time / spec.intervalMs) * spec.intervalMs;
    // Before any bar was seen: as in the one before that which is open.
    if (cursor.step < 0) input.times.set(++cursor.step, opened - spec.intervalMs);
    settleFunding(account, state, time);
    const held = portfolio.quantity[s]!;
    // What is due at the open of this bar is told with it, and paid by what was held then.
    const heldThen = state.heldBeforeTime === opened ? state.heldBefore : held;
    const order = new PendingOrder();
    order.active = true;
    order.goal = withoutDust(held + change, Math.abs(change));
    order.target = Math.sign(order.goal);
    order.eligible = -Infinity;
    portfolio.mark[s] = price;
    draft.offset = time - cursor.time;
    draft.reference = price;
    draft.equity = portfolio.equity();
    const { budget } = state;
    if (isExact) {
      // A limit is never exceeded, whatever the slippage.
      order.limit = price;
      state.budget = Infinity;
    }
    fillOrder(account, state, order, false);
    if (isExact) state.budget = budget;
    state.heldBefore = heldThen;
    state.heldBeforeTime = opened;
    return this.log.take().fills[0] ?? null;
  }

  /** Signed, base units. */
  position(symbol: string): number {
    return this.input.account.portfolio.quantity[this.input.stateOf(symbol).index]!;
  }

  /** What is owned of the quote asset, without what open positions have gained, quote units. */
  wallet(): number {
    const { portfolio, settings } = this.input.account;
    const { cash, quantity, entryPrice } = portfolio;
    const isBought = settings.instrument !== 'perp';
    return quantity.reduce((sum, held, s) => (isBought || held === 0 ? sum : sum + held * entryPrice[s]!), cash[0]!);
  }

  /** What new positions can be opened with, quote units: equity less the margin of those that are open. */
  available(): number {
    const { portfolio } = this.input.account;
    return portfolio.equity() - portfolio.margin.reduce((sum, margin) => sum + margin, 0);
  }

  private walk(state: SymbolState, stops: readonly RestingStop[]): void {
    const { account } = this.input;
    const { portfolio, cursor, settings } = account;
    const { symbol } = state.data;
    const side = Math.sign(portfolio.quantity[state.index]!);
    const near = stops.filter((stop) => stop.symbol === symbol).sort((a, b) => side * (b.price - a.price));
    let room = state.budget;
    for (const stop of side === 0 || near.length === 0 ? [null] : near) {
      state.clearBrackets();
      const most = stop === null ? room : Math.min(room, stop.quantity);
      if (stop !== null) state.stop = stop.price;
      state.budget = most;
      const told = portfolio.fills.length;
      afterOpen(account, [state], cursor.time);
      if (stop !== null) room -= most - state.budget;
      // What a stop leaves is the business of whoever gave it.
      state.forced.active = false;
      for (let row = told; row < portfolio.fills.length; row++)
        this.stopped.push(portfolio.fills.row(row).reason === 'liquidation' ? null : (stop?.id ?? null));
      if (portfolio.fills.length === told) break;
    }
    state.clearBrackets();
    state.budget = settings.maxParticipation === Infinity ? Infinity : settings.maxParticipation * state.volume;
  }
}
