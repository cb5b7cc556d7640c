import { sampleDeviation } from '../../core/statistics/moments.js';
import { periodsPerYear, type SampledReturns } from './sampled-returns.js';

/** Annualised sample standard deviation of period returns, a fraction; null with fewer than two periods. */
export function volatility({ returns, periodMs }: SampledReturns): number | null {
  const deviation = sampleDeviation(returns);
  return deviation === null ? null : deviation * Math.sqrt(periodsPerYear(periodMs));
}
