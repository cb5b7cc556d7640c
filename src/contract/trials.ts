import { z } from 'zod';
import { wholeNumber, list } from './list.js';

const trialSchema = z.object({
  id: z.string(),
  kind: z.enum(['backtest', 'sweep', 'walk-forward']),
  strategy: z.string(),
  /** `aborted` is also what a trial is until it ends. */
  status: z.enum(['aborted', 'completed', 'failed']),
  symbols: list(z.string()),
  interval_ms: z.number().positive(),
  from_utc: z.string(),
  to_utc: z.string(),
  started_at_utc: z.string(),
  /** Of daily returns, not annualised: what tries are compared by. */
  daily_sharpe: z.number().nullable(),
  /** Null, as are the next, in trials of earlier versions. */
  params: z.record(z.string(), z.unknown()).nullable(),
  /** Fraction. */
  total_return: z.number().nullable(),
  /** Of a year, as the report of the run states it. */
  sharpe: z.number().nullable(),
  trade_count: wholeNumber.nullable(),
  /** The newest run that was written of it; null where none was. */
  run: z.string().nullable(),
});
/** A backtest that was tried, as `trials` shows it. */
export type TrialRow = z.infer<typeof trialSchema>;

/** What `trials --json` prints. */
export const trialsSchema = z.object({ trials: list(trialSchema) });
