import type { BrokerFill, CashFlow, OrderIntent } from '../../core/ports/broker.js';
import type { OrderBook } from '../../core/order-book.js';
import { VenueAccount, type RestingStop, type VenueSpec } from '../../engine/account/fed/venue-account.js';
import type { FillRow } from '../../engine/account/logs/fill-log.js';
import type { Moment } from '../../engine/hosted/moments.js';
import { LeftDepth, type BookFill } from './left-depth.js';
import type { PaperOrder, PaperTaken } from './paper-order.js';

/** Base units below which an order is filled whole: sums of steps round. */
const WHOLE = 1e-9;

/**
 * The books of a paper account: orders, what filled of them, and money that came and went. It is told what happens and decides
 * nothing; the same calls in the same order make the same books.
 */
export class PaperAccount {
  private readonly account: VenueAccount;
  private readonly intervalMs: number;
  private readonly orders = new Map<string, PaperOrder>();
  /** Those that rest: looked through at every bar, while the others only grow in number. */
  private readonly active = new Set<PaperOrder>();
  private readonly forced: BrokerFill[] = [];
  private readonly flows: CashFlow[] = [];
  private readonly depth: LeftDepth;
  private lastTime = -Infinity;

  /** @param quote what everything is paid in */
  constructor(
    spec: VenueSpec,
    private readonly quote: string,
  ) {
    this.account = new VenueAccount(spec);
    this.intervalMs = spec.intervalMs;
    this.depth = new LeftDepth((symbol) => stepOf(spec, symbol));
  }

  /** Open time of the last bars, UTC ms; −Infinity: none were seen. */
  get time(): number {
    return this.lastTime;
  }

  order(clientId: string): PaperOrder | undefined {
    return this.orders.get(clientId);
  }

  open(symbol: string): PaperOrder[] {
    return [...this.active].filter(({ intent }) => intent.symbol === symbol);
  }

  position(symbol: string): number {
    return this.account.position(symbol);
  }

  wallet(): number {
    return this.account.wallet();
  }

  available(): number {
    return this.account.available();
  }

  forcedFills(symbol: string, since: number): BrokerFill[] {
    return this.forced.filter((fill) => fill.symbol === symbol && fill.time >= since);
  }

  cashFlows(since: number): CashFlow[] {
    return this.flows.filter(({ time }) => time >= since);
  }

  /** The money that is there at the beginning came from outside. */
  deposit(amount: number, time: number): void {
    this.flows.push({ id: 'deposit', kind: 'transfer', symbol: null, time, amount, asset: this.quote });
  }

  /** What an order at the market would fill by a book; null: nothing is left there. */
  fillBy(book: OrderBook, intent: OrderIntent): BookFill | null {
    return this.depth.walk(book, { ...intent, quantity: this.amountOf(intent) });
  }

  /**
   * Takes an order in: one at the market fills now, as far as it can, and a stop rests.
   * @param book what it fills by; null: by its price, with slippage
   */
  take(intent: OrderIntent, taken: PaperTaken, book: OrderBook | null = null): PaperOrder {
    const order: PaperOrder = { intent, status: 'open', filled: 0, fills: [], taken };
    this.orders.set(intent.client_id, order);
    if (intent.kind === 'stop') {
      this.active.add(order);
      return order;
    }
    const { symbol, side } = intent;
    const amount = this.amountOf(intent);
    const row =
      book === null
        ? this.account.fill({ symbol, change: side === 'buy' ? amount : -amount, ...taken })
        : this.fillExactly(intent, taken.time, this.fillBy(book, intent));
    if (row !== null) this.book(order, row, row.time);
    order.status = amount - order.filled < WHOLE ? 'filled' : 'ended';
    return order;
  }

  private fillExactly({ symbol, side }: OrderIntent, time: number, fill: BookFill | null): FillRow | null {
    if (fill === null) return null;
    this.depth.take(fill);
    const change = side === 'buy' ? fill.quantity : -fill.quantity;
    return this.account.fill({ symbol, change, price: fill.price, time, isExact: true });
  }

  /** It closes what is held, and nothing beyond. */
  private amountOf({ symbol, quantity, reduce_only }: OrderIntent): number {
    return reduce_only ? Math.min(quantity, Math.abs(this.position(symbol))) : quantity;
  }

  /** @returns false where it is not open */
  takeBack(clientId: string): boolean {
    const order = this.orders.get(clientId);
    if (order?.status !== 'open') return false;
    this.end(order, 'ended');
    return true;
  }

  /** Lets the bars of one moment run, after those that ran before. */
  run({ time, bars, early }: Moment): void {
    this.lastTime = time;
    this.depth.renew();
    for (const { symbol, funding } of early) if (funding.length > 0) this.account.addFunding(symbol, funding);
    const fed = bars.map(({ symbol, openTime, open, high, low, close, volume, funding: settled }) => ({
      ...{ symbol, openTime, open, high, low, close, volume },
      funding: settled,
    }));
    const { fills, funding } = this.account.onBars(fed, this.resting(time + this.intervalMs));
    for (const { row, stop } of fills) {
      if (stop === null) this.liquidated(row);
      else this.stopped(this.orders.get(stop)!, row);
    }
    for (const { symbol, time: due, amount } of funding) {
      const id = `funding-${symbol}-${due}`;
      this.flows.push({ id, kind: 'funding', symbol, time: due, amount: -amount, asset: this.quote });
    }
  }

  /** Stops that were there before a moment, UTC ms. */
  private resting(before: number): RestingStop[] {
    return [...this.active].flatMap(({ intent, filled, taken }) => {
      const { client_id: id, symbol, side, quantity, stop_price: price } = intent;
      const held = this.position(symbol);
      const closes = side === 'sell' ? held > 0 : held < 0;
      return closes && taken.time < before ? [{ id, symbol, price: price!, quantity: quantity - filled }] : [];
    });
  }

  private stopped(order: PaperOrder, row: FillRow): void {
    // The engine puts it at the open of its bar; it was placed later.
    this.book(order, row, Math.max(row.time, order.taken.time));
    const isDone = order.intent.quantity - order.filled < WHOLE || this.position(row.symbol) === 0;
    if (isDone) this.end(order, 'filled');
  }

  /** The exchange closes the position itself, and takes back what was to close it. */
  private liquidated(row: FillRow): void {
    this.forced.push(this.fillOf(row, `liquidation-${row.symbol}-${row.time}`, row.time));
    for (const order of this.open(row.symbol)) this.end(order, 'ended');
  }

  private end(order: PaperOrder, status: 'ended' | 'filled'): void {
    order.status = status;
    this.active.delete(order);
  }

  private book(order: PaperOrder, row: FillRow, time: number): void {
    order.filled += Math.abs(row.quantity);
    order.fills.push(this.fillOf(row, `${order.intent.client_id}.${order.fills.length + 1}`, time));
  }

  private fillOf({ symbol, quantity, price, fee }: FillRow, id: string, time: number): BrokerFill {
    const side = quantity > 0 ? 'buy' : 'sell';
    return { id, symbol, side, time, quantity: Math.abs(quantity), price, fee, fee_asset: this.quote };
  }
}

/** The paper broker gives each symbol the step of the exchange. */
const stepOf = ({ symbols }: VenueSpec, symbol: string): number =>
  symbols.find((each) => each.symbol === symbol)!.filters![0]!.stepSize!;
