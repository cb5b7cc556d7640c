import type { OrderStatus, VenueOrder, VenueTrade } from './orders/order.js';
import type { MarketName, SymbolCursor } from './tape.js';
import type { AlgoOrder } from './futures/algo-order.js';

export interface VenueFees {
  /** Fractions of the value of a fill. */
  readonly maker: number;
  readonly taker: number;
}

/** How an order came to its present state. */
export type Execution = 'NEW' | 'TRADE' | 'CANCELED' | 'EXPIRED';

/** What a user stream tells. */
export type UserEvent =
  | {
      readonly kind: 'order';
      readonly market: MarketName;
      readonly order: VenueOrder;
      /** The order's state when this happened: later changes do not reach back. */
      readonly status: OrderStatus;
      readonly execution: Execution;
      readonly trade: VenueTrade | null;
    }
  | { readonly kind: 'algo'; readonly algo: AlgoOrder; readonly status: string }
  | {
      readonly kind: 'account';
      readonly market: MarketName;
      readonly reason: string;
      readonly symbols: readonly string[];
    };

/** What the two markets share: the clock, the tape, ids, and who is told. */
export interface Venue {
  /** UTC ms of the replayed clock. */
  now(): number;
  /** @throws VenueRefusal −1121 */
  cursor(symbol: string): SymbolCursor;
  readonly cursors: readonly SymbolCursor[];
  nextId(): number;
  readonly fees: Readonly<Record<MarketName, VenueFees>>;
  /** Of a taker, basis points of the price. */
  readonly slippageBps: number;
  /** Share of the next fill that is done at once, where a fault asks for less than all of it; it is asked once a fill. */
  takePartialShare(): number | null;
  emit(event: UserEvent): void;
}

/** The price that a taker gets. */
export const slipped = (venue: Venue, price: number, direction: 1 | -1): number =>
  venue.slippageBps === 0 ? price : price * (1 + (direction * venue.slippageBps) / 10_000);
