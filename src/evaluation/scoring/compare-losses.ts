import type { BootstrapInterval } from '../inference/block-bootstrap.js';
import { cosineTest } from '../inference/cosine-test.js';
import { minimumDetectable } from '../inference/detectable.js';
import { dieboldMariano } from '../inference/diebold-mariano.js';
import { cautious, changesSlowly, oneRegimeShare } from '../inference/persistence.js';
import { persistentMean, type PersistentMean } from '../inference/persistent-mean.js';
import { skillScore } from './losses.js';
import type { ExpectedLosses } from './own-part.js';
import type { ScoreComparison } from './schema.js';
import { mean } from '../../core/statistics/moments.js';

export const intervalDocument = (interval: BootstrapInterval | null | undefined) =>
  interval === null || interval === undefined
    ? null
    : { low: interval.low, high: interval.high, lower_bound: interval.lowerBound };

/** With fewer overlaps than this a mean has no error that can be known. */
const LEAST_OVERLAPS = 6;

export interface LossOptions {
  /** m, in rows. */
  readonly overlap: number;
  /** Coverage, (0, 1). */
  readonly level: number;
  /** Standard error that the reference's own learning adds to its mean loss. Default 0. */
  readonly referenceError?: number;
  /** Of the forecasts, see `memoryOf`. Default 0: they change from row to row. */
  readonly memory?: number;
  /** Mean loss that the same forecasts would have had in the mirrored market, see `mirrorShift`. Default: not thought of. */
  readonly mirrored?: number;
  /** What the forecasts alone make of both losses, see `uncertaintyOf`. Default: not thought of. */
  readonly expected?: ExpectedLosses;
}

/**
 * How far the mean loss of one who hardly changes his mind may be from what he would have in a market that rises as often as it falls.
 * A sample can hold a single regime, and nothing in it tells how he fares in the other. Its mirror does: each outcome the other one,
 * and the reference, which would have learned that, as good as before. Half way to it is a market of both. Signed, in units of loss;
 * less where the sample is longer than a regime is thought to be.
 * @param score mean loss of the forecasts
 */
function mirrorShift(n: number, score: number, { memory = 0, mirrored = score }: LossOptions): number {
  return changesSlowly(memory) ? (oneRegimeShare(n) * (mirrored - score)) / 2 : 0;
}

const CERTAIN: Uncertainty = { above: () => 0, below: () => 0 };

/** How far the expectation may be above the mean, or below it, leaving `tail` outside on that side. */
interface Uncertainty {
  readonly above: (tail: number) => number;
  readonly below: (tail: number) => number;
}

/**
 * Of a mean of squares that is asked like a χ² with ν degrees of freedom, ν from its standard error: its upper limit is
 * 1 + u + ¾u² + … times the mean, with u = z·√(2 / ν) (expansion of the quantile, R. A. Fisher & E. A. Cornish, 1960, at 95 %).
 */
const CURVATURE = 0.75;

/**
 * How far the expected difference may be from its mean. What persists in the losses of one who hardly changes his mind is small beside
 * the chance of single outcomes, yet makes most of the error of their mean, and does not show in their autocorrelations: it shows in
 * those of the forecasts. So his differences are split into what the forecasts alone make of them, and the outcomes' part, which do
 * not go together; the error is never less than that of both. What forecasts lose by their variation is a mean of squares, so it may be
 * further away from 0 than towards it.
 * @param rows differences, in units of loss
 * @param own the forecasts' part of them; null where it is not thought of
 * @param excess mean loss of the forecasts over the reference by their own part
 */
