export {
  findLookahead,
  type ChangedDecision,
  type LookaheadOptions,
  type LookaheadReport,
  type RerunKind,
} from './find-lookahead.js';
