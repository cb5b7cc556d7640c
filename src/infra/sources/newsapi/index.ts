export { createNewsApiSource } from './source.js';
