import { deltaPack } from './delta-pack.js';

/** Prices of exchanges have at most eight; beyond that they were computed. */
const MOST_PLACES = 9;
/** Above it a product with a power of ten is no longer the whole number that is meant. */
const LARGEST = 2 ** 51;
/** Rows that say of most numbers of places that they are too few, before room for a column is taken. */
const LOOKED_AT_FIRST = 64;

/** Values as whole numbers over a power of ten, packed. */
export interface PackedDecimals {
  readonly places: number;
  readonly bytes: Uint8Array;
}

/**
 * The values as decimals of equal length, each exactly what it is: whole / 10^places. Null where no number of places up to nine
 * does it, as for computed prices, where a value is missing, and where a step between two is too wide to be packed.
 */
export function packDecimals(values: Float64Array): PackedDecimals | null {
  const first = new Float64Array(Math.min(LOOKED_AT_FIRST, values.length));
  for (let places = 0; places <= MOST_PLACES; places++) {
    const factor = 10 ** places;
    if (!wholes(values, factor, 0, first)) continue;
    const bytes = deltaPack(values.length, (from, whole) => wholes(values, factor, from, whole));
    if (bytes === 'not-whole') continue;
    // With more places each step is wider still.
    return bytes === 'too-wide' ? null : { places, bytes };
  }
  return null;
}

/** Stops at the first value that does not fit. */
function wholes(values: Float64Array, factor: number, from: number, whole: Float64Array): boolean {
  for (let i = 0; i < whole.length; i++) {
    const value = values[from + i]!;
    const rounded = Math.round(value * factor);
    if (!(rounded / factor === value && Math.abs(rounded) < LARGEST)) return false;
    // Minus zero is not a whole number.
    if (rounded === 0 && Object.is(value, -0)) return false;
    whole[i] = rounded;
  }
  return true;
}
