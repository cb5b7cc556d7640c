import type { JsonValue } from '../json-value.js';
import type { OrderBook } from '../order-book.js';

/** `stop`: rests at the exchange and becomes a market order when price touches `stop_price`. */
export type BrokerOrderKind = 'market' | 'stop';

/** One order before it is sent, whole: what a journal keeps of it. */
export interface OrderIntent {
  /** Ours, derived from what the order is for, and used once. At most 36 of `A-Z a-z 0-9 . : / _ -`. */
  readonly client_id: string;
  /** 1, 2 …: each is an order of its own with an id of its own. */
  readonly attempt: number;
  /** E.g. `BTCUSDT`. */
  readonly symbol: string;
  readonly kind: BrokerOrderKind;
  readonly side: 'buy' | 'sell';
  /** Base units, above 0, on the step of the market. */
  readonly quantity: number;
  /** It can only shrink a position; of no meaning where there are none, on a spot market. */
  readonly reduce_only: boolean;
  /** Null for a market order. */
  readonly stop_price: number | null;
}

/** How an order of ours is named in a question. */
export type OrderRef = Pick<OrderIntent, 'client_id' | 'symbol' | 'kind'>;

/** How far an order has come, as the exchange tells it. */
export interface OrderState {
  /** `ended`: cancelled, expired or refused after a part of it, or nothing, was filled. */
  readonly status: 'open' | 'filled' | 'ended';
  /** Base units. */
  readonly filled: number;
  /** The exchange's number of the order whose fills these are; null while a stop waits. */
  readonly order_id: string | null;
  /** The reply as it came. */
  readonly raw: JsonValue;
}

/** What came of sending. Only the exchange's own words refuse an order: everything else that is no acceptance leaves it in flight. */
export type SubmitOutcome =
  | { readonly code: 'accepted'; readonly state: OrderState }
  | { readonly code: 'refused'; readonly reason: BrokerRefusal; readonly message: string }
  /** It may be at the exchange, and filled: a time-out, 5xx, an answer that cannot be read, an id that is there already. */
  | { readonly code: 'unknown'; readonly message: string };

/** `busy`: asked too often, nothing was done. `rights`: the key may not. `other`: what the message says. */
export type BrokerRefusal =
  'busy' | 'rights' | 'funds' | 'rules' | 'position_mode' | 'reduce_only' | BookFault | 'other';

/** Why an account on paper that fills by the order book does not fill: there is no book now that anything could be filled by. */
export type BookFault = 'book_unreadable' | 'book_empty' | 'book_crossed' | 'book_stale';

/** Whether what was refused may be taken in when it is asked for again, since nothing is wrong with the order itself. */
export const isPassing = (reason: string): boolean => reason === 'busy' || reason.startsWith('book_');

export type CancelOutcome =
  | { readonly code: 'cancelled' }
  /** The exchange has no open order of that id: it is filled, ended, or was never there. */
  | { readonly code: 'not_open'; readonly message: string }
  | { readonly code: 'unknown'; readonly message: string };

/** The answer to a question about one order. */
export type OrderLook =
  | { readonly code: 'found'; readonly state: OrderState }
  /** In the exchange's own words: there is no such order. */
  | { readonly code: 'absent' };

/** A fill, in the account's terms. */
export interface BrokerFill {
  /** The exchange's number of it, unique per symbol. */
  readonly id: string;
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  /** UTC ms. */
  readonly time: number;
  /** Base units, above 0. */
  readonly quantity: number;
  /** Quote units. */
  readonly price: number;
  /** In units of `fee_asset`; negative for a rebate. */
  readonly fee: number;
  readonly fee_asset: string;
}

/** Money that came or went without a fill. */
export interface CashFlow {
  /** The exchange's name of it, unique. */
  readonly id: string;
  /** `funding`: of a position. `transfer`: in or out of the account. `other`: what else the exchange books, e.g. at a liquidation. */
  readonly kind: 'funding' | 'transfer' | 'other';
  /** What it was paid for; null: the account as a whole. */
  readonly symbol: string | null;
  /** UTC ms. */
  readonly time: number;
  /** In units of `asset`; above 0: received. */
  readonly amount: number;
  readonly asset: string;
}

