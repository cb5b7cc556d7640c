import { createHash } from 'node:crypto';
import { endianness } from 'node:os';
import { BAR_COLUMNS, type BarSeries } from '../../../core/bars.js';

/**
 * SHA-256 of what the bars are (interval and every value, little-endian doubles), whatever file they came from: the same bars
 * from CSV, Parquet and the store have one hash.
 */
export function hashBars(bars: BarSeries): string {
  const hash = createHash('sha256').update(`${bars.intervalMs}:${bars.length}:`);
  for (const name of BAR_COLUMNS) hash.update(littleEndian(bars[name]));
  return hash.digest('hex');
}

/** SHA-256 of columns of one length; a NaN of any bits is one. */
export function hashBarColumns(columns: readonly Float64Array[]): string {
  const hash = createHash('sha256').update(`${columns.length}:`);
  for (const column of columns) hash.update(littleEndian(column.map((value) => (Number.isNaN(value) ? NaN : value))));
  return hash.digest('hex');
}

function littleEndian(column: Float64Array): Buffer {
  const bytes = Buffer.from(column.buffer, column.byteOffset, column.byteLength);
  return endianness() === 'LE' ? bytes : Buffer.from(bytes).swap64();
}
