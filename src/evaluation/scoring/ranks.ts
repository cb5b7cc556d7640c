/** Ranks from 1; equal values share the mean of their ranks. */
export function midranks(values: Float64Array): Float64Array {
  const order = Uint32Array.from(values, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to += 1;
    for (let i = from; i < to; i++) ranks[order[i]!] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}

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
