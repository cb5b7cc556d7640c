import { bootstrapMeans, type BootstrapInterval, type BlockBootstrapOptions } from '../inference/block-bootstrap.js';
import { cosineTest } from '../inference/cosine-test.js';
import { minimumDetectable } from '../inference/detectable.js';
import { dieboldMariano } from '../inference/diebold-mariano.js';
import { effectiveRows, longRunVariance } from '../inference/long-run-variance.js';
import { skillScore } from './losses.js';
import type { ScoreComparison } from './schema.js';

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

export const intervalDocument = (interval: BootstrapInterval | null | undefined) =>
  interval === null || interval === undefined
    ? null
    : { low: interval.low, high: interval.high, lower_bound: interval.lowerBound };

/**
 * Everything that two series of losses on the same rows say of each other.
 * @param overlap m, in rows
 */
export function compareLosses(
  losses: Float64Array,
  reference: Float64Array,
  overlap: number,
  bootstrap: BlockBootstrapOptions,
): ScoreComparison {
  const n = losses.length;
  const differences = losses.map((loss, i) => loss - reference[i]!);
  const score = mean(losses);
  const referenceScore = mean(reference);
  const [skillInterval, differenceInterval] = bootstrapMeans(
    [losses, reference],
    [(means) => skillScore(means[0]!, means[1]!) ?? NaN, (means) => means[0]! - means[1]!],
    bootstrap,
  );
  const test = dieboldMariano(differences, overlap);
  const cosine = cosineTest(differences, overlap);
  const longRun = longRunVariance(differences, overlap);
  return {
    score,
    reference: referenceScore,
    difference: mean(differences),
    difference_interval: intervalDocument(differenceInterval),
    skill: skillScore(score, referenceScore),
    skill_interval: intervalDocument(skillInterval),
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
    effective_n: longRun === null ? null : effectiveRows(n, longRun),
    minimum_detectable_skill:
      longRun === null || !(referenceScore > 0) ? null : minimumDetectable(n, longRun) / referenceScore,
  };
}
