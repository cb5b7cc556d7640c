import { z } from 'zod';
import { backtestSummarySchema } from '../core/backtest-result/schema.js';
import { deflatedSharpeSchema } from '../core/backtest-result/deflated-sharpe.js';
import { wholeNumber, list, time } from './list.js';
import { runConfigurationSchema } from './run-configuration.js';

/** What one symbol of a run brought. Money in quote units. */
const symbolProfitSchema = z.object({
  symbol: z.string(),
  /** Closed round trips, and those with a gain after costs. */
  trades: wholeNumber,
  won: wholeNumber,
  /** Of the closed trades, after fees, slippage, funding and interest. */
  pnl: z.number(),
  /** Of what was still open at the end, before the cost of closing. */
  unrealised_pnl: z.number(),
  /** Fees, slippage and carry of the closed trades; carry received makes it smaller. */
  costs: z.number(),
});

const shownRunSchema = z.object({
  /** Its id. */
  run: z.string(),
  ...backtestSummarySchema.shape,
  configuration: runConfigurationSchema,
  by_symbol: list(symbolProfitSchema),
  /** Groups of its symbols that moved together over the run: positions in them are one bet. */
  moving_together: list(
    z.object({
      symbols: list(z.string()),
      /** Correlations of log returns between any two of them. */
      lowest: z.number(),
      highest: z.number(),
    }),
  ),
});

/** What `backtest --json` prints; `result.json` of the run holds the series as well. */
export const backtestRunSchema = shownRunSchema.extend({ deflated_sharpe: deflatedSharpeSchema });

/** What `runs show --json` prints. */
export const storedRunSchema = shownRunSchema.extend({
  /** Path of its page. */
  report: z.string(),
});

const codeVersionSchema = backtestSummarySchema.shape.code_version;

/** A value that came out otherwise. */
const repeatDifferenceSchema = z.object({
  /** `equity[12]`, `metrics.sharpe`. */
  path: z.string(),
  /** Absent where that side has no such value. */
  recorded: z.unknown().optional(),
  repeated: z.unknown().optional(),
});
export type RepeatDifference = z.infer<typeof repeatDifferenceSchema>;

/** What `backtest --repeat --json` prints. */
export const repeatSchema = z.object({
  id: z.string(),
  /**
   * Whether the result is the same byte for byte, but for the version of the code where that is another, and fields that the
   * recorded version did not have yet and that say nothing.
   */
  identical: z.boolean(),
  /** SHA-256 of `result.json`. */
  recorded_sha256: z.string(),
  repeated_sha256: z.string(),
  code: z.object({ recorded: codeVersionSchema, now: codeVersionSchema }),
  /** Inputs whose content was compared before the run. */
  inputs: wholeNumber,
  final_equity: z.object({ recorded: z.number(), repeated: z.number() }),
  /** The first 20 values that differ. */
  differences: list(repeatDifferenceSchema),
});
export type RepeatReport = z.infer<typeof repeatSchema>;

/** A decision that came out otherwise in a rerun. */
const changedDecisionSchema = z.object({
  /** `repeated` not changed at all, `truncated` ends at the cut, `replaced` has another future after it. */
  kind: z.enum(['repeated', 'truncated', 'replaced']),
  /** Close of the last bar that both runs share; null for `repeated`. */
  cut_time: time.nullable(),
  symbol: z.string(),
  /** Row in the symbol's bars, and its open time. */
  bar: wholeNumber,
  time,
  before: z.string(),
  after: z.string(),
});

/** What `lookahead --json` prints. */
export const lookaheadSchema = z.object({
  strategy: z.object({ name: z.string(), params: z.record(z.string(), z.unknown()) }),
  symbols: list(z.string()),
  interval_ms: z.number().positive(),
  clean: z.boolean(),
  /** Bars of all symbols. */
  bars: wholeNumber,
  /** Answers of the strategy other than none. */
  decisions: wholeNumber,
  reruns: wholeNumber,
  cuts: list(time),
  /** Distinct decisions that changed. */
  changed: wholeNumber,
  /** The earliest of them, at most 100, each as the first rerun showed it. */
  changes: list(changedDecisionSchema),
  warnings: list(z.string()),
});
export type LookaheadDocument = z.infer<typeof lookaheadSchema>;
