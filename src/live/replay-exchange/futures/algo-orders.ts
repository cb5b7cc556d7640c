import { required, wholeOr, type Params } from '../params.js';
import { REFUSALS, VenueRefusal } from '../refusal.js';
import { isOpen, type VenueOrder } from '../orders/order.js';
import type { Venue } from '../venue.js';
import { isBeyond, type RestingLevel } from '../walk.js';
import { trail, triggerOf, type AlgoOrder, type AlgoStatus } from './algo-order.js';
import type { FuturesMarket } from './futures-market.js';
import { readAlgoOrder } from './read-orders.js';

/** Conditional orders: they wait here, and become orders of the market when price reaches them. */
export class AlgoOrders {
  readonly all: AlgoOrder[] = [];

  constructor(
    private readonly venue: Venue,
    private readonly market: FuturesMarket,
  ) {}

  open(symbol?: string): AlgoOrder[] {
    return this.all.filter((algo) => algo.status === 'NEW' && (symbol === undefined || algo.symbol === symbol));
  }

  /** @throws VenueRefusal −2021 where it would act at once, −4116 where its id is taken, and as `readAlgoOrder` */
  place(params: Params): AlgoOrder {
    const { venue } = this;
    const cursor = venue.cursor(required(params, 'symbol'));
    const algo = readAlgoOrder(params, cursor, venue.nextId(), venue.now(), this.market.account.isHedged);
    if (this.open().some(({ clientAlgoId }) => clientAlgoId === algo.clientAlgoId))
      throw new VenueRefusal(-4116, 'ClientOrderId is duplicated.');
    const level = levelOf(algo);
    if (level !== null && isBeyond(level, cursor.price))
      throw new VenueRefusal(-2021, 'Order would immediately trigger.');
    this.all.push(algo);
    this.tell(algo);
    return algo;
  }

  /** @throws VenueRefusal −1102 where the request names none, `absent` where there is none of that id */
  named(params: Params, absent: () => Error): AlgoOrder {
    const id = wholeOr(params, 'algoId', null);
    const clientId = params.clientAlgoId;
    if (id === null && (clientId === undefined || clientId === '')) throw REFUSALS.missing('algoId');
    const found = this.all.findLast((algo) => (id === null ? algo.clientAlgoId === clientId : algo.algoId === id));
    if (found === undefined) throw absent();
    return found;
  }

  cancel(algo: AlgoOrder): void {
    if (algo.status !== 'NEW') throw REFUSALS.unknownOrder();
    this.become(algo, 'CANCELED');
  }

  levels(symbol: string): RestingLevel<AlgoOrder>[] {
    return this.open(symbol).flatMap((algo) => levelOf(algo) ?? []);
  }

  /** Price has reached the order: it becomes one of the market, or ends where nothing is left to close. */
  meet(algo: AlgoOrder, price: number): void {
    const { venue, market } = this;
    const position = market.account.position(algo.symbol, algo.positionSide);
    const closable = (algo.side === 'SELL' ? 1 : -1) * position.amount;
    algo.triggerTime = venue.now();
    if ((algo.closePosition || algo.reduceOnly) && closable <= 0) {
      this.become(algo, 'EXPIRED');
      return;
    }
    const order = this.orderOf(algo, algo.closePosition ? closable : algo.quantity);
    algo.actualOrderId = order.orderId;
    this.become(algo, 'TRIGGERED');
    market.enter(order, venue.cursor(algo.symbol), price);
    this.finish();
  }

  /** Triggered ones whose order has ended are finished. */
  finish(): void {
    for (const algo of this.all) {
      if (algo.status !== 'TRIGGERED') continue;
      const order = this.market.orders.all.findLast(({ orderId }) => orderId === algo.actualOrderId);
      if (order === undefined || isOpen(order)) continue;
      algo.actualPrice = order.executed > 0 ? order.quote / order.executed : 0;
      this.become(algo, 'FINISHED');
    }
  }

  /** Takes a finished bar into the trailing orders of a symbol. */
  trail(symbol: string, high: number, low: number): void {
    for (const algo of this.open(symbol)) trail(algo, high, low);
  }

  /** Filters of `allAlgoOrders`. */
  page(params: Params): AlgoOrder[] {
    const symbol = required(params, 'symbol');
    const from = wholeOr(params, 'algoId', 0);
    const start = wholeOr(params, 'startTime', 0);
    const end = wholeOr(params, 'endTime', Infinity);
    const limit = Math.min(wholeOr(params, 'limit', 500), 1000);
    return this.all
      .filter((algo) => algo.symbol === symbol && algo.algoId >= from && algo.time >= start && algo.time <= end)
      .slice(-limit);
  }

  private orderOf(algo: AlgoOrder, quantity: number): VenueOrder {
    const now = this.venue.now();
    return {
      orderId: this.venue.nextId(),
      clientOrderId: algo.clientAlgoId,
      symbol: algo.symbol,
      side: algo.side,
      type: Number.isNaN(algo.price) ? 'MARKET' : 'LIMIT',
      timeInForce: algo.timeInForce === 'GTX' ? 'GTC' : algo.timeInForce,
      price: algo.price,
      stopPrice: algo.triggerPrice,
      quantity,
      quoteQuantity: NaN,
      executed: 0,
      quote: 0,
      status: 'NEW',
      isTriggered: true,
      isResting: false,
      reduceOnly: algo.reduceOnly || algo.closePosition,
      closePosition: algo.closePosition,
      positionSide: algo.positionSide,
      time: now,
      updateTime: now,
      trades: [],
    };
  }

  private become(algo: AlgoOrder, status: AlgoStatus): void {
    algo.status = status;
    algo.updateTime = this.venue.now();
    this.tell(algo);
  }

  private tell(algo: AlgoOrder): void {
    this.venue.emit({ kind: 'algo', algo, status: algo.status });
  }
}

function levelOf(algo: AlgoOrder): RestingLevel<AlgoOrder> | null {
  const trigger = triggerOf(algo);
  return trigger === null ? null : { item: algo, ...trigger, isLimit: false, rank: isProtective(algo) ? 0 : 2 };
}

/** Stops come before limits where both are met at one price. */
const isProtective = ({ type }: AlgoOrder): boolean => type.startsWith('STOP') || type.startsWith('TRAILING');
