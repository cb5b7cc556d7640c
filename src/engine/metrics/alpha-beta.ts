import { mean } from '../../core/statistics/moments.js';
import { periodsPerYear } from './sampled-returns.js';

/**
 * Regression of the returns on a benchmark's: beta = cov / var, alpha = (mean − beta · benchmark mean) · periods a year.
 * M. C. Jensen, "The Performance of Mutual Funds" (Journal of Finance, 1968), risk-free rate 0. Null where the benchmark does
 * not vary or there are fewer than two periods.
 */
export function alphaBeta(
  returns: Float64Array,
  benchmark: Float64Array,
  periodMs: number,
): { readonly alpha: number | null; readonly beta: number | null } {
  const n = returns.length;
  const centre = mean(returns);
  const benchmarkCentre = mean(benchmark);
  let covariance = 0;
  let variance = 0;
  for (let i = 0; i < n; i++) {
    const deviation = benchmark[i]! - benchmarkCentre;
    covariance += (returns[i]! - centre) * deviation;
    variance += deviation * deviation;
  }
  if (n < 2 || variance === 0) return { alpha: null, beta: null };
  const beta = covariance / variance;
  return { alpha: (centre - beta * benchmarkCentre) * periodsPerYear(periodMs), beta };
}
