/** Strategies: what to write one against, and those that ship. */
export * from './base.js';
export {
  createStrategy,
  findStrategy,
  parseParamPair,
  parseStrategyParams,
  STRATEGIES,
  type StrategyEntry,
} from './registry.js';
export { readParams } from './params.js';
export { RegimeScaled, type RegimeScaledSettings } from './regime-scaled.js';
export { fromCandleSignal, fromSignal } from './trading-signals.js';
export { rulesSchema } from './rules/schema.js';
