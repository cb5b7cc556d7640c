import { parquetWriteBuffer } from 'hyparquet-writer';
import { escapeForCsv } from '../../core/text/escape-csv.js';

/** One column of a table that goes out as CSV and as Parquet. `time` is UTC ms. */
export type Column =
  | { readonly name: string; readonly kind: 'time' | 'number' | 'integer'; readonly values: ArrayLike<number> }
  | { readonly name: string; readonly kind: 'text'; readonly values: ArrayLike<string> };

const ROWS_PER_PART = 5_000;

/** CSV by RFC 4180, times as ISO 8601 in UTC; texts that a spreadsheet would run as a formula are made harmless. */
export function* csvParts(columns: readonly Column[]): Generator<string> {
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

function cell(column: Column, row: number): string {
  if (column.kind === 'text') return escapeForCsv(column.values[row]!);
  const value = column.values[row]!;
  return column.kind === 'time' ? new Date(value).toISOString() : escapeForCsv(value);
}

/** The same as Parquet, snappy-compressed: times as TIMESTAMP_MILLIS in UTC, texts as UTF-8, exactly as they are. */
export function parquetBytes(columns: readonly Column[]): Uint8Array {
  return new Uint8Array(
    parquetWriteBuffer({
      schema: [{ name: 'root', num_children: columns.length }, ...columns.map(schemaOf)],
      columnData: columns.map(({ name, kind, values }) => ({
        name,
        data:
          kind === 'time'
            ? BigInt64Array.from(values, BigInt)
            : kind === 'text'
              ? Array.from(values)
              : kind === 'integer'
                ? Int32Array.from(values)
                : Float64Array.from(values),
      })),
      rowGroupSize: 100_000,
      createdBy: 'llm-trading-system',
    }),
  );
}

function schemaOf({ name, kind }: Column) {
  const required = { name, repetition_type: 'REQUIRED' } as const;
  switch (kind) {
    case 'time':
      return {
        ...required,
        type: 'INT64',
        converted_type: 'TIMESTAMP_MILLIS',
        logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
      } as const;
    case 'text':
      return { ...required, type: 'BYTE_ARRAY', converted_type: 'UTF8' } as const;
    case 'integer':
      return { ...required, type: 'INT32' } as const;
    case 'number':
      return { ...required, type: 'DOUBLE' } as const;
  }
}
