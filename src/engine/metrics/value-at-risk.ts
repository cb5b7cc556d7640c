/**
 * Historical value at risk: the loss of a period that is exceeded with probability 1 − level, a fraction, positive for a
 * loss. The quantile interpolates linearly between order statistics (type 7 of Hyndman & Fan, "Sample Quantiles in
 * Statistical Packages", 1996).
 */
export function valueAtRisk(returns: Float64Array, level: number): number | null {
  return returns.length === 0 ? null : -quantile(returns, 1 - level);
}

export function quantile(values: Float64Array, probability: number): number {
  const sorted = Float64Array.from(values).sort();
  const at = (sorted.length - 1) * probability;
  const below = Math.floor(at);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (at - below);
}
