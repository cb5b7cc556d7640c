export * from './schema.js';
export { tradeSchema, type Trade } from './trade.js';
export * from './by-symbol.js';
