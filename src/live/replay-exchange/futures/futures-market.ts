import { floorToStep } from '../../../engine/exchange-rules/filters.js';
import { toUnits } from '../decimal-text.js';
import { isOpen, remaining, signOf, type VenueOrder, type VenueTrade } from '../orders/order.js';
import { OrderList } from '../orders/order-list.js';
import { required, type Params } from '../params.js';
import { REFUSALS, VenueRefusal } from '../refusal.js';
import type { SymbolCursor } from '../tape.js';
import { slipped, type Execution, type Venue } from '../venue.js';
import { isBeyond, type RestingLevel } from '../walk.js';
import { FuturesAccount, type Position } from './futures-account.js';
import { readFuturesOrder } from './read-orders.js';

/** Orders of the USD-M market, and what their fills do to the account. */
export class FuturesMarket {
  readonly orders = new OrderList();
  readonly account: FuturesAccount;

  constructor(
    private readonly venue: Venue,
    balances: Readonly<Record<string, number>>,
  ) {
    this.account = new FuturesAccount(venue, balances);
  }

  /** Margin that open orders hold back, quote units. */
  reserved(asset: string): number {
    let sum = 0;
    for (const order of this.orders.open()) {
      if (order.reduceOnly || this.account.quoteOf(order.symbol) !== asset) continue;
      sum += this.neededMargin(order, remaining(order));
    }
    return toUnits(sum);
  }

  available = (asset: string): number => this.account.available(asset, this.reserved(asset));

  /** @throws VenueRefusal where the order breaks a rule, its id is taken, or the margin does not reach */
  place(params: Params): VenueOrder {
    const { venue, account } = this;
    const cursor = venue.cursor(required(params, 'symbol'));
    const order = readFuturesOrder(params, cursor, venue.nextId(), venue.now(), account.isHedged);
    if (this.orders.isTaken(order.clientOrderId)) throw new VenueRefusal(-4116, 'ClientOrderId is duplicated.');
    this.assertAllowed(order);
    this.enter(order, cursor, cursor.price);
    return order;
  }

  /** Takes an order in and fills it where it can be filled at once. @param at the price that trades now */
  enter(order: VenueOrder, cursor: SymbolCursor, at: number): void {
    const level = levelOf(order);
    const isReached = cursor.isTrading && level !== null && isBeyond(level, at);
    if (isReached && order.timeInForce === 'GTX') {
      throw new VenueRefusal(
        -5022,
        'Due to the order could not be executed as maker, the Post Only order will be rejected. The order will not be recorded in the order history.',
      );
    }
    this.orders.add(order);
    this.tell(order, 'NEW', null);
    if (isReached || (order.type === 'MARKET' && cursor.isTrading)) this.fill(order, cursor, at);
    else if (order.timeInForce === 'IOC' || order.timeInForce === 'FOK') this.close(order, 'EXPIRED');
    order.isResting = true;
  }

  cancel(order: VenueOrder): void {
    if (!isOpen(order)) throw REFUSALS.unknownOrder();
    this.close(order, 'CANCELED');
  }

  levels(symbol: string): RestingLevel<VenueOrder>[] {
    return this.orders.open(symbol).flatMap((order) => levelOf(order) ?? []);
  }

  meet(order: VenueOrder, price: number): void {
    this.fill(order, this.venue.cursor(order.symbol), price);
  }

  fillWaiting(cursor: SymbolCursor): void {
    for (const order of this.orders.open(cursor.tape.symbol))
      if (order.type === 'MARKET') this.fill(order, cursor, cursor.price);
  }

  /** Closes a whole position at a price, as a fill of an order that the account did not give. */
  closeByForce(position: Position, price: number, clientOrderId: string, fee: number | null): void {
    const cursor = this.venue.cursor(position.symbol);
    const now = this.venue.now();
    const orderId = this.venue.nextId();
    const order: VenueOrder = {
      orderId,
      clientOrderId: `${clientOrderId}${now}`,
      symbol: position.symbol,
      side: position.amount > 0 ? 'SELL' : 'BUY',
      type: 'MARKET',
      timeInForce: 'GTC',
      price: NaN,
      stopPrice: NaN,
      quantity: Math.abs(position.amount),
      quoteQuantity: NaN,
      executed: 0,
      quote: 0,
      status: 'NEW',
      isTriggered: false,
      isResting: false,
      reduceOnly: position.side === 'BOTH',
      closePosition: false,
      positionSide: position.side,
      time: now,
      updateTime: now,
      trades: [],
    };
    this.orders.add(order);
    this.tell(order, 'NEW', null);
    this.book(order, cursor, price, order.quantity, fee);
  }

