import type { Params } from '../params.js';
import { wholeOr } from '../params.js';
import { REFUSALS } from '../refusal.js';
import { isOpen, type VenueOrder, type VenueTrade } from './order.js';

/** Every order of one market, oldest first, and their fills. */
export class OrderList {
  readonly all: VenueOrder[] = [];
  readonly trades: VenueTrade[] = [];
  private readonly byId = new Map<number, VenueOrder>();
  private readonly maybeOpen = new Set<VenueOrder>();

  add(order: VenueOrder): void {
    this.all.push(order);
    this.byId.set(order.orderId, order);
    this.maybeOpen.add(order);
  }

  /** Open orders, oldest first, of one symbol or of all. */
  open(symbol?: string): VenueOrder[] {
    for (const order of this.maybeOpen) if (!isOpen(order)) this.maybeOpen.delete(order);
    return [...this.maybeOpen].filter((order) => symbol === undefined || order.symbol === symbol);
  }

  /** An id is taken while an order of that id is open, as on Binance; afterwards it may be used again. */
  isTaken(clientOrderId: string): boolean {
    return this.open().some((order) => order.clientOrderId === clientOrderId);
  }

  /**
   * The order that a request names by `orderId`, else by `origClientOrderId` (the newest of that id).
   * @throws VenueRefusal −1102 where it names none, `absent` where there is no such order
   */
  named(params: Params, symbol: string, absent: () => Error): VenueOrder {
    const id = wholeOr(params, 'orderId', null);
    const clientId = params.origClientOrderId;
    if (id === null && (clientId === undefined || clientId === '')) throw REFUSALS.missing('orderId');
    const found = id === null ? this.all.findLast((order) => order.clientOrderId === clientId) : this.byId.get(id);
    if (found?.symbol !== symbol) throw absent();
    return found;
  }

  /** Orders of a symbol, as `allOrders` pages through them. */
  page(params: Params, symbol: string): VenueOrder[] {
    const from = wholeOr(params, 'orderId', 0);
    return withinTimes(
      this.all.filter((order) => order.symbol === symbol && order.orderId >= from),
      params,
      params.orderId !== undefined,
    );
  }

  /** Fills, as `myTrades` and `userTrades` page through them. */
  tradePage(params: Params, symbol: string | undefined): VenueTrade[] {
    const from = wholeOr(params, 'fromId', 0);
    const order = wholeOr(params, 'orderId', null);
    const rows = this.trades.filter(
      (trade) =>
        (symbol === undefined || trade.symbol === symbol) &&
        trade.id >= from &&
        (order === null || trade.orderId === order),
    );
    return withinTimes(rows, params, params.fromId !== undefined);
  }
}

/** Rows within `startTime` and `endTime`, both included, at most `limit` (500): the first of them from an id on, else the newest. */
export function withinTimes<T extends { readonly time: number }>(
  rows: readonly T[],
  params: Params,
  fromStart: boolean,
): T[] {
  const start = wholeOr(params, 'startTime', 0);
  const end = wholeOr(params, 'endTime', Infinity);
  const limit = Math.min(wholeOr(params, 'limit', 500), 1000);
  const within = rows.filter(({ time }) => time >= start && time <= end);
  return fromStart || params.startTime !== undefined ? within.slice(0, limit) : within.slice(-limit);
}
