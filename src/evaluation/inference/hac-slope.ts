import { longRunVariance } from './long-run-variance.js';
import { studentTTwoSided } from './student-t.js';

export interface HacSlope {
  /** Pearson's correlation of the two columns. */
  readonly correlation: number;
  /** Two-sided p-value of a zero slope; null where the variance is not estimable. */
  readonly pValue: number | null;
  readonly statistic: number | null;
}

/**
 * Correlation with a p-value that allows for overlapping windows: the slope of the least-squares line of y on x with the
 * long-run variance of its scores (x − x̄)·residual, and t(n − 2) (Newey & West 1987; the correction n / (n − 2) for the two
 * coefficients). On ranks it tests Spearman's. Null where a column is constant or there are fewer than four rows.
 */
export function hacSlope(x: Float64Array, y: Float64Array, overlap: number): HacSlope | null {
  const n = x.length;
  if (n < 4) return null;
  let meanX = 0;
  let meanY = 0;
  for (let i = 0; i < n; i++) {
    meanX += x[i]! / n;
    meanY += y[i]! / n;
  }
  let xx = 0;
  let xy = 0;
  let yy = 0;
  for (let i = 0; i < n; i++) {
    const dx = x[i]! - meanX;
    const dy = y[i]! - meanY;
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
  }
  const scale = (column: Float64Array) => column.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (!(xx > n * (1e-14 * scale(x)) ** 2 && yy > n * (1e-14 * scale(y)) ** 2)) return null;
  const slope = xy / xx;
  const scores = x.map((value, i) => (value - meanX) * (y[i]! - meanY - slope * (value - meanX)));
  const longRun = n <= overlap ? null : longRunVariance(scores, overlap);
  const correlation = Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)));
  if (longRun === null) return { correlation, pValue: null, statistic: null };
  const standardError = Math.sqrt((n * longRun.value * n) / (n - 2)) / xx;
  const statistic = slope / standardError;
  return { correlation, statistic, pValue: studentTTwoSided(statistic, n - 2) };
}
