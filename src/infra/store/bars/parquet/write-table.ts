import { parquetWriteBuffer } from 'hyparquet-writer';

export interface ParquetColumn {
  readonly name: string;
  /** `time`: whole UTC ms, written as a timestamp that other tools read as such. */
  readonly kind: 'time' | 'number';
  readonly values: Float64Array;
}

/**
 * Columns as a Parquet file: times as TIMESTAMP_MILLIS in deltas, numbers as plain doubles (measured on a year of minutes:
 * 13 MB; byte-stream split 17 MB), compressed with snappy, which every reader has.
 */
export function encodeTable(columns: readonly ParquetColumn[], metadata: Readonly<Record<string, string>>): Uint8Array {
  const buffer = parquetWriteBuffer({
    schema: [
      { name: 'root', num_children: columns.length },
      ...columns.map(({ name, kind }) =>
        kind === 'time'
          ? ({
              name,
              type: 'INT64',
              repetition_type: 'REQUIRED',
              converted_type: 'TIMESTAMP_MILLIS',
              logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
            } as const)
          : ({ name, type: 'DOUBLE', repetition_type: 'REQUIRED' } as const),
      ),
    ],
    columnData: columns.map(({ name, kind, values }) =>
      kind === 'time'
        ? { name, data: BigInt64Array.from(values, BigInt), encoding: 'DELTA_BINARY_PACKED' as const }
        : { name, data: values, encoding: 'PLAIN' as const },
    ),
    rowGroupSize: 100_000,
    createdBy: 'llm-trading-system',
    kvMetadata: Object.entries(metadata).map(([key, value]) => ({ key, value })),
  });
  return new Uint8Array(buffer);
}
