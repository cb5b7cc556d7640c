import { z } from 'zod';
import { backtestFieldsSchema, type BacktestResultDocument } from '../../core/backtest-result/index.js';
import { RUN_FILES } from './run-files.js';

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
 * @param sha256 of its tables
 * @param withSeries false: they are left out, and known by their hash alone
 */
export function storedResult(
  result: BacktestResultDocument,
  sha256: { readonly trades: string; readonly equity: string },
  withSeries: boolean,
): StoredResult {
  return {
    ...besideTables.parse(result),
    files: {
      trades: { file: RUN_FILES.trades, rows: result.trades.length, sha256: sha256.trades },
      equity: { file: withSeries ? RUN_FILES.equity : null, rows: result.bars, sha256: sha256.equity },
    },
  };
}
