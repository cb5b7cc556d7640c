import { mean } from '../../core/statistics/moments.js';
import type { SampledReturns } from './sampled-returns.js';
import { YEAR } from '../../core/time.js';

/** Value bought and sold over mean equity, a year: 2 means that the account was bought and sold once. */
export function turnover(tradedNotional: number, { values }: SampledReturns, durationMs: number): number | null {
  const average = mean(values);
  if (!(durationMs > 0) || !(average > 0)) return null;
  return (tradedNotional / average) * (YEAR / durationMs);
}
