import { assertValidBars, type BarSeries } from './bars.js';

interface Rows {
  readonly from: number;
  readonly to: number;
}

/** Rows that were checked in this process, or whose checksum says that they are what was checked before they were stored. */
const known = new WeakMap<SharedArrayBuffer, Rows>();

/** Bars that are known to be valid need no second check: one of a million rows takes longer than half a run over them. */
export function noteValid(bars: BarSeries): void {
  const { buffer, from, length } = bars.share();
  known.set(buffer, { from, to: from + length });
}

/** Whether these bars, or a series that they are a part of, were noted. */
export function areKnownValid(bars: BarSeries): boolean {
  const { buffer, from, length } = bars.share();
  const rows = known.get(buffer);
  return rows !== undefined && rows.from <= from && from + length <= rows.to;
}

/**
 * Checks bars unless they are known to be valid.
 * @param from first row to check; the ones before it were
 * @throws InputError `bars.invalid` that names symbol, row, column and value of the first problem
 */
export function ensureValidBars(bars: BarSeries, from = 0): void {
  if (areKnownValid(bars)) return;
  assertValidBars(bars, from);
  noteValid(bars);
}
