export { decisionTimes } from './decision-times.js';
export { runObservations, spotPrices } from './run-observations.js';
export { askRegimes, type AskedRegimes, type KnownFailure, type RegimeProgress } from './ask-regimes.js';
export type { OnFailure } from './outcome.js';
