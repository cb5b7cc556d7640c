import { z } from 'zod';
import { costsSchema } from '../core/backtest-result/schema.js';
import { wholeNumber, list, time } from './list.js';

const metricsSchema = z.record(z.string(), z.number().nullable());

const comparedRunSchema = z.object({
  id: z.string(),
  created_at: time,
  strategy: z.string(),
  symbols: list(z.string()),
  interval_ms: z.number().positive(),
  start_time: time,
  end_time: time,
  initial_equity: z.number(),
  final_equity: z.number(),
  trade_count: wholeNumber,
  metrics: metricsSchema,
  costs: costsSchema,
  warnings: list(z.string()),
});
/** One run as it is compared. */
export type ComparedRun = z.infer<typeof comparedRunSchema>;

const differenceSchema = z.object({ name: z.string(), values: list(z.string().nullable()) });
/** One setting or input that is not the same in all runs; null where a run does not have it. */
export type Difference = z.infer<typeof differenceSchema>;

/** What `compare --json` prints. */
export const comparisonSchema = z.object({
  runs: list(comparedRunSchema),
  /** Statistics of buying and holding; null where the runs do not share market, time and costs, so that there is no one. */
  buy_and_hold: metricsSchema.nullable(),
  differences: list(differenceSchema),
  /** What makes a comparison unfair, one sentence each. */
  notes: list(z.string()),
});
export type Comparison = z.infer<typeof comparisonSchema>;