/** An order that is open, whoever gave it. */
export interface OpenOrder {
  readonly client_id: string;
  readonly symbol: string;
  /** It waits for a price, where the exchange keeps those apart: it is cancelled as a stop is. */
  readonly conditional: boolean;
}

/** What an exchange demands of orders in one symbol. */
export interface MarketRules {
  readonly symbol: string;
  readonly base: string;
  readonly quote: string;
  /** Base units. */
  readonly step: number;
  /** Quote units. */
  readonly tick: number;
  /** Least value of an order that grows a position, quote units; 0: none. */
  readonly minNotional: number;
  /** Least quantity, base units. */
  readonly minQuantity: number;
}

/** What a key may do, and how the account is set. */
export interface VenueFacts {
  readonly canTrade: boolean;
  readonly canWithdraw: boolean;
  /** Long and short are held apart, so that orders need a side; null on a spot market. */
  readonly hedged: boolean | null;
}

/** How one symbol is set; null on a spot market. */
export interface SymbolFacts {
  readonly leverage: number;
  readonly isolated: boolean;
}

/**
 * Everything that can be asked and changes nothing.
 * All @throws UnavailableError where no answer came, or none that can be read: what could not be asked is never "none" or "flat".
 */
export interface BrokerReads {
  readonly market: 'spot' | 'usdm';
  /** The exchange's clock, UTC ms. */
  serverTime(): Promise<number>;
  facts(): Promise<VenueFacts>;
  symbolFacts(symbol: string): Promise<SymbolFacts | null>;
  /** @throws InputError where the exchange does not trade it */
  rules(symbol: string): Promise<MarketRules>;
  /** Last price, quote units. */
  price(symbol: string): Promise<number>;
  /** Signed, base units; on a spot market all that is owned of the base asset. */
  position(symbol: string): Promise<number>;
  /** What is owned of the quote asset, quote units, without open positions. */
  cash(symbol: string): Promise<number>;
  order(ref: OrderRef): Promise<OrderLook>;
  /** Conditional ones included. */
  openOrders(symbol: string): Promise<readonly OpenOrder[]>;
  /** Fills of one order, by the exchange's number of it. */
  fills(symbol: string, orderId: string): Promise<readonly BrokerFill[]>;
  /** Fills since a moment that no client gave orders for: liquidation and auto-deleveraging. */
  forcedFills(symbol: string, since: number): Promise<readonly BrokerFill[]>;
  /** Money that came or went since a moment without a fill, UTC ms, oldest first; null where the exchange does not tell, as on a spot market. */
  cashFlows(since: number): Promise<readonly CashFlow[] | null>;
}

/** What an exchange tells anyone, without a key. */
export type PublicReads = Pick<BrokerReads, 'serverTime' | 'rules' | 'price'>;

/** An order book as an exchange tells it. */
export interface ToldBook extends OrderBook {
  /** The exchange's number of this state of the book: a later one is higher. */
  readonly update: number;
  /** When it was told, by the exchange's clock, UTC ms; null: it does not say, as on a spot market. */
  readonly time: number | null;
}

export interface BookReads {
  /** So many levels of each side, the best ones. @throws UnavailableError where no answer came, or none that can be read */
  book(symbol: string, levels: number): Promise<ToldBook>;
}

/** An exchange, or what stands for one, that orders are given to. */
export interface Broker extends BrokerReads {
  /** For how long after it was signed a request can still be taken in, ms. */
  readonly recvWindowMs: number;
  submit(intent: OrderIntent): Promise<SubmitOutcome>;
  cancel(ref: OrderRef): Promise<CancelOutcome>;
  /** @throws UnavailableError, and RefusedError in the exchange's words; nothing to do on a spot market */
  setUp(symbol: string, wanted: SymbolFacts): Promise<void>;
  close(): Promise<void>;
}
