import { autocovariances } from './autocovariances.js';

export interface BlockLengths {
  /** Mean length for the stationary bootstrap. */
  readonly stationary: number;
  readonly circular: number;
}

/**
 * Block lengths that follow the dependence of a series, in rows, not rounded: D. N. Politis & H. White, "Automatic Block-Length
 * Selection for the Dependent Bootstrap" (Econometric Reviews 2004), with the correction of A. Patton, D. N. Politis & H. White
 * (Econometric Reviews 2009). Autocorrelations count up to twice the first lag from which on K in a row are within
 * ±2·√(log₁₀ n / n), with a flat-top window. Lengths are at most min(3√n, n/3). 1 for a series that never varies or is shorter than 8.
 */
export function automaticBlockLength(values: Float64Array): BlockLengths {
  const n = values.length;
  const longest = Math.ceil(Math.min(3 * Math.sqrt(n), n / 3));
  const run = Math.max(5, Math.trunc(Math.log10(n)));
  const mostLags = Math.ceil(Math.sqrt(n)) + run;
  if (n < 8) return { stationary: 1, circular: 1 };
  const gamma = autocovariances(values, mostLags);
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  // What rounding leaves of a constant is not variance.
  if (!(gamma[0]! > (1e-13 * largest) ** 2)) return { stationary: 1, circular: 1 };
  const negligible = firstNegligible(gamma, n, run);
  const bandwidth = Math.min(negligible === null ? mostLags : 2 * negligible, gamma.length - 1);
  let sum = 0;
  let longRun = gamma[0]!;
  for (let lag = 1; lag <= bandwidth; lag++) {
    const window = lag / bandwidth <= 0.5 ? 1 : 2 * (1 - lag / bandwidth);
    sum += 2 * window * lag * gamma[lag]!;
    longRun += 2 * window * gamma[lag]!;
  }
  const length = (factor: number): number =>
    Math.min(longest, (((2 * sum * sum) / (factor * longRun * longRun)) * n) ** (1 / 3));
  return { stationary: length(2), circular: length(4 / 3) };
}

/** The first of `run` negligible autocorrelations in a row, at least 1; null where they never become negligible. */
function firstNegligible(gamma: Float64Array, n: number, run: number): number | null {
  const bound = 2 * Math.sqrt(Math.log10(n) / n) * gamma[0]!;
  let inARow = 0;
  for (let lag = 1; lag < gamma.length - 1; lag++) {
    inARow = Math.abs(gamma[lag]!) < bound ? inARow + 1 : 0;
    if (inARow === run) return lag - run + 1;
  }
  return null;
}
