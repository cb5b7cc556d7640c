import type { z } from 'zod';
import { hacSlope } from '../inference/hac-slope.js';
import { midranks } from './ranks.js';
import type { correlationSchema } from './schema.js';

type Correlation = z.infer<typeof correlationSchema>;

/** Pearson's correlation; null where a column never varies or has under four rows. */
export function pearson(x: Float64Array, y: Float64Array, overlap: number): Correlation | null {
  const fit = hacSlope(x, y, overlap);
  return fit === null ? null : { value: fit.correlation, p_value: fit.pValue };
}

/** Spearman's: Pearson's of the midranks. */
export const spearman = (x: Float64Array, y: Float64Array, overlap: number): Correlation | null =>
  pearson(midranks(x), midranks(y), overlap);
