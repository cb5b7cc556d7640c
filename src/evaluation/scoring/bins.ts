import { midranks } from './ranks.js';

/** How a reliability diagram and a decomposition group the forecasts. */
export type BinScheme = 'equal_width' | 'equal_count';

/** Bin of each row, 0 … count − 1; a bin may be empty. */
export interface Binning {
  readonly scheme: BinScheme;
  readonly count: number;
  readonly of: Int32Array;
}

/** Bins [k/K, (k + 1)/K); the last one includes 1. */
export const equalWidthBins = (probabilities: Float64Array, count: number): Binning => ({
  scheme: 'equal_width',
  count,
  of: Int32Array.from(probabilities, (p) => Math.min(count - 1, Math.floor(p * count))),
});

/**
 * Bins of about n / K rows by rank. Equal forecasts stay in one bin, by the middle of their ranks, so that the bins do not
 * depend on the order of the rows; where many are equal, bins are uneven or empty.
 */
export function equalCountBins(probabilities: Float64Array, count: number): Binning {
  const ranks = midranks(probabilities);
  const n = probabilities.length;
  return {
    scheme: 'equal_count',
    count,
    of: Int32Array.from(ranks, (rank) => Math.min(count - 1, Math.floor(((rank - 0.5) / n) * count))),
  };
}
