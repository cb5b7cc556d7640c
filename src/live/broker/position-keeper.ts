import { isPassing, type Broker, type MarketRules, type OrderIntent } from '../../core/ports/broker.js';
import { floorToStep, roundToTick } from '../../engine/exchange-rules/filters.js';
import { clientOrderId, type OrderPurpose } from './client-id.js';
import type { OrderDesk } from './order-desk.js';
import type { OwnOrder } from './own-orders.js';

/** What a position is to become. */
export interface PositionTarget {
  readonly symbol: string;
  /** Signed, base units; what is below a step is left out. */
  readonly quantity: number;
  /** Level of the stop that is to rest at the exchange, quote units; null: none is wanted. */
  readonly stop: number | null;
  /** Open time of the bars that it was decided at, UTC ms. */
  readonly decidedAt: number;
}

export type TargetOutcome =
  | { readonly code: 'reached' }
  /** What would be needed is less than the exchange takes. */
  | { readonly code: 'too_small'; readonly message: string }
  | { readonly code: 'refused'; readonly reason: string; readonly message: string }
  /** Nothing more is sent in this symbol before it is known what became of the last order. */
  | { readonly code: 'in_doubt'; readonly message: string };

/** Tries to place a stop, or to close, that the exchange was too busy for or did not take in: neither can be too much by its nature. */
const ATTEMPTS = 3;

/**
 * Brings positions to where they are to be, and keeps a stop at the exchange under each: never a position without its stop, never
 * a stop without its position. A reversal closes first and opens after, so that no order is both.
 */
export class PositionKeeper {
  constructor(
    private readonly desk: OrderDesk,
    private readonly broker: Broker,
    /** Of the session alone, in all its ids. */
    private readonly tag: string,
    private readonly symbols: readonly string[],
  ) {}

  async reach(target: PositionTarget): Promise<TargetOutcome> {
    const { symbol } = target;
    const unsettled = await this.settle(symbol);
    if (unsettled !== null) return unsettled;
    const rules = await this.broker.rules(symbol);
    const held = this.held(symbol, rules);
    const wanted = Math.sign(target.quantity) * floorToStep(Math.abs(target.quantity), rules.step);
    const leaves = held !== 0 && wanted * held <= 0;
    if (leaves || Math.abs(wanted) < Math.abs(held)) {
      const less = leaves ? Math.abs(held) : Math.abs(held) - Math.abs(wanted);
      const left = await this.leave(target, rules, Math.sign(held) * less);
      if (left.code !== 'reached') {
        // What it has left keeps its stop, which was of more, or was taken back for the sale.
        if (target.stop !== null) await this.keepStop(target);
        return left;
      }
    }
    const now = this.held(symbol, rules);
    const grows = Math.abs(wanted) - Math.abs(now) >= rules.step / 2 && wanted * now >= 0 && wanted !== 0;
    return grows ? this.grow(target, rules, wanted - now) : this.keepStop(target);
  }

  /** What is held of a symbol without a stop that would be taken for it, base units; Infinity: an order at the market is under way. */
  async bare(symbol: string): Promise<number> {
    const { own } = this.desk;
    if (own.pending(symbol).some(({ intent }) => intent.kind === 'market')) return Infinity;
    const rules = await this.broker.rules(symbol);
    const held = this.held(symbol, rules);
    const side = held > 0 ? 'sell' : 'buy';
    const stops = own.stops(symbol).filter(({ intent, status }) => intent.side === side && status === 'open');
    const bare = Math.abs(held) - stops.reduce((sum, { intent, booked }) => sum + intent.quantity - booked, 0);
    const worth = this.broker.market === 'spot' ? bare * (own.stopLevels.get(symbol)?.stop ?? Infinity) : Infinity;
    return bare < rules.minQuantity - rules.step / 2 || worth < rules.minNotional ? 0 : Math.max(0, bare);
  }