  private fill(order: VenueOrder, cursor: SymbolCursor, at: number): void {
    const isMaker = order.isResting && order.type === 'LIMIT';
    const price = order.type === 'LIMIT' ? at : slipped(this.venue, at, signOf(order.side));
    const { stepSize } = cursor.rules('usdm', this.venue.now());
    if (order.reduceOnly) {
      const held = this.account.position(order.symbol, order.positionSide).amount * -signOf(order.side);
      order.quantity = toUnits(order.executed + Math.min(remaining(order), Math.max(0, held)));
    }
    const share = this.venue.takePartialShare();
    const left = remaining(order);
    const quantity = toUnits(share === null ? left : floorToStep(left * share, stepSize));
    if (quantity <= 0) {
      this.close(order, 'EXPIRED');
      return;
    }
    const rate = this.venue.fees.usdm[isMaker ? 'maker' : 'taker'];
    this.book(order, cursor, price, quantity, toUnits(quantity * price * rate), isMaker);
    if (isOpen(order) && ['IOC', 'FOK'].includes(order.timeInForce)) this.close(order, 'EXPIRED');
  }

  private book(
    order: VenueOrder,
    cursor: SymbolCursor,
    price: number,
    quantity: number,
    fee: number | null,
    isMaker = false,
  ): void {
    const { venue, account } = this;
    const { symbol, positionSide } = order;
    const asset = cursor.tape.quote;
    const quote = toUnits(quantity * price);
    const commission = fee ?? toUnits(quote * venue.fees.usdm.taker);
    const id = venue.nextId();
    const position = account.position(symbol, positionSide);
    const realizedPnl = account.change(position, signOf(order.side) * quantity, price);
    account.pay(symbol, 'REALIZED_PNL', realizedPnl, asset, id);
    account.pay(symbol, 'COMMISSION', -commission, asset, id);
    const trade: VenueTrade = {
      id,
      orderId: order.orderId,
      symbol,
      side: order.side,
      positionSide,
      price,
      quantity,
      quote,
      commission,
      commissionAsset: asset,
      realizedPnl,
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
    venue.emit({ kind: 'account', market: 'usdm', reason: 'ORDER', symbols: [symbol] });
  }

  private close(order: VenueOrder, status: 'CANCELED' | 'EXPIRED'): void {
    order.status = status;
    order.updateTime = this.venue.now();
    this.tell(order, status, null);
  }

  private assertAllowed(order: VenueOrder): void {
    const { symbol, positionSide } = order;
    const closable = -signOf(order.side) * this.account.position(symbol, positionSide).amount;
    const onlyCloses = positionSide !== 'BOTH' && (positionSide === 'LONG') === (order.side === 'SELL');
    if ((order.reduceOnly && closable <= 0) || (onlyCloses && order.quantity > closable))
      throw new VenueRefusal(-2022, 'ReduceOnly Order is rejected.');
    if (order.reduceOnly || onlyCloses) return;
    const needed = this.neededMargin(order, Math.max(0, order.quantity - Math.max(0, closable)));
    if (needed > this.available(this.account.quoteOf(symbol))) throw new VenueRefusal(-2019, 'Margin is insufficient.');
  }

  private neededMargin(order: VenueOrder, quantity: number): number {
    const price = Number.isNaN(order.price) ? this.venue.cursor(order.symbol).price : order.price;
    return (quantity * price) / this.account.margin(order.symbol).leverage;
  }

  private tell(order: VenueOrder, execution: Execution, trade: VenueTrade | null): void {
    this.venue.emit({ kind: 'order', market: 'usdm', order, status: order.status, execution, trade });
  }
}

function levelOf(order: VenueOrder): RestingLevel<VenueOrder> | null {
  if (order.type !== 'LIMIT') return null;
  return { item: order, direction: order.side === 'BUY' ? -1 : 1, price: order.price, isLimit: true, rank: 2 };
}
