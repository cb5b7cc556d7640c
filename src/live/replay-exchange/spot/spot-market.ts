import { floorToStep } from '../../../engine/exchange-rules/filters.js';
import { toUnits } from '../decimal-text.js';
import { isOpen, remaining, signOf, type VenueOrder, type VenueTrade } from '../orders/order.js';
import { OrderList } from '../orders/order-list.js';
import { required, type Params } from '../params.js';
import { REFUSALS, VenueRefusal } from '../refusal.js';
import type { SymbolCursor } from '../tape.js';
import { slipped, type Execution, type Venue } from '../venue.js';
import { isBeyond, type RestingLevel } from '../walk.js';
import { isConditional, isSpotLimit, readSpotOrder } from './spot-order.js';

/** The spot market's account and its orders. */
export class SpotMarket {
  readonly orders = new OrderList();
  /** Asset to what is owned of it, locked amounts included. */
  readonly balances = new Map<string, number>();

  constructor(
    private readonly venue: Venue,
    balances: Readonly<Record<string, number>>,
  ) {
    for (const { tape } of venue.cursors) for (const asset of [tape.asset, tape.quote]) this.balances.set(asset, 0);
    for (const [asset, amount] of Object.entries(balances)) this.balances.set(asset, amount);
  }

  /** What open orders hold of an asset. */
  locked(asset: string): number {
    let sum = 0;
    for (const order of this.orders.open()) {
      const { tape, price } = this.venue.cursor(order.symbol);
      if (order.side === 'SELL' && tape.asset === asset) sum += remaining(order) || 0;
      if (order.side === 'BUY' && tape.quote === asset) sum += this.cost(order, price);
    }
    return toUnits(sum);
  }

  free = (asset: string): number => toUnits((this.balances.get(asset) ?? 0) - this.locked(asset));

  /** @throws VenueRefusal where the order breaks a rule, its id is taken, or the balance does not reach */
  place(params: Params): VenueOrder {
    const cursor = this.venue.cursor(required(params, 'symbol'));
    const order = readSpotOrder(params, cursor, this.venue.nextId(), this.venue.now());
    if (this.orders.isTaken(order.clientOrderId)) throw new VenueRefusal(-2010, 'Duplicate order sent.');
    this.assertAffordable(order, cursor);
    const level = this.levelOf(order);
    const isReached = cursor.isTrading && level !== null && isBeyond(level, cursor.price);
    if (isReached && isConditional(order.type)) throw new VenueRefusal(-2010, 'Stop price would trigger immediately.');
    if (isReached && order.type === 'LIMIT_MAKER')
      throw new VenueRefusal(-2010, 'Order would immediately match and take.');
    this.orders.add(order);
    this.tell(order, 'NEW', null);
    if (isReached || (order.type === 'MARKET' && cursor.isTrading)) this.fill(order, cursor, cursor.price);
    else if (order.timeInForce !== 'GTC') this.close(order, 'EXPIRED');
    order.isResting = true;
    return order;
  }

  cancel(order: VenueOrder): void {
    if (!isOpen(order)) throw REFUSALS.unknownOrder();
    this.close(order, 'CANCELED');
  }

  /** Where the open orders of a symbol act. */
  levels(symbol: string): RestingLevel<VenueOrder>[] {
    return this.orders.open(symbol).flatMap((order) => this.levelOf(order) ?? []);
  }

  /** Price has met an order. */
  meet(order: VenueOrder, price: number): void {
    const cursor = this.venue.cursor(order.symbol);
    if (isConditional(order.type) && !order.isTriggered) {
      order.isTriggered = true;
      order.isResting = false;
      if (isSpotLimit(order.type)) return;
    }
    this.fill(order, cursor, price);
    order.isResting = true;
  }

  /** Market orders that wait for a price: those given while nothing traded, and what a part fill left. */
  fillWaiting(cursor: SymbolCursor): void {
    for (const order of this.orders.open(cursor.tape.symbol)) {
      if (!isSpotLimit(order.type) && (order.type === 'MARKET' || order.isTriggered))
        this.fill(order, cursor, cursor.price);
    }
  }

