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
export { buildSystemPrompt } from './prompts/shipped.js';
export {
  compilePrompt,
  type Prompt,
  type PromptProblem,
  type PromptTemplate,
  type SystemPromptOptions,
} from './prompts/template.js';
export { promptIdentity, SHIPPED_PROMPT, SHIPPED_PROMPT_IDENTITY } from './prompts/shipped.js';
export { buildUserPrompt } from './prompts/shipped.js';
export { sanitizeNewsText } from './text/sanitize-news.js';
export * from './regime-engine/index.js';
