import { cautious } from '../inference/persistence.js';
import { persistentMean } from '../inference/persistent-mean.js';

/** Standard deviations of a χ²₁ around its mean, and a little of the mean, which climatology's excess is above what was drawn. */
const SPREAD = 1.5;
/** Variance of a fair coin: a frequency cannot be further off. */
const MOST = 0.25;

/**
 * What climatology's own learning may have added to its Brier score by chance: it knows the base rate from N past outcomes only, so
 * its mean excess is mean(V / (N + 2)), with V the long-run variance of the outcomes, and its distribution is about as wide as that.
 * A standard error, to be added in squares; 0 where outcomes never vary or N is not known.
 * @param learnedFrom N at each row
 */
export function climatologyError(
  outcomes: Float64Array,
  overlap: number,
  learnedFrom: readonly number[] | undefined,
): number {
  if (learnedFrom === undefined) return 0;
  const n = outcomes.length;
  const known = persistentMean(outcomes, overlap, cautious(n, overlap));
  if (known === null) return 0;
  const share = learnedFrom.reduce((sum, count) => sum + 1 / (count + 2), 0) / n;
  return SPREAD * Math.min(MOST, n * known.standardError ** 2 * share);
}
