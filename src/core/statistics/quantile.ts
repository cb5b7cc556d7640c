/**
 * Quantile that interpolates linearly between order statistics (type 7 of Hyndman & Fan, "Sample Quantiles in Statistical
 * Packages", 1996). NaN of nothing.
 * @param probability in [0, 1]
 */
export function quantile(values: Float64Array, probability: number): number {
  const sorted = Float64Array.from(values).sort();
  const at = (sorted.length - 1) * probability;
  const below = Math.floor(at);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (at - below);
}

/** The middle value, or the mean of the two middle ones; null of nothing. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  // Without a function to compare with, numbers are sorted natively.
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
