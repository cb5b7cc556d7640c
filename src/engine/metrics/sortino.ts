import { mean } from '../../core/statistics/moments.js';
import { periodsPerYear, type SampledReturns } from './sampled-returns.js';

/**
 * Sortino ratio: mean over downside deviation √(mean of min(r, 0)²), times √(periods a year), target 0; null without a
 * loss. Sortino & Price, "Performance Measurement in a Downside Risk Framework" (Journal of Investing, 1994).
 */
export function sortino({ returns, periodMs }: SampledReturns): number | null {
  let squares = 0;
  for (let i = 0; i < returns.length; i++) if (returns[i]! < 0) squares += returns[i]! * returns[i]!;
  if (squares === 0) return null;
  return (mean(returns) / Math.sqrt(squares / returns.length)) * Math.sqrt(periodsPerYear(periodMs));
}
