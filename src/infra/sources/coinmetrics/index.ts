export { createCoinMetricsSource } from './source.js';