  /** One stop of the whole position at its level, whatever was there; none where nothing is held. */
  async keepStop({
    symbol,
    stop,
    decidedAt,
  }: Pick<PositionTarget, 'symbol' | 'stop' | 'decidedAt'>): Promise<TargetOutcome> {
    const unsettled = await this.settle(symbol);
    if (unsettled !== null) return unsettled;
    const rules = await this.broker.rules(symbol);
    const held = this.held(symbol, rules);
    const quantity = floorToStep(Math.abs(held), rules.step);
    const there = this.desk.own.stops(symbol);
    if (quantity === 0 || stop === null) return this.takeBack(there);
    const level = roundToTick(stop, rules.tick);
    const side = held > 0 ? 'sell' : 'buy';
    const fits = ({ intent }: OwnOrder): boolean =>
      intent.side === side && same(intent.quantity, quantity) && same(intent.stop_price!, level);
    const good = there.find(fits);
    if (good !== undefined) return this.takeBack(there.filter((each) => each !== good));
    // A holding can be promised to one order only; a position can have both for a moment, which is never one too few.
    if (this.broker.market === 'spot') {
      const freed = await this.takeBack(there);
      if (freed.code !== 'reached') return freed;
    }
    let why = '';
    for (let tries = 0; tries < ATTEMPTS; tries++) {
      const id = this.nextId(symbol, 's', this.openedAt(symbol) ?? decidedAt);
      const outcome = await this.desk.place({
        ...id,
        symbol,
        kind: 'stop',
        side,
        quantity,
        reduce_only: true,
        stop_price: level,
      });
      if (outcome.code === 'in_flight') return inDoubt(outcome);
      // One that was taken in and ended at once, as a rejected conditional order is, holds nothing.
      const { status, booked } = this.desk.own.known(id.client_id);
      if (outcome.code === 'accepted' && (status !== 'done' || booked > 0)) return this.takeBack(there);
      why = outcome.code === 'refused' ? outcome.message : `the stop ${id.client_id} is not there`;
      // What cannot have its stop is not held: price is beyond it, or the exchange takes none.
      if (outcome.code === 'refused' && !isPassing(outcome.reason)) break;
    }
    const left = await this.leave({ symbol, decidedAt }, rules, held);
    const message = `it could not have its stop at ${level}, and was closed: ${why}`;
    return left.code === 'reached' ? { code: 'refused', reason: 'stop', message } : left;
  }

  private held(symbol: string, { step }: MarketRules): number {
    const held = this.desk.own.held(symbol);
    return Math.sign(held) * floorToStep(Math.abs(held), step);
  }

  /** Sells what is long, or buys what is short, by so much. */
  private async leave(
    target: Pick<PositionTarget, 'symbol' | 'decidedAt'>,
    rules: MarketRules,
    amount: number,
  ): Promise<TargetOutcome> {
    const { symbol, decidedAt } = target;
    if (this.broker.market === 'spot') {
      // What a stop holds cannot be sold.
      const freed = await this.takeBack(this.desk.own.stops(symbol));
      if (freed.code !== 'reached') return freed;
    }
    const end = Math.abs(this.held(symbol, rules)) - Math.abs(amount);
    let why: string | null = null;
    for (let tries = 0; tries < ATTEMPTS; tries++) {
      const left = Math.abs(this.held(symbol, rules)) - end;
      if (left < rules.step / 2) break;
      const quantity = floorToStep(left, rules.step);
      const small = await this.tooSmall(rules, quantity, this.broker.market === 'spot');
      if (small !== null) return small;
      const outcome = await this.desk.place({
        ...this.nextId(symbol, 'x', decidedAt),
        symbol,
        kind: 'market',
        side: amount > 0 ? 'sell' : 'buy',
        quantity,
        reduce_only: true,
        stop_price: null,
      });
      const unsettled = await this.settle(symbol);
      if (unsettled !== null) return unsettled;
      if (outcome.code === 'refused' && !isPassing(outcome.reason)) return outcome;
      why = outcome.code === 'refused' ? outcome.message : null;
      // On a spot market nothing keeps a second sale from being one too many.
      if (outcome.code === 'lost' && this.broker.market === 'spot') return lost();
    }
    const rest = Math.abs(this.held(symbol, rules)) - end;
    if (rest >= rules.step / 2) {
      const message = `${rest} of ${symbol} could not be closed`;
      return { code: 'in_doubt', message: why === null ? message : `${rest} of ${symbol} could not be closed: ${why}` };
    }
    // The stop of what is closed goes with it.
    return end < rules.step / 2 ? this.takeBack(this.desk.own.stops(symbol)) : { code: 'reached' };
  }

