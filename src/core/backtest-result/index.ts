export * from './schema.js';
export { tradeSchema, type Trade } from './trade.js';
