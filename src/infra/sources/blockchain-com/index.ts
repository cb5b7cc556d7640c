export { createBlockchainComSource, type BlockchainComSettings } from './source.js';
export type { ChartName } from './client.js';
