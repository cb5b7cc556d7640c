import { valuesFrom, type BlockColumn, type StepValues } from '../block-column.js';

/** Rows of a series with their values, in the order of the rows. */
export interface Points {
  readonly rows: readonly number[];
  readonly values: readonly number[];
  /** Whether there are rows without a value (NaN), which are never among these. */
  readonly holes: boolean;
}

/** Values that are read at certain rows on the way through a series. */
export class ReadAlong {
  readonly values: number[] = [];

  /** @param rows in their order */
  constructor(readonly rows: readonly number[]) {}

  /** @param first row of the first of the values, which follow those that were handed in before */
  pass(values: Float64Array, length: number, first: number): void {
    for (let next = this.rows[this.values.length]; next !== undefined && next < first + length;) {
      this.values.push(values[next - first]!);
      next = this.rows[this.values.length];
    }
  }
}

/**
 * What to draw of a long series: of each of `buckets` equal stretches its lowest and its highest value, in their order, and
 * both ends. So no peak and no trough is lost, however few points are drawn; at most 2 · buckets + 2 points.
 * @param along gets the values of its rows
 */
export function minMaxPoints(values: Float64Array | BlockColumn, buckets: number, along?: ReadAlong): Points {
  const n = values.length;
  if (n <= 2 * buckets) {
    for (let row = 0; row < n;) {
      const part = valuesFrom(values, row);
      along?.pass(part, part.length, row);
      row += part.length;
    }
    return presentPoints(values);
  }
  const points: Collected = { rows: [], values: [], holes: false };
  for (let b = 0; b < buckets; b++) {
    const to = Math.floor(((b + 1) * n) / buckets);
    const found: Extremes = { low: -1, high: -1, lowest: NaN, highest: NaN, holes: false };
    for (let row = Math.floor((b * n) / buckets); row < to;) {
      const part = valuesFrom(values, row);
      const length = Math.min(part.length, to - row);
      along?.pass(part, length, row);
      widen(found, part, length, row);
      row += length;
    }
    const { low, high, lowest, highest } = found;
    points.holes ||= found.holes;
    if (low < 0) continue;
    if (low < high) collect(points, low, lowest);
    collect(points, high, highest);
    if (low > high) collect(points, low, lowest);
  }
  return withEnds(points, values);
}

interface Collected {
  readonly rows: number[];
  readonly values: number[];
  holes: boolean;
}

function collect({ rows, values }: Collected, row: number, value: number): void {
  rows.push(row);
  values.push(value);
}

/** Rows of the lowest and the highest value so far, -1 where there is none. */
interface Extremes {
  low: number;
  high: number;
  lowest: number;
  highest: number;
  holes: boolean;
}

/** @param first row of the first of the values */
function widen(found: Extremes, values: Float64Array, length: number, first: number): void {
  let i = 0;
  if (found.low < 0) {
    while (i < length && Number.isNaN(values[i]!)) i++;
    if (i > 0) found.holes = true;
    if (i === length) return;
    found.low = found.high = first + i;
    found.lowest = found.highest = values[i]!;
  }
  let { low, high, lowest, highest, holes } = found;
  for (; i < length; i++) {
    const value = values[i]!;
    if (value >= lowest && value <= highest) continue;
    if (value < lowest) {
      lowest = value;
      low = first + i;
    } else if (value > highest) {
      highest = value;
      high = first + i;
    } else {
      // NaN: no comparison with it is true.
      holes = true;
    }
  }
  found.low = low;
  found.high = high;
  found.lowest = lowest;
  found.highest = highest;
  found.holes = holes;
}

function presentPoints(values: StepValues): Points {
  const points: Collected = { rows: [], values: [], holes: false };
  for (let row = 0; row < values.length; row++) {
    const value = values.at(row)!;
    if (Number.isNaN(value)) points.holes = true;
    else collect(points, row, value);
  }
  return points;
}

function withEnds(points: Collected, values: StepValues): Points {
  const { rows } = points;
  const last = values.length - 1;
  if (rows[0] !== 0) {
    const value = values.at(0)!;
    if (!Number.isNaN(value)) {
      rows.unshift(0);
      points.values.unshift(value);
    }
  }
  if (rows.at(-1) !== last) {
    const value = values.at(last)!;
    if (!Number.isNaN(value)) collect(points, last, value);
  }
  return points;
}
