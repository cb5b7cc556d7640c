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
