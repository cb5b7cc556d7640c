export { createCoinMetricsSource } from './source.js';
export { createCoinMetricsHistory } from './history.js';
export { CHAIN_METRICS, COMPLETION_METRIC, FLOW_METRICS, mapAssetMetrics } from './map.js';
