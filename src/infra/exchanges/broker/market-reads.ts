import type {
  BrokerFill,
  CashFlow,
  OpenOrder,
  OrderRef,
  OrderState,
  SymbolFacts,
  VenueFacts,
} from '../../../core/ports/broker.js';

/** Where spot and USD-M differ. Everything @throws VenueRefusedError or VenueSilentError. */
export interface MarketReads {
  readonly serverTime: () => Promise<number>;
  readonly facts: () => Promise<VenueFacts>;
  readonly symbolFacts: (symbol: string) => Promise<SymbolFacts | null>;
  readonly price: (symbol: string) => Promise<number>;
  readonly position: (symbol: string, base: string) => Promise<number>;
  readonly cash: (quote: string) => Promise<number>;
  readonly order: (ref: OrderRef) => Promise<OrderState>;
  readonly openOrders: (symbol: string) => Promise<OpenOrder[]>;
  readonly fills: (symbol: string, orderId: string) => Promise<BrokerFill[]>;
  readonly forcedFills: (symbol: string, since: number) => Promise<BrokerFill[]>;
  readonly cashFlows: (since: number) => Promise<CashFlow[] | null>;
}
