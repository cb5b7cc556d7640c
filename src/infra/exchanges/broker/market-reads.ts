import type {
  BrokerFill,
  OpenOrder,
  OrderRef,
  OrderState,
  SymbolFacts,
  VenueFacts,
} from '../../../core/ports/broker.js';

/** Where spot and USD-M differ. Everything @throws VenueRefusedError or VenueSilentError. */
export interface MarketReads {
  serverTime(): Promise<number>;
  facts(): Promise<VenueFacts>;
  symbolFacts(symbol: string): Promise<SymbolFacts | null>;
  price(symbol: string): Promise<number>;
  position(symbol: string, base: string): Promise<number>;
  cash(quote: string): Promise<number>;
  order(ref: OrderRef): Promise<OrderState>;
  openOrders(symbol: string): Promise<OpenOrder[]>;
  fills(symbol: string, orderId: string): Promise<BrokerFill[]>;
  forcedFills(symbol: string, since: number): Promise<BrokerFill[]>;
}
