export { aheadOfBars } from './ahead-of-bars.js';
export { decisionTimes } from './decision-times.js';
export { runObservations, spotPrices } from './run-observations.js';
export { askRegimes, type AskedRegimes, type RegimeProgress } from './ask-regimes.js';
export type { KnownFailure, OnFailure, RegimeOutcome } from './outcome.js';
export { visiblePoints } from './visible-points.js';
export type { RegimeBounds } from './bounds.js';
export { inWindow } from './in-window.js';
export { Pace } from './pace.js';
