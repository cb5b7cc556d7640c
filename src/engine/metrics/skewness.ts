import { centralMoment } from '../../core/statistics/moments.js';

/**
 * Sample skewness G1 = √(n(n−1)) / (n−2) · m3 / m2^1.5; null with fewer than three values or without variation. Joanes &
 * Gill, "Comparing Measures of Sample Skewness and Kurtosis" (The Statistician, 1998).
 */
export function skewness(values: Float64Array): number | null {
  const n = values.length;
  const variance = centralMoment(values, 2);
  if (n < 3 || variance === 0) return null;
  return ((Math.sqrt(n * (n - 1)) / (n - 2)) * centralMoment(values, 3)) / (variance * Math.sqrt(variance));
}
