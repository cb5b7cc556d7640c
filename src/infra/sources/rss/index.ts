export { createRssSource } from './source.js';
