/** Relative distance within which two numbers are one, written or computed otherwise: doubles have 16 digits, and no vendor 12. */
const TOLERANCE = 1e-12;

/** Whether two finite numbers are the same but for how they were computed or written. */
export const sameNumber = (a: number, b: number): boolean =>
  a === b || Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));

/** The same of two values as JSON has them, part by part. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') return sameNumber(a, b);
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const [x, y] = [Object.entries(a), Object.entries(b)];
  const others = new Map<string, unknown>(y);
  return x.length === y.length && x.every(([key, value]) => others.has(key) && sameValue(value, others.get(key)));
}

/**
 * Zero as a double. V8 keeps small integers and doubles apart: a field that begins as the integer 0 and later holds 0.5
 * changes the object's layout, which throws away all code compiled for it (measured: two to three recompilations a run).
 * −0 is never a small integer, and adds, compares and prints like 0.
 */
export const DOUBLE_ZERO = -0;
