import { mean, sampleDeviation } from '../../core/statistics/moments.js';
import { periodsPerYear, type SampledReturns } from './sampled-returns.js';

/**
 * Sharpe ratio: mean over sample standard deviation of period returns, times √(periods a year), risk-free rate 0; null
 * where returns do not vary. W. F. Sharpe, "The Sharpe Ratio" (Journal of Portfolio Management, 1994).
 */
export function sharpe({ returns, periodMs }: SampledReturns): number | null {
  const deviation = sampleDeviation(returns);
  if (deviation === null || deviation === 0) return null;
  return (mean(returns) / deviation) * Math.sqrt(periodsPerYear(periodMs));
}
