import { midranks } from './ranks.js';

/**
 * Area under the ROC curve: the chance that a row that became 1 had a higher forecast than one that became 0, ties half.
 * From the rank sum of D. Bamber (Journal of Mathematical Psychology, 1975). Null where one outcome never occurs.
 */
export function areaUnderCurve(probabilities: Float64Array, outcomes: Float64Array): number | null {
  const ranks = midranks(probabilities);
  let ones = 0;
  let rankSum = 0;
  for (let i = 0; i < outcomes.length; i++) {
    if (outcomes[i] !== 1) continue;
    ones += 1;
    rankSum += ranks[i]!;
  }
  const zeros = outcomes.length - ones;
  return ones === 0 || zeros === 0 ? null : (rankSum - (ones * (ones + 1)) / 2) / (ones * zeros);
}
