import { mean } from '../../core/statistics/moments.js';
import { memoryOf } from '../inference/persistence.js';
import { compareLosses, type LossOptions } from './compare-losses.js';
import { mirroredOutcomes } from './losses.js';
import { chancesOf, expectedLosses, type LossOf } from './own-part.js';
import type { ScoreComparison } from './schema.js';

export interface ScoreOptions extends Pick<LossOptions, 'overlap' | 'level' | 'referenceError'> {
  /** Of the forecasts, see `memoryOf`, where it is known already. */
  readonly memory?: number;
}

/**
 * A forecaster beside a reference on the same outcomes, by one loss: what the two series of losses say, with all that only the
 * forecasts themselves can tell of how sure that is.
 * @param loss Brier or logarithmic
 */
export const compareScores = (
  loss: LossOf,
  probabilities: Float64Array,
  reference: Float64Array,
  outcomes: Float64Array,
  { memory = memoryOf(probabilities), ...options }: ScoreOptions,
): ScoreComparison =>
  compareLosses(loss(probabilities, outcomes), loss(reference, outcomes), {
    ...options,
    memory,
    mirrored: mean(loss(probabilities, mirroredOutcomes(outcomes))),
    expected: expectedLosses(loss, probabilities, reference, chancesOf(probabilities, outcomes, options.overlap)),
  });
