import { unboundedLogOdds, sigmoid } from '../baselines/logistic/fit-logistic.js';
import { groupByProbability } from './groups.js';
import { fitTransforms, targetsOf, type TargetOptions } from './log-odds-fit.js';
import { CLIP, type CalibrationRow, type PlattDocument } from './recalibration.js';

/**
 * Platt scaling on log-odds: logit p′ = slope · logit p + intercept, by maximum likelihood. A slope below 0 becomes 0, the
 * solution under slope ≥ 0: a recalibration may flatten an opinion but never turn it around, for a forecaster that is right
 * when reversed is not a forecaster to size by. A single distinct probability gets the share of bulls.
 */
export function fitPlatt(rows: readonly CalibrationRow[], options: TargetOptions = {}): PlattDocument {
  const groups = groupByProbability(rows, CLIP);
  const targets = targetsOf(groups, options);
  if (groups.size > 1) {
    const { intercept, coefficients } = fitTransforms(groups, targets, [unboundedLogOdds]);
    if (coefficients[0]! >= 0) return { kind: 'platt', rows: rows.length, slope: coefficients[0]!, intercept };
  }
  return { kind: 'platt', rows: rows.length, slope: 0, intercept: targets.constant };
}

/** @param p within the clip */
export const applyPlatt = ({ slope, intercept }: PlattDocument, p: number): number =>
  sigmoid(slope * unboundedLogOdds(p) + intercept);
