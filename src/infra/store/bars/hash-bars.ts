import { createHash } from 'node:crypto';
import { endianness } from 'node:os';
import { BAR_COLUMNS, type BarSeries } from '../../../core/bars.js';

/**
 * SHA-256 of what the bars are (interval and every value, little-endian doubles), whatever file they came from: the same bars
 * from CSV, Parquet and the store have one hash.
 */
export function hashBars(bars: BarSeries): string {
  const hash = createHash('sha256').update(`${bars.intervalMs}:${bars.length}:`);
  for (const name of BAR_COLUMNS) {
    const column = bars[name];
    const bytes = Buffer.from(column.buffer, column.byteOffset, column.byteLength);
    hash.update(endianness() === 'LE' ? bytes : Buffer.from(bytes).swap64());
  }
  return hash.digest('hex');
}
