/** Values from `from` to `to`; the outer two of a histogram also hold everything beyond. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

export interface Histogram {
  readonly bins: readonly Bin[];
  /** Values below and above the bins' range, counted in the outer bins. */
  readonly below: number;
  readonly above: number;
}

const MOST_BINS = 40;

/**
 * Bins of equal width with an edge at zero, so that no bin holds gains and losses. Width by the rule of Freedman and Diaconis
 * (2 · interquartile range / n^(1/3), 1981). The most extreme 1 % do not widen the range.
 */
export function histogram(values: readonly number[]): Histogram {
  // Without a function to compare with, numbers are sorted natively.
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  if (n === 0) return { bins: [], below: 0, above: 0 };
  const at = (share: number): number => sorted[Math.min(n - 1, Math.floor(share * n))]!;
  const cut = n >= 200 ? 0.005 : 0;
  const low = Math.min(0, at(cut));
  const high = Math.max(0, cut === 0 ? sorted[n - 1]! : at(1 - cut));
  const span = high - low;
  if (span === 0) return { bins: [{ from: -0.005, to: 0.005, count: n }], below: 0, above: 0 };
  const rule = (2 * (at(0.75) - at(0.25))) / Math.cbrt(n);
  const width = Math.max(rule, span / MOST_BINS, Number.MIN_VALUE);
  const first = Math.floor(low / width + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / width - 1e-9));
  const counts = new Array<number>(last - first).fill(0);
  let below = 0;
  let above = 0;
  for (const value of sorted) {
    const bin = Math.floor(value / width) - first;
    if (value < first * width) below++;
    if (value > last * width) above++;
    const inside = Math.max(0, Math.min(counts.length - 1, bin));
    counts[inside] = counts[inside]! + 1;
  }
  return {
    bins: counts.map((count, index) => ({ from: (first + index) * width, to: (first + index + 1) * width, count })),
    below,
    above,
  };
}
