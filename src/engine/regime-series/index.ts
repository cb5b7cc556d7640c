export { decisionTimes } from './decision-times.js';
export { runObservations, spotPrices, type RunMarket } from './run-observations.js';
export {
  askRegimes,
  type AskedRegimes,
  type KnownFailure,
  type RegimeProgress,
  type RegimeRequest,
} from './ask-regimes.js';
export type { OnFailure, RegimeOutcome } from './outcome.js';
export type { RegimeTotals } from './totals.js';
