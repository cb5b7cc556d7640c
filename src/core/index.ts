/** The documents and the decisions: pure, without any access to the outside. */
export * from './errors.js';
export * from './ports/index.js';
export { SERIES, type SeriesInfo, type SeriesName } from './series.js';
export { parseSymbol, type TradingSymbol } from './symbol.js';
export {
  barValueSchema,
  newsValueSchema,
  observationSchema,
  type BarValue,
  type NewsValue,
  type Observation,
} from './observation.js';
export * from './market-snapshot/index.js';
export * from './position-sizing/index.js';
export * from './regime/schema.js';
export { parseRegimeAssessment, tryParseRegimeAssessment } from './regime/parse-regime-assessment.js';
export { RegimeParseError } from './regime/regime-parse-error.js';
export { regimeAnswerJsonSchema } from './regime/answer-schema.js';
export { buildSystemPrompt, PROMPT_CREATED, PROMPT_ID, type SystemPromptOptions } from './prompts/system-prompt.js';
export { buildUserPrompt } from './prompts/user-prompt.js';
export { sanitizeNewsText } from './prompts/sanitize-news.js';
export * from './regime-engine/index.js';
