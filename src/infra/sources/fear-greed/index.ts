export { createFearGreedSource } from './source.js';
