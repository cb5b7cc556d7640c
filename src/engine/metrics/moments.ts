/** Arithmetic mean; NaN of nothing. */
export function mean(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

/** Mean of (value − mean) to the given power. */
export function centralMoment(values: Float64Array, power: number): number {
  const centre = mean(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const deviation = values[i]! - centre;
    let term = deviation;
    for (let k = 1; k < power; k++) term *= deviation;
    sum += term;
  }
  return sum / values.length;
}

/** Sample standard deviation, divided by n − 1; null with fewer than two values. */
export function sampleDeviation(values: Float64Array): number | null {
  const n = values.length;
  return n < 2 ? null : Math.sqrt((centralMoment(values, 2) * n) / (n - 1));
}
