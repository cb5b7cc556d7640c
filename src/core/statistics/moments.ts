/** Sum of counts or prices; null as soon as one of them is not known. */
export const knownSum = (values: readonly (number | null)[]): number | null =>
  values.reduce<number | null>((total, value) => (total === null || value === null ? null : total + value), 0);

/** Sum in the order of the values; 0 of nothing. */
export function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}

/** Arithmetic mean; NaN of nothing. */
export const mean = (values: ArrayLike<number>): number => sum(values) / values.length;

/** Mean of (value − mean) to the given power. */
export function centralMoment(values: ArrayLike<number>, power: number): number {
  const centre = mean(values);
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const deviation = values[i]! - centre;
    let term = deviation;
    for (let k = 1; k < power; k++) term *= deviation;
    total += term;
  }
  return total / values.length;
}

/** Sample standard deviation, divided by n − 1; null with fewer than two values. */
export function sampleDeviation(values: ArrayLike<number>): number | null {
  const n = values.length;
  return n < 2 ? null : Math.sqrt((centralMoment(values, 2) * n) / (n - 1));
}
