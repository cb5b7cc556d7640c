import type { HmmObservations, HmmParameters } from './parameters.js';

/** Mean and (population) standard deviation of each column. */
export interface Scaling {
  readonly mean: Float64Array;
  readonly sd: Float64Array;
}

/** Scaling by the given rows alone. A column that never changes has the standard deviation 1. */
export function scalingOf({ values, rows, columns }: HmmObservations): Scaling {
  const mean = new Float64Array(columns);
  const sd = new Float64Array(columns);
  for (let j = 0; j < columns; j++) {
    for (let t = 0; t < rows; t++) mean[j]! += values[t * columns + j]! / rows;
    let squares = 0;
    for (let t = 0; t < rows; t++) squares += (values[t * columns + j]! - mean[j]!) ** 2;
    const spread = Math.sqrt(squares / rows);
    // A constant column comes out with rounding noise instead of 0.
    sd[j] = spread > 1e-12 * Math.abs(mean[j]!) ? spread : 1;
  }
  return { mean, sd };
}

export function standardised({ values, rows, columns }: HmmObservations, { mean, sd }: Scaling): HmmObservations {
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < out.length; i++) out[i] = (values[i]! - mean[i % columns]!) / sd[i % columns]!;
  return { values: out, rows, columns };
}

/** Parameters of raw rows as those of standardised ones. */
export function toStandard(p: HmmParameters, { mean, sd }: Scaling): HmmParameters {
  return {
    ...p,
    means: p.means.map((value, i) => (value - mean[i % p.columns]!) / sd[i % p.columns]!),
    variances: p.variances.map((value, i) => value / sd[i % p.columns]! ** 2),
  };
}

/** Parameters of standardised rows as those of raw ones. */
export function fromStandard(p: HmmParameters, { mean, sd }: Scaling): HmmParameters {
  return {
    ...p,
    means: p.means.map((value, i) => value * sd[i % p.columns]! + mean[i % p.columns]!),
    variances: p.variances.map((value, i) => value * sd[i % p.columns]! ** 2),
  };
}
