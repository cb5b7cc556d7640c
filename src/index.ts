/**
 * LLM Trading System: market → snapshot → prompt → model → regime → position size, and strategies with their backtests.
 *
 * What is pure comes from `core`; `fetchMarketSnapshot` reads the configuration and asks the real sources. A strategy extends
 * `Strategy`; `Backtester` runs it over the `BarSeries` of a `CSVDataFeed` or of your own.
 */
export * from './core/index.js';
export * from './strategies/index.js';
// Of sizing: an order's own side may also be flat.
export type { Side } from './core/position-sizing/index.js';
export { BarSeries, type BarColumns, type BarRow } from './core/bars.js';
export { backtestResultSchema, type BacktestResultDocument, type Trade } from './core/backtest-result/index.js';
export { Backtester, type BacktestOptions } from './engine/backtester.js';
export { computeMetrics } from './engine/metrics/index.js';
export type { BacktestResult } from './engine/result.js';
export { CSVDataFeed } from './infra/store/bars/csv-data-feed.js';
export { loadStrategy } from './app/strategy-template/load-strategy.js';
export { configuredSources } from './app/library/configured-sources.js';
export { evaluate, type EvaluationSettings } from './app/library/evaluate.js';
export { openModel, type ModelSettings, type UsableModel } from './app/library/open-model.js';
export { runBacktest, type BacktestSettings } from './app/library/run-backtest.js';
export { fetchMarketSnapshot, type SnapshotSettings } from './app/snapshots/snapshot.js';
export { heuristicModel } from './evaluation/baselines/heuristic.js';
