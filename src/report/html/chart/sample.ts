import { valuesFrom, type BlockColumn, type StepValues } from '../block-column.js';

/**
 * Rows to draw of a long series: of each of `buckets` equal stretches its lowest and its highest value, in their order, and
 * both ends. So no peak and no trough is lost, however few points are drawn; at most 2 · buckets + 2 rows. Rows without a
 * value (NaN) are left out.
 */
export function minMaxRows(values: Float64Array | BlockColumn, buckets: number): number[] {
  const n = values.length;
  if (n <= 2 * buckets) return presentRows(values);
  const rows: number[] = [];
  for (let b = 0; b < buckets; b++) {
    const to = Math.floor(((b + 1) * n) / buckets);
    const found: Extremes = { low: -1, high: -1, lowest: NaN, highest: NaN };
    for (let row = Math.floor((b * n) / buckets); row < to;) {
      const part = valuesFrom(values, row);
      const length = Math.min(part.length, to - row);
      widen(found, part, length, row);
      row += length;
    }
    const { low, high } = found;
    if (low < 0) continue;
    rows.push(Math.min(low, high));
    if (low !== high) rows.push(Math.max(low, high));
  }
  return withEnds(rows, values);
}

/** Rows of the lowest and the highest value so far, -1 where there is none. */
interface Extremes {
  low: number;
  high: number;
  lowest: number;
  highest: number;
}

/** @param first row of the first of the values */
function widen(found: Extremes, values: Float64Array, length: number, first: number): void {
  let i = 0;
  if (found.low < 0) {
    while (i < length && Number.isNaN(values[i]!)) i++;
    if (i === length) return;
    found.low = found.high = first + i;
    found.lowest = found.highest = values[i]!;
  }
  let { low, high, lowest, highest } = found;
  // A comparison with NaN is false: a row without a value changes nothing.
  for (; i < length; i++) {
    const value = values[i]!;
    if (value < lowest) {
      lowest = value;
      low = first + i;
    } else if (value > highest) {
      highest = value;
      high = first + i;
    }
  }
  found.low = low;
  found.high = high;
  found.lowest = lowest;
  found.highest = highest;
}

function presentRows(values: StepValues): number[] {
  const rows: number[] = [];
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values.at(i)!)) rows.push(i);
  return rows;
}

function withEnds(rows: number[], values: StepValues): number[] {
  const last = values.length - 1;
  if (rows[0] !== 0 && !Number.isNaN(values.at(0)!)) rows.unshift(0);
  if (rows.at(-1) !== last && !Number.isNaN(values.at(last)!)) rows.push(last);
  return rows;
}
