export { createDefiLlamaSource } from './source.js';
export { createDefiLlamaHistory } from './history.js';
