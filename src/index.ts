/**
 * LLM Trading System: market → snapshot → prompt → model → regime → position size, and strategies with their backtests.
 *
 * This is the public face: each name stands here once, and a test holds the list. A strategy extends `Strategy`; `Backtester` runs
 * it over the `BarSeries` of a `CSVDataFeed` or of your own. `fetchMarketSnapshot`, `openModel`, `runBacktest`, `evaluate` and
 * `configuredSources` read the configuration as the commands do; the rest is pure. More of each part is behind its own path:
 * `/core`, `/strategies`, `/engine`, `/evaluation`, `/report`.
 */

// Errors: whose fault it is, what was expected, and where.
export {
  InputError,
  LlmTradingError,
  RefusedError,
  UnavailableError,
  type ErrorDetails,
  type ErrorKind,
} from './core/errors.js';

// The market as it was known at one moment.
export { observationSchema, type Observation } from './core/observation.js';
export type { SeriesName } from './core/series.js';
export { buildMarketSnapshot, type SnapshotOptions } from './core/market-snapshot/build.js';
export { marketSnapshotSchema, type MarketSnapshot, type NewsItem } from './core/market-snapshot/schema.js';
export type { Collected, CollectRequest, ObservationSource, SeriesFailure } from './core/ports/observation-source.js';
export { configuredSources } from './app/library/configured-sources.js';
export { fetchMarketSnapshot, type SnapshotSettings } from './app/snapshots/snapshot.js';

// The opinion of a model, and how it is asked for.
export {
  regimeAssessmentSchema,
  type ConfidenceLevel,
  type RegimeAssessment,
  type RegimeLabel,
  type RegimeScores,
} from './core/regime/schema.js';
export { parseRegimeAssessment, tryParseRegimeAssessment } from './core/regime/parse-regime-assessment.js';
export { RegimeParseError } from './core/regime/regime-parse-error.js';
export { regimeAnswerJsonSchema } from './core/regime/answer-schema.js';
export { buildSystemPrompt, buildUserPrompt } from './core/prompts/shipped.js';
export type { Prompt, PromptTemplate, SystemPromptOptions } from './core/prompts/template.js';
export type {
  CallOptions,
  FinishReason,
  StreamOptions,
  TextModel,
  TextRequest,
  TextResponse,
  TokenUsage,
} from './core/ports/text-model.js';
export type {
  AssessOptions,
  ModelIdentity,
  ModelUsage,
  RegimeDecision,
  RegimeModel,
  RegimeModelKind,
} from './core/ports/regime-model.js';
export { promptedRegimeModel } from './core/regime-engine/prompted-model.js';
export { heuristicModel } from './evaluation/baselines/heuristic.js';
export { openModel, type ModelSettings, type UsableModel } from './app/library/open-model.js';

// The size of a position.
export {
  evaluateRegimeAndSize,
  type EvaluateOptions,
  type NewsCapReport,
  type OpinionReading,
  type RegimeAndSize,
} from './core/regime-engine/evaluate.js';
export { computePositionMultipliers } from './core/position-sizing/multipliers.js';
export { clamp, safeGetScore, type LenientScores } from './core/position-sizing/lenient-input.js';
// Of sizing: an order's own side may also be flat.
export type {
  Multipliers,
  PositionSize,
  RegimeInput,
  Side,
  SizingOptions,
  SizingProfile,
  SizingWeights,
} from './core/position-sizing/types.js';

// Strategies.
export {
  Strategy,
  type AccountState,
  type Bar,
  type Indicator,
  type IndicatorFactory,
  type IndicatorInput,
  type IndicatorKernel,
  type Order,
  type OrderTicket,
  type PriceColumn,
  type RegimeView,
  type StrategyContext,
  type StrategyLike,
  type TargetSide,
  type Timeframe,
  type TimeInForce,
} from './strategies/base.js';
export { createStrategy, type StrategyEntry } from './strategies/registry.js';
export { fromCandleSignal, fromSignal } from './strategies/trading-signals.js';
export { loadStrategy } from './app/strategy-template/load-strategy.js';

// Backtests and evaluations.
export { BarSeries, type BarColumns, type BarRow } from './core/bars.js';
export { backtestResultSchema, type BacktestResultDocument, type Trade } from './core/backtest-result/index.js';
export { CSVDataFeed } from './infra/store/bars/csv-data-feed.js';
export { Backtester, type BacktestOptions } from './engine/backtester.js';
export { computeMetrics } from './engine/metrics/index.js';
export type { BacktestResult } from './engine/result.js';
export { runBacktest, type BacktestSettings } from './app/library/run-backtest.js';
export { evaluate, type EvaluationSettings } from './app/library/evaluate.js';
