/** Prices of exchanges have at most eight; beyond that they were computed. */
const MOST_PLACES = 9;
/** Above it a product with a power of ten is no longer the whole number that is meant. */
const LARGEST = 2 ** 51;

/** Values as whole numbers over a power of ten. */
export interface Decimals {
  readonly places: number;
  readonly whole: Float64Array;
}

/**
 * The values as decimals of equal length, each exactly what it is: whole / 10^places. Null where no number of places up to nine
 * does it, as for computed prices, or where a value is missing.
 */
export function asDecimals(values: Float64Array): Decimals | null {
  const whole = new Float64Array(values.length);
  for (let places = 0; places <= MOST_PLACES; places++) {
    if (fill(whole, values, 10 ** places)) return { places, whole };
  }
  return null;
}

/** Stops at the first value that does not fit. */
function fill(whole: Float64Array, values: Float64Array, factor: number): boolean {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const rounded = Math.round(value * factor);
    if (!(rounded / factor === value && Math.abs(rounded) < LARGEST)) return false;
    // Minus zero is not a whole number.
    if (rounded === 0 && Object.is(value, -0)) return false;
    whole[i] = rounded;
  }
  return true;
}
