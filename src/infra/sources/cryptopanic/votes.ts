import type { Votes } from './schema.js';

/** Votes that must outweigh the first few clicks before a headline counts as clearly good or bad. */
const PRIOR_VOTES = 4;
/** As many reactions make a headline half as important as one can be. */
const HALF_IMPACT = 10;

/**
 * −1 … 1: (good − bad) / (good + bad + 4), where good is positive + liked and bad is negative + disliked + toxic. The 4 draws
 * a handful of votes towards 0. Null where nobody voted: that is not an opinion, not a neutral one.
 */
export function sentimentOf(votes: Votes | null | undefined): number | null {
  if (votes === null || votes === undefined) return null;
  const good = (votes.positive ?? 0) + (votes.liked ?? 0);
  const bad = (votes.negative ?? 0) + (votes.disliked ?? 0) + (votes.toxic ?? 0);
  return good + bad === 0 ? null : (good - bad) / (good + bad + PRIOR_VOTES);
}

/**
 * 0 … 1: CryptoPanic's own panic score (0 … 100) divided by 100 where the plan has it; else a / (a + 10), where a is all
 * reactions together with "important" counted twice. Null where there is neither.
 */
export function impactOf(votes: Votes | null | undefined, panicScore: number | null | undefined): number | null {
  if (panicScore !== null && panicScore !== undefined) return panicScore / 100;
  if (votes === null || votes === undefined) return null;
  const { positive = 0, negative = 0, important = 0, liked = 0, disliked = 0 } = votes;
  const { lol = 0, toxic = 0, saved = 0, comments = 0 } = votes;
  const attention = positive + negative + 2 * important + liked + disliked + lol + toxic + saved + comments;
  return attention === 0 ? null : attention / (attention + HALF_IMPACT);
}
