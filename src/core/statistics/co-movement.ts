/** Fewer joint returns than this say nothing: at a true correlation of 0.7 the standard error, (1 − ρ²)/√n, is 0.07 with 60. */
export const LEAST_JOINT_RETURNS = 60;

/**
 * Pearson's correlation of two series of returns over the steps at which both are finite, −1 … 1. Null where there are fewer than
 * 60 of those, or one of the two never moves.
 */
export function returnCorrelation(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  let [count, sumA, sumB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i]!, b[i]!];
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    count++;
    sumA += x;
    sumB += y;
  }
  if (count < LEAST_JOINT_RETURNS) return null;
  const [meanA, meanB] = [sumA / count, sumB / count];
  let [squaresA, squaresB, products] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i]! - meanA, b[i]! - meanB];
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    squaresA += x * x;
    squaresB += y * y;
    products += x * y;
  }
  if (!(squaresA > 0) || !(squaresB > 0)) return null;
  return products / Math.sqrt(squaresA * squaresB);
}

/** Log returns from each close to the next, as long as the closes; NaN where one of the two is missing (NaN). */
export function logReturns(closes: ArrayLike<number>): Float64Array {
  const returns = new Float64Array(closes.length).fill(NaN);
  for (let i = 1; i < closes.length; i++) returns[i] = Math.log(closes[i]! / closes[i - 1]!);
  return returns;
}

/**
 * Groups of things that are together directly or through others: the clusters of single linkage, as in R. N. Mantegna,
 * "Hierarchical structure in financial markets", European Physical Journal B 11 (1999). @returns the number of each one's group,
 * which is the index of the first in it
 */
export function linkedGroups(count: number, areLinked: (a: number, b: number) => boolean): Int32Array {
  const group = Int32Array.from({ length: count }, (_, index) => index);
  for (let a = 0; a < count; a++) {
    for (let b = a + 1; b < count; b++) {
      const [low, high] = [Math.min(group[a]!, group[b]!), Math.max(group[a]!, group[b]!)];
      if (low !== high && areLinked(a, b)) for (let k = 0; k < count; k++) if (group[k] === high) group[k] = low;
    }
  }
  return group;
}
