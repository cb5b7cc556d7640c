import { quantile } from '../../core/statistics/quantile.js';

/** Historical value at risk: the loss of a period that is exceeded with probability 1 − level, a fraction, positive for a loss. */
export function valueAtRisk(returns: Float64Array, level: number): number | null {
  return returns.length === 0 ? null : -quantile(returns, 1 - level);
}
