export interface Drawdown {
  /** Largest loss from a peak, a fraction of the peak (0.2 means 20 %). */
  readonly depth: number;
  /** Longest stretch of values below an earlier peak, in steps; one that has not recovered counts to the end. */
  readonly longestSteps: number;
}

/**
 * Maximum drawdown: max over t of (max over s ≤ t of E(s) − E(t)) / max over s ≤ t of E(s). The initial equity is the first
 * peak. Magdon-Ismail & Atiya, "Maximum Drawdown" (Risk, 2004).
 */
export function maxDrawdown(equity: Float64Array, initialEquity: number): Drawdown {
  let peak = initialEquity;
  let peakStep = -1;
  let depth = 0;
  let longestSteps = 0;
  // The deepest loss of each stretch is divided once, at its end: a division per step would be most of the work.
  let lowest = Infinity;
  for (let i = 0; i < equity.length; i++) {
    const value = equity[i]!;
    if (value >= peak) {
      if (lowest < peak) {
        depth = Math.max(depth, (peak - lowest) / peak);
        longestSteps = Math.max(longestSteps, i - peakStep - 1);
        lowest = Infinity;
      }
      peak = value;
      peakStep = i;
    } else if (value < lowest) lowest = value;
  }
  if (lowest < peak) {
    depth = Math.max(depth, (peak - lowest) / peak);
    longestSteps = Math.max(longestSteps, equity.length - 1 - peakStep);
  }
  return { depth, longestSteps };
}
