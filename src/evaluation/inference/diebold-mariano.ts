import { longRunVariance } from './long-run-variance.js';
import { studentTCdf, studentTTwoSided } from './student-t.js';

export interface DieboldMariano {
  /** Mean loss of the first less that of the second: negative where the first is better. */
  readonly meanDifference: number;
  /** With the correction for the sample's length. */
  readonly statistic: number;
  /** Two-sided. */
  readonly pValue: number;
  /** One-sided: small where the first is better. */
  readonly pFirstBetter: number;
  /** Of the mean difference, correction included. */
  readonly standardError: number;
  /** Rectangular, or Bartlett where the rectangular variance was not positive. */
  readonly kernel: 'rectangular' | 'bartlett';
  readonly lags: number;
}

/**
 * Equal expected loss of two forecasters whose windows overlap over m rows. F. X. Diebold & R. S. Mariano, "Comparing
 * Predictive Accuracy" (JBES 1995), with the correction sqrt((n + 1 − 2m + m(m − 1)/n) / n) and t(n − 1) of D. Harvey,
 * S. Leybourne & P. Newbold, "Testing the Equality of Prediction Mean Squared Errors" (International Journal of Forecasting
 * 1997), kept for either kernel. Null where no row is left after the overlap (n ≤ m) or the difference never varies.
 * @param differences loss of the first less loss of the second, in order of time
 * @param overlap m = ceil(horizon / step), at least 1
 */
export function dieboldMariano(differences: Float64Array, overlap: number): DieboldMariano | null {
  const n = differences.length;
  const longRun = longRunVariance(differences, overlap);
  if (longRun === null || n <= overlap) return null;
  let meanDifference = 0;
  for (let i = 0; i < n; i++) meanDifference += differences[i]! / n;
  const correction = (n + 1 - 2 * overlap + (overlap * (overlap - 1)) / n) / n;
  const standardError = Math.sqrt(longRun.value / n / correction);
  const statistic = meanDifference / standardError;
  return {
    meanDifference,
    statistic,
    pValue: studentTTwoSided(statistic, n - 1),
    pFirstBetter: studentTCdf(statistic, n - 1),
    standardError,
    kernel: longRun.kernel,
    lags: longRun.lags,
  };
}
