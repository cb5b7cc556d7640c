import { InputError } from '../../core/errors.js';
import type { CalibrationRow } from './recalibration.js';

/** Rows by distinct probability, ascending, in columns. */
export interface Groups {
  readonly size: number;
  readonly p: Float64Array;
  /** Rows with that probability. */
  readonly count: Float64Array;
  /** Those of them that were bull. */
  readonly bulls: Float64Array;
}

function ascending(rows: readonly CalibrationRow[]): boolean {
  for (let i = 1; i < rows.length; i++) if (rows[i]!.p < rows[i - 1]!.p) return false;
  return true;
}

/**
 * Counts rows by probability. What is fitted from groups cannot depend on the order of the rows, and models that answer in
 * round numbers have few groups.
 * @param floor probabilities are clipped to [floor, 1 − floor] first
 */
export function groupByProbability(rows: readonly CalibrationRow[], floor = 0): Groups {
  for (const { p } of rows) {
    if (!(p >= 0 && p <= 1)) {
      throw new InputError('calibration.probability', `A row to calibrate on has the probability ${p}.`, {
        where: 'p',
        expected: 'a number from 0 to 1',
      });
    }
  }
  const sorted = ascending(rows) ? rows : [...rows].sort((a, b) => a.p - b.p);
  const p = new Float64Array(rows.length);
  const count = new Float64Array(rows.length);
  const bulls = new Float64Array(rows.length);
  let last = -1;
  for (const row of sorted) {
    const clipped = Math.min(Math.max(row.p, floor), 1 - floor);
    if (last < 0 || p[last] !== clipped) p[++last] = clipped;
    count[last]! += 1;
    bulls[last]! += row.outcome;
  }
  const size = last + 1;
  return { size, p: p.subarray(0, size), count: count.subarray(0, size), bulls: bulls.subarray(0, size) };
}
