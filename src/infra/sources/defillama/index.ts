export { createDefiLlamaSource, type DefiLlamaSettings } from './source.js';
