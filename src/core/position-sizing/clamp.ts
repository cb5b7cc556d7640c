/** Limits a finite number to [low, high]; an infinite one goes to its end. NaN is not a number to limit: it throws. */
export function clamp(value: number, low: number, high: number): number {
  if (Number.isNaN(value)) throw new RangeError('clamp: value is NaN');
  return Math.min(Math.max(value, low), high);
}
