export { findLookahead, type LookaheadReport } from './find-lookahead.js';
