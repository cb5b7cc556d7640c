export { createBlockchainComSource } from './source.js';
