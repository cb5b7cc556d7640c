export { createAccount, restoreAccount, type FedAccount } from './fed/fed-account.js';
export type { AccountSpec, FedBar, OrderTiming, WaitingOrder } from './fed/spec.js';
export type { AccountEvents, FundingPayment, GivenFill, NumberedTrade } from './fed/events.js';
export type { SymbolSpec } from './fed/fed-symbol.js';
export type { FundingRecord } from './fed/funding-queue.js';
export type { AccountStateDocument } from './fed/saved-account.js';
