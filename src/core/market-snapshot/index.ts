export { buildMarketSnapshot, MARKET_WIDE, type SnapshotOptions } from './build.js';
export { ObservationIndex } from './observation-index.js';
export { formatDuration } from './duration.js';
export * from './schema.js';
