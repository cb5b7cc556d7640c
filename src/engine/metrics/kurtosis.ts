import { centralMoment } from '../../core/statistics/moments.js';

/**
 * Sample excess kurtosis G2 = (n−1) / ((n−2)(n−3)) · ((n+1)·(m4 / m2² − 3) + 6): 0 for a normal distribution; null with
 * fewer than four values or without variation. Joanes & Gill (1998), as for skewness.
 */
export function kurtosis(values: Float64Array): number | null {
  const n = values.length;
  const variance = centralMoment(values, 2);
  if (n < 4 || variance === 0) return null;
  const excess = centralMoment(values, 4) / (variance * variance) - 3;
  return ((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * excess + 6);
}
