import { asLongAs, memoryOf } from '../inference/persistence.js';
import { persistentMean } from '../inference/persistent-mean.js';

/**
 * One-sided p-value of "the first forecasts have no smaller Brier score than the second", on the same rows. The difference of two
 * losses is (a − b)(a + b − 2y), so it deviates no longer than a − b itself lasts: the test allows for that long, as `skillTest`
 * does. Null where rows are too few or the two never differ.
 * @param overlap m, in rows
 */
export function pBetter(a: Float64Array, b: Float64Array, outcomes: Float64Array, overlap: number): number | null {
  const apart = a.map((p, i) => p - b[i]!);
  const differences = apart.map((d, i) => d * (a[i]! + b[i]! - 2 * outcomes[i]!));
  const found = persistentMean(differences, overlap, asLongAs(memoryOf(apart), a.length, overlap));
  return found?.pAtLeast(0) ?? null;
}
