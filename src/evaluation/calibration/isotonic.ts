import { groupByProbability } from './groups.js';
import { CLIP, type CalibrationRow, type IsotonicDocument } from './recalibration.js';

/**
 * Isotonic regression: the ascending step function with the least squared error, by pooling adjacent violators (Ayer et al.
 * 1955; as a recalibration Zadrozny and Elkan 2002, KDD). Linear between the points it was fitted to, as in scikit-learn.
 * Its ends tend to 0 and 1 however few rows they rest on, and so they are clipped.
 */
export function fitIsotonic(rows: readonly CalibrationRow[]): IsotonicDocument {
  const { size, p, count, bulls } = groupByProbability(rows);
  // A stack of blocks, in columns: where each begins, and its counts.
  const start = new Int32Array(size + 1);
  const blockCount = new Float64Array(size);
  const blockBulls = new Float64Array(size);
  let top = -1;
  for (let i = 0; i < size; i++) {
    top += 1;
    start[top] = i;
    blockCount[top] = count[i]!;
    blockBulls[top] = bulls[i]!;
    // Shares compared as cross products of counts: exact.
    while (top > 0 && blockBulls[top - 1]! * blockCount[top]! >= blockBulls[top]! * blockCount[top - 1]!) {
      blockCount[top - 1]! += blockCount[top]!;
      blockBulls[top - 1]! += blockBulls[top]!;
      top -= 1;
    }
  }
  start[top + 1] = size;
  const thresholds: number[] = [];
  const values: number[] = [];
  for (let block = 0; block <= top; block++) {
    const value = Math.min(Math.max(blockBulls[block]! / blockCount[block]!, CLIP), 1 - CLIP);
    const [first, last] = [start[block]!, start[block + 1]! - 1];
    for (const i of first === last ? [first] : [first, last]) {
      // Of points on one level only the ends say anything.
      if (values.at(-1) === value && values.at(-2) === value) thresholds.pop();
      else values.push(value);
      thresholds.push(p[i]!);
    }
  }
  return { kind: 'isotonic', rows: rows.length, thresholds, values };
}

/** Interpolates between the thresholds; below the first and above the last the end values hold. */
export function applyIsotonic({ thresholds, values }: IsotonicDocument, p: number): number {
  let low = 0;
  let high = thresholds.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (thresholds[middle]! <= p) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return values[0]!;
  if (low === thresholds.length) return values[low - 1]!;
  const [x0, x1] = [thresholds[low - 1]!, thresholds[low]!];
  const [y0, y1] = [values[low - 1]!, values[low]!];
  // Rounding must not carry a point beyond the end of its step: that would break the order.
  return Math.min(y0 + ((p - x0) / (x1 - x0)) * (y1 - y0), y1);
}
