import { regimeLabelOf, type RegimeAssessment } from '../../core/regime/schema.js';
import type { Recalibration } from './recalibration.js';

/**
 * The opinion with its probabilities recalibrated and the regime named anew by them. Scores, confidence and text stay as the
 * model gave them: they are its own words, and the recalibration says nothing about them.
 */
export function recalibrateAssessment(assessment: RegimeAssessment, recalibration: Recalibration): RegimeAssessment {
  if (recalibration.kind === 'identity') return assessment;
  const probBull = recalibration.apply(assessment.prob_bull);
  const probBear = 1 - probBull;
  return {
    ...assessment,
    prob_bull: probBull,
    prob_bear: probBear,
    regime_label: regimeLabelOf(probBull, probBear),
  };
}
