import type { z } from 'zod';
import { cosineTest } from '../inference/cosine-test.js';
import { midranks } from './ranks.js';
import type { correlationSchema } from './schema.js';
import { mean } from '../../core/statistics/moments.js';

type Correlation = z.infer<typeof correlationSchema>;

/** Deviations from the mean in units of their norm; null for a column that never varies. */
function standardised(column: Float64Array): Float64Array | null {
  const centre = mean(column);
  const scale = column.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  const deviations = column.map((value) => value - centre);
  const norm = Math.sqrt(deviations.reduce((sum, value) => sum + value * value, 0));
  return norm > 1e-14 * scale * Math.sqrt(column.length) ? deviations.map((value) => value / norm) : null;
}

/**
 * Pearson's correlation with a two-sided p-value that allows for overlapping windows: the cosine test of a zero mean of the
 * products of standardised values. On a random walk with opinions that last (m = 24, n = 400) it rejects 5 % of true nulls;
 * the least-squares slope with a rectangular kernel rejects 13 % (measured). Null where a column never varies.
 */
export function pearson(x: Float64Array, y: Float64Array, overlap: number): Correlation | null {
  const first = standardised(x);
  const second = standardised(y);
  if (first === null || second === null) return null;
  const products = first.map((value, i) => value * second[i]!);
  const value = products.reduce((sum, product) => sum + product, 0);
  return {
    value: Math.max(-1, Math.min(1, value)),
    p_value: cosineTest(products, overlap)?.pValue ?? null,
  };
}

/** Spearman's: Pearson's of the midranks. */
export const spearman = (x: Float64Array, y: Float64Array, overlap: number): Correlation | null =>
  pearson(midranks(x), midranks(y), overlap);
