/** A loopback exchange over recorded bars, in Binance's words. */
export { type Fault, faultsSchema } from './faults/fault.js';
export { createReplayService, type ReplayService, type ServiceSettings } from './service.js';
export { type MarketName, type TapeSymbol } from './tape.js';
