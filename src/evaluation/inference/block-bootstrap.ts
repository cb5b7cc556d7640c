import type { Random } from '../../core/ports/random.js';
import { quantile } from '../../core/statistics/quantile.js';

/**
 * `stationary`: blocks of geometric length, wrapped around (Politis & Romano, JASA 1994). `circular`: fixed length, wrapped
 * around (Politis & Romano 1992). `moving`: fixed length, inside the series (Künsch, Annals of Statistics 1989).
 */
export type BlockScheme = 'stationary' | 'circular' | 'moving';

export interface BlockBootstrapOptions {
  readonly random: Random;
  /** Default `circular`: measured nearer to its level than `stationary` where few blocks fit. */
  readonly scheme?: BlockScheme;
  /** Rows; the mean length for `stationary`. At least twice the overlap of the windows keeps their dependence. */
  readonly blockLength: number;
  /** Default 1,000. */
  readonly samples?: number | undefined;
  /** Coverage of the interval, (0, 1). Default 0.95. */
  readonly level?: number;
}

/** Percentile interval of a statistic, widened for the length of the blocks. */
export interface BootstrapInterval {
  readonly low: number;
  readonly high: number;
  /** One-sided lower bound at the same level: the statistic is above it with that confidence. */
  readonly lowerBound: number;
}

/** One that was drawn: other draws give other ends. */
export interface DrawnInterval extends BootstrapInterval {
  /** Monte Carlo standard errors of `low` and `high`. */
  readonly lowError: number;
  readonly highError: number;
}

/** Walks through the blocks of one resample: `visit(start, length)` with start + length possibly past n, then wrapped. */
function drawBlocks(n: number, options: BlockBootstrapOptions, visit: (start: number, length: number) => void): void {
  const { random, scheme = 'circular' } = options;
  const mean = Math.max(1, Math.min(Math.ceil(options.blockLength), n));
  const logStay = Math.log1p(-1 / mean);
  for (let filled = 0; filled < n;) {
    const drawn = scheme !== 'stationary' || mean === 1 ? mean : 1 + Math.floor(Math.log(1 - random.next()) / logStay);
    const start = Math.floor(random.next() * (scheme === 'moving' ? n - mean + 1 : n));
    const length = Math.min(drawn, n - filled);
    visit(start, length);
    filled += length;
  }
}

/**
 * How much wider than its percentiles an interval must be: resampled blocks see the variance through a Bartlett kernel as
 * wide as a block, and with b = block / n not near 0 that estimate is short and uncertain. Ratio of the critical value that
 * allows for it to the normal's, two-sided 5 % and one-sided 5 %: N. M. Kiefer & T. J. Vogelsang, "A New Asymptotic Theory
 * for Heteroskedasticity-Autocorrelation Robust Tests" (Econometric Theory 2005), table 1; that the naive block bootstrap
 * needs it: S. Gonçalves & T. J. Vogelsang (Econometric Theory 2011). The same ratios serve other levels.
 */
const widening = (b: number) => ({
  twoSided: (1.96 + 2.9694 * b + 0.416 * b * b - 0.5324 * b ** 3) / 1.96,
  oneSided: (1.6449 + 2.1859 * b + 0.3142 * b * b - 0.3427 * b ** 3) / 1.6449,
});

function intervalOf(
  estimate: number,
  values: Float64Array,
  n: number,
  { blockLength, level = 0.95 }: BlockBootstrapOptions,
): DrawnInterval | null {
  if (!Number.isFinite(estimate) || values.some((value) => !Number.isFinite(value))) return null;
  const { twoSided, oneSided } = widening(blockLength / n);
  const at = (probability: number, factor: number) => estimate + factor * (quantile(values, probability) - estimate);
  const tail = (1 - level) / 2;
  // The share of draws below a quantile is binomial: half the distance between the quantiles one standard error of it either
  // way (J. S. Maritz & R. G. Jarrett, "A Note on Estimating the Variance of the Sample Median", JASA 1978, for the idea).
  const step = Math.sqrt((tail * (1 - tail)) / values.length);
  const errorAt = (probability: number): number =>
    (quantile(values, Math.min(1, probability + step)) - quantile(values, Math.max(0, probability - step))) / 2;
  return {
    low: at(tail, twoSided),
    high: at(1 - tail, twoSided),
    lowerBound: at(1 - level, oneSided),
    lowError: twoSided * errorAt(tail),
    highError: twoSided * errorAt(1 - tail),
  };
}

/**
 * Interval of any statistic of paired rows: it is given the row numbers of a resample and looks the rows up itself, so that
 * what belongs together stays together. The array is reused. Null where the statistic is undefined in any resample, and
 * where fewer than two blocks fit the series.
 */
export function bootstrapRows(
  n: number,
  statistic: (rows: Int32Array) => number,
  options: BlockBootstrapOptions,
): DrawnInterval | null {
  if (n < 2 * options.blockLength) return null;
  const rows = new Int32Array(n);
  const values = new Float64Array(options.samples ?? 1_000);
  for (let sample = 0; sample < values.length; sample++) {
    let at = 0;
    drawBlocks(n, options, (start, length) => {
      for (let k = 0; k < length; k++) rows[at++] = (start + k) % n;
    });
    values[sample] = statistic(rows);
  }
  const all = rows.map((_, i) => i);
  return intervalOf(statistic(all), values, n, options);
}

/** Running totals: the sum over rows a … b − 1 is totals[b] − totals[a]. */
function runningTotals(values: Float64Array): Float64Array {
  const totals = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) totals[i + 1] = totals[i]! + values[i]!;
  return totals;
}

/**
 * The same for statistics that are functions of column means (a skill is a ratio of two): each block is two look-ups in
 * running totals instead of a walk over its rows, so that a resample costs n / blockLength steps. All statistics see the
 * same resamples. The array of means is reused. One interval for each statistic.
 * @param columns of equal length, in order of time
 */
export function bootstrapMeans(
  columns: readonly Float64Array[],
  statistics: readonly ((means: Float64Array) => number)[],
  options: BlockBootstrapOptions,
): (DrawnInterval | null)[] {
  const n = columns[0]?.length ?? 0;
  if (n < 2 * options.blockLength) return statistics.map(() => null);
  const totals = columns.map(runningTotals);
  const samples = options.samples ?? 1_000;
  const values = statistics.map(() => new Float64Array(samples));
  const means = new Float64Array(columns.length);
  for (let sample = 0; sample < samples; sample++) {
    means.fill(0);
    drawBlocks(n, options, (start, length) => {
      const end = start + length;
      for (let c = 0; c < totals.length; c++) {
        const total = totals[c]!;
        means[c]! += end <= n ? total[end]! - total[start]! : total[n]! - total[start]! + total[end - n]!;
      }
    });
    for (let c = 0; c < means.length; c++) means[c]! /= n;
    statistics.forEach((statistic, s) => (values[s]![sample] = statistic(means)));
  }
  totals.forEach((total, c) => (means[c] = total[n]! / n));
  const estimates = statistics.map((statistic) => statistic(means));
  return values.map((column, s) => intervalOf(estimates[s]!, column, n, options));
}
