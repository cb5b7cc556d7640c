export { createFearGreedSource } from './source.js';
export { createFearGreedHistory } from './history.js';
