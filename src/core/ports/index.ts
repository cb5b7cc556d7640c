export type * from './clock.js';
export * from './random.js';
export type * from './observation-source.js';
export type * from './text-model.js';
export type * from './regime-model.js';
export type * from './ledger-store.js';
export type * from './observation-store.js';
export type * from './history-source.js';
export type * from './journal.js';
