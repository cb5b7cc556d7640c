export { createDefiLlamaSource } from './source.js';
