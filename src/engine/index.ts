/** The engine: data in, strategy in, result out. */
export { createAccount, restoreAccount, type FedAccount } from './account/fed/fed-account.js';
export type { AccountSpec, FedBar, OrderTiming, WaitingOrder } from './account/fed/spec.js';
export type { AccountEvents, FundingPayment, GivenFill, NumberedTrade } from './account/fed/events.js';
export type { SymbolSpec } from './account/fed/fed-symbol.js';
export type { FundingRecord } from './account/fed/funding-queue.js';
export type { AccountStateDocument } from './account/fed/saved-account.js';
export { backtest, backtestBothReadings, Backtester, type BacktestOptions, type BothReadings } from './backtester.js';
export { type SymbolData } from './data-feed.js';
export { BUNDLED_FILTERS } from './exchange-rules/bundled-filters.js';
export { type ExchangeFilters } from './exchange-rules/filters.js';
export { type MarginTable, type MarginTier } from './exchange-rules/margin-tiers.js';
export { type FundingSeries } from './funding.js';
export { type FillRow } from './account/logs/fill-log.js';
export { FILL_REASONS, type FillReason } from './account/logs/fill-reason.js';
export { type TradeRow } from './account/logs/trade-log.js';
export * from './metrics/index.js';
export { type CostTotals, type OpenPosition } from './account/portfolio.js';
export { REFUSAL_REASONS, type Refusal, type RefusalReason } from './account/refusals.js';
export { type RegimeSeries } from './regime-view.js';
export { type BacktestResult } from './result.js';
export { type RunCounters } from './account/counters.js';
export {
  DEFAULT_SETTINGS,
  type AmbiguousReading,
  type ExecutionSettings,
  type FillTiming,
  type GivenSettings,
  type InstrumentKind,
  type SlippageSettings,
} from './settings.js';
