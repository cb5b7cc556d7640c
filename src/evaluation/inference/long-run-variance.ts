import { autocovariances } from './autocovariances.js';

export interface LongRunVariance {
  /** n · Var(mean) in the limit; above 0. */
  readonly value: number;
  /** γ0: the variance if the rows were independent. */
  readonly variance: number;
  readonly kernel: 'rectangular' | 'bartlett';
  readonly lags: number;
}

/** Below this share of γ0 a variance is rounding, not a measurement. */
const NOTHING = 1e-12;

/**
 * Long-run variance of a series whose dependence ends before lag `overlap` = m, as that of horizons that overlap does: the
 * rectangular kernel to m − 1 lags (Diebold & Mariano, JBES 1995), and where that is not positive, as it can be, the
 * Bartlett kernel with 2m lags (Newey & West, Econometrica 1987; the fallback of Harvey, Leybourne & Whitehouse,
 * International Journal of Forecasting 2017). Rows that are missing between two make their lag longer in time, never
 * shorter, so that the lags still cover every dependent pair. Null for a constant series.
 */
export function longRunVariance(values: Float64Array, overlap: number): LongRunVariance | null {
  const n = values.length;
  if (n < 2) return null;
  const gamma = autocovariances(values, 2 * overlap);
  const variance = gamma[0]!;
  const scale = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  if (!(variance > (1e-14 * scale) ** 2 * n)) return null;
  const rectangularLags = Math.min(overlap - 1, n - 1);
  let value = variance;
  for (let lag = 1; lag <= rectangularLags; lag++) value += 2 * gamma[lag]!;
  if (value > NOTHING * variance) return { value, variance, kernel: 'rectangular', lags: rectangularLags };
  const lags = gamma.length - 1;
  value = variance;
  for (let lag = 1; lag <= lags; lag++) value += 2 * (1 - lag / (lags + 1)) * gamma[lag]!;
  return value > NOTHING * variance ? { value, variance, kernel: 'bartlett', lags } : null;
}

/**
 * How many independent rows would know the mean as well: n · γ0 / long-run variance, held to [1, n]. Negative dependence can
 * put the estimate above n; it is not credited.
 */
export const effectiveRows = (n: number, longRun: LongRunVariance): number =>
  Math.min(n, Math.max(1, (n * longRun.variance) / longRun.value));
