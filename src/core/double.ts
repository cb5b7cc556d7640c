/**
 * Zero as a double. V8 keeps small integers and doubles apart: a field that begins as the integer 0 and later holds 0.5
 * changes the object's layout, which throws away all code compiled for it (measured: two to three recompilations a run).
 * −0 is never a small integer, and adds, compares and prints like 0.
 */
export const DOUBLE_ZERO = -0;
