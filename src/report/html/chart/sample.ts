/**
 * Rows to draw of a long series: of each of `buckets` equal stretches its lowest and its highest value, in their order, and
 * both ends. So no peak and no trough is lost, however few points are drawn; at most 2 · buckets + 2 rows. Rows without a
 * value (NaN) are left out.
 */
export function minMaxRows(values: ArrayLike<number>, buckets: number): number[] {
  const n = values.length;
  if (n <= 2 * buckets) return presentRows(values);
  const rows: number[] = [];
  for (let b = 0; b < buckets; b++) {
    const from = Math.floor((b * n) / buckets);
    const to = Math.floor(((b + 1) * n) / buckets);
    let low = from;
    while (low < to && Number.isNaN(values[low]!)) low++;
    if (low === to) continue;
    let high = low;
    let [lowest, highest] = [values[low]!, values[low]!];
    // A comparison with NaN is false: a row without a value changes nothing.
    for (let i = low + 1; i < to; i++) {
      const value = values[i]!;
      if (value < lowest) {
        lowest = value;
        low = i;
      } else if (value > highest) {
        highest = value;
        high = i;
      }
    }
    rows.push(Math.min(low, high));
    if (low !== high) rows.push(Math.max(low, high));
  }
  return withEnds(rows, values);
}

function presentRows(values: ArrayLike<number>): number[] {
  const rows: number[] = [];
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i]!)) rows.push(i);
  return rows;
}

function withEnds(rows: number[], values: ArrayLike<number>): number[] {
  const last = values.length - 1;
  if (rows[0] !== 0 && !Number.isNaN(values[0]!)) rows.unshift(0);
  if (rows.at(-1) !== last && !Number.isNaN(values[last]!)) rows.push(last);
  return rows;
}
