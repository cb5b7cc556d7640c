import type { Random } from '../../core/ports/random.js';
import { quantile } from '../../engine/metrics/tails.js';
import { normalQuantile } from '../../engine/metrics/normal-quantile.js';
import type { Binning } from './bins.js';

export interface ConsistencyOptions {
  readonly random: Random;
  /** m: rows whose windows overlap; 1 for independent outcomes. */
  readonly overlap: number;
  readonly samples: number;
  /** Coverage, (0, 1). */
  readonly level: number;
}

/** Range of a bin's observed frequency were the forecasts calibrated; null for an empty bin. */
export type ConsistencyBand = { readonly low: number; readonly high: number } | null;

/** Fills a column with standard normals, two at a time by the polar method (G. Marsaglia & T. A. Bray, SIAM Review, 1964). */
function fillWithNormals(column: Float64Array, random: Random): void {
  for (let i = 0; i < column.length; i += 2) {
    let u;
    let v;
    let square;
    do {
      u = 2 * random.next() - 1;
      v = 2 * random.next() - 1;
      square = u * u + v * v;
    } while (square >= 1 || square === 0);
    const factor = Math.sqrt((-2 * Math.log(square)) / square);
    column[i] = u * factor;
    if (i + 1 < column.length) column[i + 1] = v * factor;
  }
}

/**
 * Consistency bars of a reliability diagram: the forecasts as they are, outcomes drawn from them again and again. J. Bröcker
 * & L. A. Smith, "Increasing the Reliability of Reliability Diagrams" (Weather and Forecasting, 2007). Theirs draws
 * independent outcomes; labels of overlapping windows share most of their prices, and independent draws give bands that are
 * too narrow. So each outcome is Φ(z) < p with z the normalised sum of m shocks of which neighbours share m − 1: the
 * autocorrelation that the return of overlapping windows has in a random walk. With m = 1 it is theirs.
 * @returns for each binning, a band for each bin
 */
export function consistencyBands(
  probabilities: Float64Array,
  binnings: readonly Binning[],
  { random, overlap, samples, level }: ConsistencyOptions,
): ConsistencyBand[][] {
  const n = probabilities.length;
  const threshold = probabilities.map((p) => normalQuantile(p) * Math.sqrt(overlap));
  const shocks = new Float64Array(n + overlap);
  const rows = binnings.map(({ of, count }) => {
    const counts = new Float64Array(count);
    for (const bin of of) counts[bin]! += 1;
    return counts;
  });
  const hits = binnings.map(({ count }) => new Float64Array(count));
  const frequencies = binnings.map(({ count }) => Array.from({ length: count }, () => new Float64Array(samples)));
  for (let sample = 0; sample < samples; sample++) {
    fillWithNormals(shocks, random);
    for (const counts of hits) counts.fill(0);
    let sum = 0;
    for (let k = 0; k < overlap; k++) sum += shocks[k]!;
    for (let i = 0; i < n; i++) {
      if (sum < threshold[i]!) for (let b = 0; b < hits.length; b++) hits[b]![binnings[b]!.of[i]!]! += 1;
      sum += shocks[i + overlap]! - shocks[i]!;
    }
    hits.forEach((counts, b) => {
      for (let bin = 0; bin < counts.length; bin++) frequencies[b]![bin]![sample] = counts[bin]! / rows[b]![bin]!;
    });
  }
  const tail = (1 - level) / 2;
  return frequencies.map((bins, b) =>
    bins.map((values, bin) =>
      rows[b]![bin] === 0 ? null : { low: quantile(values, tail), high: quantile(values, 1 - tail) },
    ),
  );
}
