import { quantile } from '../../core/statistics/quantile.js';

/**
 * Expected shortfall: the mean loss of the periods at or beyond the historical value at risk, a fraction. Acerbi & Tasche,
 * "On the Coherence of Expected Shortfall" (2002).
 */
export function conditionalValueAtRisk(returns: Float64Array, level: number): number | null {
  if (returns.length === 0) return null;
  const limit = quantile(returns, 1 - level);
  let sum = 0;
  let count = 0;
  for (let i = 0; i < returns.length; i++) {
    if (returns[i]! > limit) continue;
    sum += returns[i]!;
    count++;
  }
  return -sum / count;
}