  private levelOf(order: VenueOrder): RestingLevel<VenueOrder> | null {
    const sign = signOf(order.side);
    if (isConditional(order.type) && !order.isTriggered) {
      const direction = order.type.startsWith('STOP') ? sign : sign === 1 ? -1 : 1;
      return { item: order, direction, price: order.stopPrice, isLimit: false, rank: direction === sign ? 0 : 2 };
    }
    if (!isSpotLimit(order.type)) return null;
    return { item: order, direction: sign === 1 ? -1 : 1, price: order.price, isLimit: true, rank: 2 };
  }

  private fill(order: VenueOrder, cursor: SymbolCursor, at: number): void {
    const { venue } = this;
    const { asset, quote: quoteAsset } = cursor.tape;
    const direction = signOf(order.side);
    const isMaker = order.isResting && isSpotLimit(order.type);
    const price = isMaker || isSpotLimit(order.type) ? at : slipped(venue, at, direction);
    const { stepSize } = cursor.rules('spot', venue.now());
    if (Number.isNaN(order.quantity)) order.quantity = toUnits(floorToStep(order.quoteQuantity / price, stepSize));
    const share = venue.takePartialShare();
    const left = remaining(order);
    const quantity = toUnits(share === null ? left : floorToStep(left * share, stepSize));
    const quote = toUnits(quantity * price);
    const [give, amount] = direction === 1 ? [quoteAsset, quote] : [asset, quantity];
    if (quantity <= 0 || amount > (this.balances.get(give) ?? 0)) {
      this.close(order, 'EXPIRED');
      return;
    }
    const commissionAsset = direction === 1 ? asset : quoteAsset;
    const commission = toUnits((direction === 1 ? quantity : quote) * venue.fees.spot[isMaker ? 'maker' : 'taker']);
    this.book(asset, direction * quantity);
    this.book(quoteAsset, -direction * quote);
    this.book(commissionAsset, -commission);
    const trade: VenueTrade = {
      id: venue.nextId(),
      orderId: order.orderId,
      symbol: order.symbol,
      side: order.side,
      positionSide: 'BOTH',
      price,
      quantity,
      quote,
      commission,
      commissionAsset,
      realizedPnl: 0,
      isMaker,
      time: venue.now(),
    };
    this.orders.trades.push(trade);
    order.trades.push(trade);
    order.executed = toUnits(order.executed + quantity);
    order.quote = toUnits(order.quote + quote);
    order.updateTime = trade.time;
    order.status = remaining(order) > 0 ? 'PARTIALLY_FILLED' : 'FILLED';
    this.tell(order, 'TRADE', trade);
    if (isOpen(order) && ['IOC', 'FOK'].includes(order.timeInForce)) this.close(order, 'EXPIRED');
  }

  private book(asset: string, amount: number): void {
    this.balances.set(asset, toUnits((this.balances.get(asset) ?? 0) + amount));
  }

  private close(order: VenueOrder, status: 'CANCELED' | 'EXPIRED'): void {
    order.status = status;
    order.updateTime = this.venue.now();
    this.tell(order, status, null);
  }

  private assertAffordable(order: VenueOrder, cursor: SymbolCursor): void {
    const needed =
      order.side === 'BUY' ? this.cost(order, slipped(this.venue, cursor.price, 1)) : remaining(order) || 0;
    const asset = order.side === 'BUY' ? cursor.tape.quote : cursor.tape.asset;
    if (needed > this.free(asset))
      throw new VenueRefusal(-2010, 'Account has insufficient balance for requested action.');
  }

  /** Quote units that a purchase may still take. */
  private cost(order: VenueOrder, price: number): number {
    if (Number.isNaN(order.quantity)) return order.quoteQuantity;
    const limit = Number.isNaN(order.price) ? order.stopPrice : order.price;
    return toUnits(remaining(order) * (Number.isNaN(limit) ? price : limit));
  }

  private tell(order: VenueOrder, execution: Execution, trade: VenueTrade | null): void {
    const { status, symbol } = order;
    this.venue.emit({ kind: 'order', market: 'spot', order, status, execution, trade });
    this.venue.emit({ kind: 'account', market: 'spot', reason: execution, symbols: [symbol] });
  }
}
