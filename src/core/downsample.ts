/** Points of a line. */
export interface LinePoints {
  readonly time: readonly number[];
  readonly value: readonly number[];
}

/** First row whose time is at least this; times ascend. */
export function firstRowAt(times: ArrayLike<number>, time: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * A line with at most about `points` points: the rows are cut into buckets of equal length, of which each keeps its least and its greatest
 * value in their order; the first and the last row are kept as well. What stands out stays. Values that are not finite are left out.
 * @param rows from (included) and to (excluded)
 */
export function keepExtremes(
  times: ArrayLike<number>,
  values: ArrayLike<number>,
  [from, to]: readonly [number, number],
  points: number,
): LinePoints {
  const rows: number[] = [];
  const add = (row: number): void => {
    if (row >= 0 && row !== rows.at(-1)) rows.push(row);
  };
  const size = Math.max(1, Math.ceil((to - from) / Math.max(1, Math.floor(points / 2))));
  for (let start = from; start < to; start += size) {
    let [least, greatest] = [-1, -1];
    for (let row = start; row < Math.min(start + size, to); row++) {
      const value = values[row]!;
      if (!Number.isFinite(value)) continue;
      if (least < 0 || value < values[least]!) least = row;
      if (greatest < 0 || value > values[greatest]!) greatest = row;
    }
    if (start === from && Number.isFinite(values[from]!)) add(from);
    const [one, other] = least < greatest ? [least, greatest] : [greatest, least];
    if (one !== rows.at(-1)) add(one);
    add(other);
    if (start + size >= to && Number.isFinite(values[to - 1]!)) add(to - 1);
  }
  return { time: rows.map((row) => times[row]!), value: rows.map((row) => values[row]!) };
}
