export { MARKET_WIDE } from '../observation.js';
export { buildMarketSnapshot, SNAPSHOT_LOOKBACK_MS, type SnapshotOptions } from './build.js';
export { fieldSetKey, fieldSetOf, HISTORICAL_FIELDS, keepFields } from './field-set.js';
export { ObservationIndex } from './observation-index.js';
export { formatDuration } from './duration.js';
export * from './schema.js';
