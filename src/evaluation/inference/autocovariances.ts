/**
 * Autocovariances of lags 0 … `maxLag` (at most n − 1), with divisor n as the estimators of long-run variance want them:
 * γ_k = Σ (x_t − x̄)(x_{t+k} − x̄) / n.
 */
export function autocovariances(values: Float64Array, maxLag: number): Float64Array {
  const n = values.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += values[i]! / n;
  const centred = values.map((value) => value - mean);
  const result = new Float64Array(Math.max(0, Math.min(maxLag, n - 1)) + 1);
  for (let lag = 0; lag < result.length; lag++) {
    let sum = 0;
    for (let i = lag; i < n; i++) sum += centred[i]! * centred[i - lag]!;
    result[lag] = sum / n;
  }
  return result;
}
