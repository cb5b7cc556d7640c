/**
 * LLM Trading System: market → snapshot → prompt → model → regime → position size.
 *
 * What is pure comes from `core`; `fetchMarketSnapshot` reads the configuration and asks the real sources.
 */
export * from './core/index.js';
export { fetchMarketSnapshot, type SnapshotSettings } from './app/snapshot.js';
export { heuristicModel } from './evaluation/baselines/heuristic.js';