function uncertaintyOf(
  found: PersistentMean,
  rows: Float64Array,
  own: Float64Array | null,
  excess: number,
  referenceError: number,
  { overlap, memory = 0 }: LossOptions,
): Uncertainty {
  const plain = (tail: number): number => found.halfWidth(tail, referenceError);
  if (own === null) return { above: plain, below: plain };
  const prior = cautious(rows.length, overlap, memory);
  const ofForecasts = persistentMean(own, overlap, prior);
  const ofOutcomes = persistentMean(
    rows.map((value, i) => value - own[i]!),
    overlap,
    prior,
  );
  if (ofForecasts === null || ofOutcomes === null) return { above: plain, below: plain };
  const towards = (curvature: number) => (tail: number) => {
    const half = ofForecasts.halfWidth(tail);
    const bent = half * (1 + curvature * Math.min(1, half / Math.abs(excess)));
    return Math.max(plain(tail), Math.hypot(bent, ofOutcomes.halfWidth(tail, referenceError)));
  };
  return excess > 0
    ? { above: towards(CURVATURE), below: towards(0) }
    : { above: towards(0), below: towards(CURVATURE) };
}

/** Everything that two series of losses on the same rows say of each other; nothing in it is drawn at random. */
export function compareLosses(losses: Float64Array, reference: Float64Array, options: LossOptions): ScoreComparison {
  const { overlap, referenceError = 0, memory } = options;
  const n = losses.length;
  const differences = losses.map((loss, i) => loss - reference[i]!);
  const score = mean(losses);
  const referenceScore = mean(reference);
  const skill = skillScore(score, referenceScore);
  const test = dieboldMariano(differences, overlap);
  const cosine = cosineTest(differences, overlap);
  const known = persistentMean(differences, overlap, cautious(n, overlap, memory));
  const shift = mirrorShift(n, score, options);
  // Who as good as never varies (a memory of all rows) makes no losses by it: the mirrored market tells of him.
  const varies = memory !== undefined && memory < n;
  const expected = varies && changesSlowly(memory / overlap) ? options.expected : undefined;
  const excess = expected === undefined ? 0 : mean(expected.losses) - mean(expected.reference);
  const enough = n >= LEAST_OVERLAPS * overlap;
  /** Of the mean of losses − share · reference. Null where rows are too few; where it never varies there is nothing to be unsure of. */
  const uncertainty = (share: number, found: PersistentMean | null, rows: Float64Array): Uncertainty | null => {
    if (found === null) return enough ? CERTAIN : null;
    const own = expected?.losses.map((loss, i) => loss - share * expected.reference[i]!) ?? null;
    const { above, below } = uncertaintyOf(found, rows, own, excess, share * referenceError, options);
    return {
      above: (tail) => Math.hypot(above(tail), Math.max(0, shift)),
      below: (tail) => Math.hypot(below(tail), Math.max(0, -shift)),
    };
  };
  const outside = 1 - options.level;
  const difference = mean(differences);
  const differs = uncertainty(1, known, differences);
  // The delta method: how the ratio of the two means varies is how losses − (1 − skill) · reference does.
  const share = skill === null ? null : 1 - skill;
  const relative = share === null ? null : losses.map((loss, i) => loss - share * reference[i]!);
  const skillful =
    share === null || relative === null
      ? null
      : uncertainty(share, persistentMean(relative, overlap, cautious(n, overlap, memory)), relative);
  return {
    score,
    reference: referenceScore,
    difference,
    difference_interval:
      differs === null
        ? null
        : {
            low: difference - differs.below(outside / 2),
            high: difference + differs.above(outside / 2),
            lower_bound: difference - differs.below(outside),
          },
    skill,
    // A larger loss is a smaller skill.
    skill_interval:
      skill === null || skillful === null
        ? null
        : {
            low: skill - skillful.above(outside / 2) / referenceScore,
            high: skill + skillful.below(outside / 2) / referenceScore,
            lower_bound: skill - skillful.above(outside) / referenceScore,
          },
    diebold_mariano:
      test === null
        ? null
        : {
            statistic: test.statistic,
            p_value: test.pValue,
            p_better: test.pFirstBetter,
            kernel: test.kernel,
            lags: test.lags,
            standard_error: test.standardError,
          },
    cosine_test:
      cosine === null
        ? null
        : {
            statistic: cosine.statistic,
            p_value: cosine.pValue,
            p_better: cosine.pBelowZero,
            degrees_of_freedom: cosine.terms,
          },
    effective_n: known?.effectiveRows ?? null,
    minimum_detectable_skill:
      known === null || !(referenceScore > 0) ? null : minimumDetectable(known.standardError) / referenceScore,
  };
}
