export { createCoinMetricsSource, type CoinMetricsSettings } from './source.js';
