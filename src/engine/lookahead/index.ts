export { knownObservations, replacedObservations } from './other-observations.js';
export { findLookahead, type LookaheadReport } from './find-lookahead.js';
