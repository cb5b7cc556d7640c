/** The documents and the decisions: pure, without any access to the outside. */
export * from './errors.js';
export * from './ports/index.js';
export { SERIES, type SeriesInfo, type SeriesName } from './series.js';
export { parseSymbol, type TradingSymbol } from './symbol.js';
export {
  barValueSchema,
  MARKET_WIDE,
  newsValueSchema,
  observationSchema,
  type BarValue,
  type NewsValue,
  type Observation,
} from './observation.js';
export { buildMarketSnapshot, type SnapshotOptions } from './market-snapshot/build.js';
export { HISTORICAL_FIELDS, keepFields } from './market-snapshot/field-set.js';
export {
  marketSnapshotSchema,
  newsItemSchema,
  type DataQuality,
  type FieldQuality,
  type MarketSnapshot,
  type NewsItem,
} from './market-snapshot/schema.js';
export { clamp, safeGetScore, type LenientScores } from './position-sizing/lenient-input.js';
export { computePositionMultipliers } from './position-sizing/multipliers.js';
export { totalExposure, type TotalExposure } from './position-sizing/total-exposure.js';
export {
  DEFAULT_WEIGHTS,
  type Multipliers,
  type PositionSize,
  type RegimeInput,
  type Side,
  type SizingOptions,
  type SizingProfile,
  type SizingWeights,
} from './position-sizing/types.js';
export {
  regimeAssessmentSchema,
  regimeLabelOf,
  type ConfidenceLevel,
  type RegimeAssessment,
  type RegimeLabel,
  type RegimeScores,
  type ScoreName,
} from './regime/schema.js';
export { parseRegimeAssessment, tryParseRegimeAssessment } from './regime/parse-regime-assessment.js';
export { RegimeParseError } from './regime/regime-parse-error.js';
export { regimeAnswerJsonSchema } from './regime/answer-schema.js';
export {
  compilePrompt,
  type Prompt,
  type PromptProblem,
  type PromptTemplate,
  type SystemPromptOptions,
} from './prompts/template.js';
export {
  buildSystemPrompt,
  buildUserPrompt,
  promptIdentity,
  SHIPPED_PROMPT,
  SHIPPED_PROMPT_IDENTITY,
} from './prompts/shipped.js';
export { sanitizeNewsText } from './text/sanitize-news.js';
export {
  evaluateRegimeAndSize,
  type EvaluateOptions,
  type NewsCapReport,
  type OpinionReading,
  type RegimeAndSize,
} from './regime-engine/evaluate.js';
export { promptedRegimeModel } from './regime-engine/prompted-model.js';
