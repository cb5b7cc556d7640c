export { buildMarketSnapshot, MARKET_WIDE, SNAPSHOT_LOOKBACK_MS } from './build.js';
export { fieldSetKey, fieldSetOf, HISTORICAL_FIELDS, keepFields } from './field-set.js';
export { ObservationIndex } from './observation-index.js';
export * from './schema.js';
