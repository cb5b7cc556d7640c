import { createHash, type Hash } from 'node:crypto';
import { z } from 'zod';
import { backtestFieldsSchema, type BacktestResultDocument } from '../../core/backtest-result/index.js';
import type { PackedColumn } from '../../infra/store/series/encode-columns.js';
import { RUN_FILES } from './run-files.js';
import type { RunTables } from './run-tables.js';

/** A table that is kept beside `result.json`. */
const tableSchema = z.object({
  /** Null where it was left out on request; what it would have held is known by its hash all the same. */
  file: z.string().nullable(),
  rows: z.int().nonnegative(),
  /** Of the values, however they are encoded. */
  sha256: z.string(),
});

const TABLES = { trades: true, times: true, equity: true, prices: true } as const;
const besideTables = backtestFieldsSchema.omit(TABLES);

/** `result.json`: the result, with its long series in files of their own. */
export const storedResultSchema = besideTables.extend({
  files: z.object({ trades: tableSchema, equity: tableSchema }),
});
export type StoredResult = z.infer<typeof storedResultSchema>;

/**
 * A result as it is stored.
 * @param withSeries false: they are left out, and known by their hash alone
 */
export function storedResult(
  result: BacktestResultDocument,
  { trades, equity }: RunTables,
  withSeries: boolean,
): StoredResult {
  return {
    ...besideTables.parse(result),
    files: {
      trades: { file: RUN_FILES.trades, rows: result.trades.length, sha256: hashColumns(trades) },
      equity: { file: withSeries ? RUN_FILES.equity : null, rows: result.bars, sha256: hashColumns(equity) },
    },
  };
}

/** Of names and values, as little-endian doubles: the same on every machine, whatever the file's encoding. */
export function hashColumns(columns: readonly PackedColumn[]): string {
  const hash = createHash('sha256');
  for (const { name, values } of columns) {
    hash.update(`${JSON.stringify(name)}:${values.length}:`);
    if (values instanceof Float64Array) hashDoubles(hash, values);
    else hash.update(JSON.stringify(values));
  }
  return hash.digest('hex');
}

function hashDoubles(hash: Hash, values: Float64Array): void {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  const little = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
  hash.update(little ? bytes : Buffer.from(bytes).swap64());
}
