export interface Drawdown {
  /** Largest loss from a peak, a fraction of the peak (0.2 means 20 %). */
  readonly depth: number;
  /** Longest stretch of values below an earlier peak, in steps; one that has not recovered counts to the end. */
  readonly longestSteps: number;
}

/**
 * Maximum drawdown: max over t of (max over s ≤ t of E(s) − E(t)) / max over s ≤ t of E(s). The initial equity is the first
 * peak. Magdon-Ismail & Atiya, "Maximum Drawdown" (Risk, 2004).
 * @param offset and @param scale: the value at a step is offset + scale · column, for curves that follow a price
 */
export function maxDrawdown(column: Float64Array, initialEquity: number, offset = 0, scale = 1): Drawdown {
  let peak = initialEquity;
  let peakStep = -1;
  let depth = 0;
  let longestSteps = 0;
  // The deepest loss of each stretch is divided once, at its end: a division per step would be most of the work.
  let lowest = Infinity;
  for (let i = 0; i < column.length; i++) {
    const value = offset + scale * column[i]!;
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
    longestSteps = Math.max(longestSteps, column.length - 1 - peakStep);
  }
  return { depth, longestSteps };
}
