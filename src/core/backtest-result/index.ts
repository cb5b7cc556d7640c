export * from './schema.js';
export type { Trade } from './trade.js';
