import type { Broker, MarketRules, OrderIntent } from '../../core/ports/broker.js';
import { floorToStep, roundToTick } from '../../engine/exchange-rules/filters.js';
import { clientOrderId, type OrderPurpose } from './client-id.js';
import type { OrderDesk, PlaceOutcome } from './order-desk.js';
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
    const rules = await this.broker.rules(symbol);
    const held = this.held(symbol, rules);
    const wanted = Math.sign(target.quantity) * floorToStep(Math.abs(target.quantity), rules.step);
    const leaves = held !== 0 && wanted * held <= 0;
    if (leaves || Math.abs(wanted) < Math.abs(held)) {
      const less = leaves ? Math.abs(held) : Math.abs(held) - Math.abs(wanted);
      const left = await this.leave(target, rules, Math.sign(held) * less);
      if (left.code !== 'reached') return left;
    }
    const now = this.held(symbol, rules);
    const grows = Math.abs(wanted) - Math.abs(now) >= rules.step / 2 && wanted * now >= 0 && wanted !== 0;
    if (grows) {
      const entered = await this.enter(target, rules, wanted - now);
      if (entered.code !== 'reached' && this.held(symbol, rules) === 0) return entered;
      const stopped = await this.keepStop(target);
      return entered.code === 'reached' ? stopped : entered;
    }
    return this.keepStop(target);
  }

  /** One stop of the whole position at its level, whatever was there; none where nothing is held. */
  async keepStop({
    symbol,
    stop,
    decidedAt,
  }: Pick<PositionTarget, 'symbol' | 'stop' | 'decidedAt'>): Promise<TargetOutcome> {
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
      if (outcome.code === 'accepted') return this.takeBack(there);
      if (outcome.code === 'in_flight') return inDoubt(outcome);
      // What cannot have its stop is not held: price is beyond it, or the exchange takes none.
      if (outcome.code === 'refused' && outcome.reason !== 'busy') break;
    }
    return this.leave({ symbol, decidedAt }, rules, held);
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
      const stays = this.unfinished(symbol, outcome);
      if (stays !== null) return stays;
      if (outcome.code === 'refused' && outcome.reason !== 'busy') return outcome;
      // On a spot market nothing keeps a second sale from being one too many.
      if (outcome.code === 'lost' && this.broker.market === 'spot') return lost();
    }
    const rest = Math.abs(this.held(symbol, rules)) - end;
    if (rest >= rules.step / 2) return { code: 'in_doubt', message: `${rest} of ${symbol} could not be closed` };
    // The stop of what is closed goes with it.
    return end < rules.step / 2 ? this.takeBack(this.desk.own.stops(symbol)) : { code: 'reached' };
  }

  private async enter(
    { symbol, decidedAt }: PositionTarget,
    rules: MarketRules,
    amount: number,
  ): Promise<TargetOutcome> {
    const quantity = floorToStep(Math.abs(amount), rules.step);
    const small = await this.tooSmall(rules, quantity, true);
    if (small !== null) return small;
    const intent: OrderIntent = {
      ...this.nextId(symbol, 'e', decidedAt),
      symbol,
      kind: 'market',
      side: amount > 0 ? 'buy' : 'sell',
      quantity,
      reduce_only: false,
      stop_price: null,
    };
    const outcome = await this.desk.place(intent);
    if (outcome.code === 'refused') return outcome;
    // A second one could be one too many: the next decision looks at what is held then.
    if (outcome.code === 'lost') return lost();
    return this.unfinished(symbol, outcome) ?? { code: 'reached' };
  }

  /** Takes back what is left of an order that did not fill at once, so that nothing of it comes later unforeseen. */
  private unfinished(symbol: string, outcome: PlaceOutcome): TargetOutcome | null {
    if (outcome.code === 'in_flight') return inDoubt(outcome);
    const open = this.desk.own.pending(symbol).find(({ intent }) => intent.kind === 'market');
    return open === undefined
      ? null
      : { code: 'in_doubt', message: `order ${open.intent.client_id} is not filled yet` };
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
