import { unboundedLogOdds, sigmoid } from '../baselines/logistic/fit-logistic.js';
import { groupByProbability } from './groups.js';
import { fitTransforms, targetsOf, type TargetOptions } from './log-odds-fit.js';
import { CLIP, type BetaDocument, type CalibrationRow } from './recalibration.js';

const lnP = (p: number): number => Math.log(p);
const minusLnQ = (p: number): number => -Math.log1p(-p);

/**
 * Beta calibration (Kull, Silva Filho and Flach 2017, AISTATS, "Beta calibration"): logit p′ = a · ln p − b · ln(1 − p) + c, by
 * maximum likelihood under a, b ≥ 0. As in the paper, where one of them comes out below 0 it is set to 0 and the others are
 * fitted again; of the two ways to do so the likelier is taken, which is the constrained optimum, the likelihood being
 * concave. With two distinct probabilities a and b cannot be told apart and are equal (Platt's form); with one both are 0.
 */
export function fitBeta(rows: readonly CalibrationRow[], options: TargetOptions = {}): BetaDocument {
  const groups = groupByProbability(rows, CLIP);
  const targets = targetsOf(groups, options);
  const document = (a: number, b: number, c: number): BetaDocument => ({ kind: 'beta', rows: rows.length, a, b, c });
  const constant = document(0, 0, targets.constant);
  if (groups.size < 2) return constant;
  if (groups.size === 2) {
    const { intercept, coefficients } = fitTransforms(groups, targets, [unboundedLogOdds]);
    return coefficients[0]! >= 0 ? document(coefficients[0]!, coefficients[0]!, intercept) : constant;
  }
  const both = fitTransforms(groups, targets, [lnP, minusLnQ]);
  const [a, b] = [both.coefficients[0]!, both.coefficients[1]!];
  if (a >= 0 && b >= 0) return document(a, b, both.intercept);
  const onlyA = fitTransforms(groups, targets, [lnP]);
  const onlyB = fitTransforms(groups, targets, [minusLnQ]);
  const candidates = [
    ...(onlyA.coefficients[0]! >= 0
      ? [{ loss: onlyA.loss, of: document(onlyA.coefficients[0]!, 0, onlyA.intercept) }]
      : []),
    ...(onlyB.coefficients[0]! >= 0
      ? [{ loss: onlyB.loss, of: document(0, onlyB.coefficients[0]!, onlyB.intercept) }]
      : []),
  ];
  return candidates.sort((x, y) => x.loss - y.loss)[0]?.of ?? constant;
}

/** @param p within the clip */
export const applyBeta = ({ a, b, c }: BetaDocument, p: number): number => sigmoid(a * lnP(p) + b * minusLnQ(p) + c);