  /** Buys, or sells short, so much more; what fills of it has its stop before the rest is tried again. */
  private async grow(target: PositionTarget, rules: MarketRules, amount: number): Promise<TargetOutcome> {
    const { symbol } = target;
    let rest = Math.abs(amount);
    for (let tries = 1; ; tries++) {
      const { outcome, filled } = await this.enter(target, rules, Math.sign(amount) * rest);
      rest -= filled;
      if (outcome.code !== 'reached' && this.held(symbol, rules) === 0) return outcome;
      const stopped = await this.keepStop(target);
      if (stopped.code !== 'reached') return stopped;
      if (outcome.code === 'too_small' && tries > 1) return stopped;
      if (outcome.code !== 'reached') return outcome;
      if (rest < rules.step / 2) return stopped;
      if (tries === ATTEMPTS) return inDoubt({ message: `${rest} of ${symbol} could not be had` });
    }
  }

  private async enter(
    { symbol, decidedAt }: PositionTarget,
    rules: MarketRules,
    amount: number,
  ): Promise<{ readonly outcome: TargetOutcome; readonly filled: number }> {
    const quantity = floorToStep(Math.abs(amount), rules.step);
    const small = await this.tooSmall(rules, quantity, true);
    if (small !== null) return { outcome: small, filled: 0 };
    const intent: OrderIntent = {
      ...this.nextId(symbol, 'e', decidedAt),
      symbol,
      kind: 'market',
      side: amount > 0 ? 'buy' : 'sell',
      quantity,
      reduce_only: false,
      stop_price: null,
    };
    const placed = await this.desk.place(intent);
    if (placed.code === 'refused') return { outcome: placed, filled: 0 };
    // A second one could be one too many: the next decision looks at what is held then.
    if (placed.code === 'lost') return { outcome: lost(), filled: 0 };
    const outcome = (await this.settle(symbol)) ?? { code: 'reached' };
    return { outcome, filled: this.desk.own.known(intent.client_id).booked };
  }

  /** Takes back what is left of an order that did not fill at once, so that nothing of it comes later unforeseen; null: none is under way. */
  private async settle(symbol: string): Promise<TargetOutcome | null> {
    for (const order of this.desk.own.pending(symbol)) {
      if (order.intent.kind !== 'market') continue;
      if (order.status === 'sent' || !(await this.desk.cancel(order)))
        return inDoubt({ message: `what became of order ${order.intent.client_id} is not known yet` });
    }
    return null;
  }

  private async takeBack(orders: readonly OwnOrder[]): Promise<TargetOutcome> {
    for (const order of orders) {
      if (order.status === 'open' && !(await this.desk.cancel(order)))
        return { code: 'in_doubt', message: `the stop ${order.intent.client_id} could not be taken back` };
    }
    return { code: 'reached' };
  }

  private async tooSmall(rules: MarketRules, quantity: number, hasLeastValue: boolean): Promise<TargetOutcome | null> {
    const { symbol, minQuantity, minNotional } = rules;
    const value = hasLeastValue && minNotional > 0 ? quantity * (await this.broker.price(symbol)) : Infinity;
    if (quantity >= minQuantity && value >= minNotional) return null;
    return {
      code: 'too_small',
      message: `${quantity} of ${symbol} is below the least that the exchange takes (${minQuantity}, worth ${minNotional})`,
    };
  }

  /** When the position that is held was decided, by the last entry that filled; null: it was taken over. */
  private openedAt(symbol: string): number | null {
    const entries = this.desk.own.all(symbol).filter(({ intent, booked }) => booked > 0 && purposeOf(intent) === 'e');
    const last = entries.at(-1);
    return last === undefined ? null : parseInt(last.intent.client_id.split('-')[2]!, 36);
  }

  private nextId(symbol: string, purpose: OrderPurpose, decidedAt: number): Pick<OrderIntent, 'client_id' | 'attempt'> {
    for (let attempt = 1; ; attempt++) {
      const symbolIndex = this.symbols.indexOf(symbol);
      const client_id = clientOrderId({ tag: this.tag, decidedAt, symbolIndex, purpose, attempt });
      if (this.desk.own.get(client_id) === undefined) return { client_id, attempt };
    }
  }
}

const purposeOf = ({ client_id }: OrderIntent): string => /^\d+([xes])/.exec(client_id.split('-')[3] ?? '')?.[1] ?? '';
const same = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));
const inDoubt = ({ message }: { readonly message: string }): TargetOutcome => ({ code: 'in_doubt', message });
const lost = (): TargetOutcome => ({ code: 'in_doubt', message: 'the exchange did not take the order in' });
