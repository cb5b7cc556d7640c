import type { SampledReturns } from './sampled-returns.js';

/**
 * Ulcer index: root mean square of the drawdown at the end of each period (`returns_period_ms`: a day, or a bar where bars are
 * longer; what was made good within a period is not seen), a fraction. Martin & McCann, "The Investor's
 * Guide to Fidelity Funds" (1989).
 */
export function ulcerIndex({ values }: SampledReturns): number | null {
  const periods = values.length - 1;
  if (periods < 1) return null;
  let peak = values[0]!;
  let squares = 0;
  for (let i = 1; i < values.length; i++) {
    peak = Math.max(peak, values[i]!);
    const drawdown = (peak - values[i]!) / peak;
    squares += drawdown * drawdown;
  }
  return Math.sqrt(squares / periods);
}
