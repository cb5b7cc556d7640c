export { createFearGreedSource, type FearGreedSettings } from './source.js';
