import type { BootstrapInterval } from '../inference/block-bootstrap.js';
import { cosineTest } from '../inference/cosine-test.js';
import { minimumDetectable } from '../inference/detectable.js';
import { dieboldMariano } from '../inference/diebold-mariano.js';
import { cautious, changesSlowly, oneRegimeShare } from '../inference/persistence.js';
import { persistentMean, type PersistentMean } from '../inference/persistent-mean.js';
import { skillScore } from './losses.js';
import type { ScoreComparison } from './schema.js';
import { mean } from '../../core/statistics/moments.js';

export const intervalDocument = (interval: BootstrapInterval | null | undefined) =>
  interval === null || interval === undefined
    ? null
    : { low: interval.low, high: interval.high, lower_bound: interval.lowerBound };

/** With fewer overlaps than this a mean has no error that can be known. */
const LEAST_OVERLAPS = 6;

type Interval = ScoreComparison['difference_interval'];

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

/**
 * Interval of an estimate that is a mean divided by `unit`. Where it never varies there is nothing to be unsure of; where rows are too
 * few there is none.
 * @param found of n rows
 * @param shift of the mean, see `mirrorShift`: added in squares on the side that it points to
 */
function intervalOf(
  estimate: number,
  found: PersistentMean | null,
  n: number,
  unit: number,
  shift: number,
  { overlap, level, referenceError = 0 }: LossOptions,
): Interval {
  if (found === null)
    return n >= LEAST_OVERLAPS * overlap ? { low: estimate, high: estimate, lower_bound: estimate } : null;
  const half = found.halfWidth((1 - level) / 2, referenceError);
  const down = Math.max(0, -shift);
  return {
    low: estimate - Math.hypot(half, down) / unit,
    high: estimate + Math.hypot(half, Math.max(0, shift)) / unit,
    lower_bound: estimate - Math.hypot(found.halfWidth(1 - level, referenceError), down) / unit,
  };
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
  return {
    score,
    reference: referenceScore,
    difference: mean(differences),
    difference_interval: intervalOf(mean(differences), known, n, 1, shift, options),
    skill,
    // The delta method: how the ratio of the two means varies is how losses − (1 − skill) · reference does.
    skill_interval:
      skill === null
        ? null
        : intervalOf(
            skill,
            persistentMean(
              losses.map((loss, i) => loss - (1 - skill) * reference[i]!),
              overlap,
              cautious(n, overlap, memory),
            ),
            n,
            referenceScore,
            -shift,
            { ...options, referenceError: (1 - skill) * referenceError },
          ),
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
