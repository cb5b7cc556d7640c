import type { SampledReturns } from './sampled-returns.js';

export interface Drawdown {
  /** Largest loss from a peak, a fraction of the peak (0.2 means 20 %). */
  readonly depth: number;
  /** Longest stretch of values below an earlier peak, in steps; one that has not recovered counts to the end. */
  readonly longestSteps: number;
}

/**
 * Maximum drawdown: max over t of (max over s ≤ t of E(s) − E(t)) / max over s ≤ t of E(s). The initial value is the first
 * peak. Magdon-Ismail & Atiya, "Maximum Drawdown" (Risk, 2004).
 * @param shift what the column lacks: for an account of cash and one position, E = q · (price + cash / q), the drawdown can
 *   be read off the prices with a shift of cash / q
 */
export function maxDrawdown(column: Float64Array, initial: number, shift = 0): Drawdown {
  let peak = initial;
  let lowest = initial;
  let peakStep = -1;
  let depth = 0;
  let longestSteps = 0;
  const { length } = column;
  for (let i = 0; i < length; i++) {
    let value = column[i]!;
    // Below the peak only the lowest value matters; the loop of its own takes half the time of one that does everything.
    while (value < peak) {
      if (value < lowest) lowest = value;
      if (++i === length) break;
      value = column[i]!;
    }
    // The deepest loss of each stretch is divided once, at its end: a division per step would be most of the work.
    if (lowest < peak) {
      depth = Math.max(depth, (peak - lowest) / (peak + shift));
      longestSteps = Math.max(longestSteps, i - peakStep - 1);
    }
    peak = value;
    lowest = value;
    peakStep = i;
  }
  return { depth, longestSteps };
}

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

/** Calmar ratio: annual growth over maximum drawdown, here of the whole run. T. W. Young, "Calmar Ratio" (Futures, 1991). */
export function calmar(annualGrowth: number | null, maxDrawdown: number): number | null {
  return annualGrowth === null || maxDrawdown === 0 ? null : annualGrowth / maxDrawdown;
}
