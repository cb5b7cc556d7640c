import { z } from 'zod';
import { backtestSummarySchema } from '../../core/backtest-result/index.js';

/** Names of the files of a run folder. */
export const RUN_FILES = {
  /** The result, which names the files of its series; the same inputs give the same bytes. */
  result: 'result.json',
  /** The result without opinions and series, and when it was made: what a listing reads. */
  summary: 'summary.json',
  config: 'config.json',
  report: 'report.html',
  trades: 'trades.parquet',
  equity: 'equity.parquet',
  /** On request. */
  tradesCsv: 'trades.csv',
  equityCsv: 'equity.csv',
} as const;

/** Runs that are being written: a leading dot, and never an id. */
export const UNFINISHED = '.unfinished-';

export const runSummarySchema = z.object({
  id: z.string(),
  /** UTC ms. */
  created_at: z.number(),
  /** Of `result.json`: whether a repetition is bit-identical, and whether the file is still what was written. */
  result_sha256: z.string(),
  summary: backtestSummarySchema,
});
/** A run as a listing shows it. */
export type RunSummary = z.infer<typeof runSummarySchema>;
