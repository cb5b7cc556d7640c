import { escapeForCsv } from '../../core/text/escape.js';
import type { PackedColumn } from '../../infra/store/series/encode-columns.js';
import { isoTime } from '../../core/time.js';

const ROWS_PER_PART = 5_000;

/**
 * CSV by RFC 4180, times as ISO 8601 in UTC, nothing where a value is missing; texts that a spreadsheet would run as a formula
 * are made harmless.
 */
export function* csvParts(columns: readonly PackedColumn[]): Generator<string> {
  yield `${columns.map(({ name }) => escapeForCsv(name)).join(',')}\r\n`;
  const rows = columns[0]?.values.length ?? 0;
  for (let from = 0; from < rows; from += ROWS_PER_PART) {
    const lines: string[] = [];
    for (let row = from; row < Math.min(rows, from + ROWS_PER_PART); row++) {
      lines.push(`${columns.map((column) => cell(column, row)).join(',')}\r\n`);
    }
    yield lines.join('');
  }
}

function cell(column: PackedColumn, row: number): string {
  if (column.kind === 'text') return escapeForCsv(column.values[row]!);
  const value = column.values[row]!;
  if (Number.isNaN(value)) return '';
  return column.kind === 'time' ? isoTime(value) : String(value);
}
