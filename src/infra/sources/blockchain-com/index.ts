export { createBlockchainComSource } from './source.js';
export { createBlockchainComHistory } from './history.js';
