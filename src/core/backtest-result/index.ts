export * from './schema.js';
export type { Trade } from './trade.js';
export * from './by-symbol.js';
