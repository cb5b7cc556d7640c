import { z } from 'zod';
import { InputError } from '../core/errors.js';
import { RECALIBRATION_KINDS } from '../evaluation/calibration/recalibration.js';

/** How orders fill, what they cost and what bounds them; every default is filled in. */
export const executionSchema = z.object({
  initial_equity: z.number(),
  maker_fee: z.number(),
  taker_fee: z.number(),
  slippage_bps: z.number(),
  slippage_impact: z.number(),
  slippage_volatility_bars: z.number(),
  slippage_max_bps: z.number(),
  fill: z.enum(['next-open', 'close']),
  latency_ms: z.number(),
  instrument: z.enum(['spot', 'margin', 'perp']),
  leverage: z.number(),
  /** Null: no cap. */
  max_participation: z.number().nullable(),
  min_rebalance: z.number(),
  borrow_rate_per_year: z.number(),
  /** Risk limits; each is absent where it does not hold, as in runs from before they could be set. */
  max_exposure: z.number().exactOptional(),
  max_net_exposure: z.number().exactOptional(),
  max_group_exposure: z.number().exactOptional(),
  /** How symbols that move together are found; absent: as by default. */
  group_correlation: z.number().exactOptional(),
  group_bars: z.number().exactOptional(),
  max_change_per_decision: z.number().exactOptional(),
  max_drawdown: z.number().exactOptional(),
});
export type ExecutionDocument = z.infer<typeof executionSchema>;

/** How files of bars are written, where they do not show it. */
export const readingSchema = z.object({
  /** Column and field, e.g. `["Datum", "time"]`. */
  map: z.array(z.tuple([z.string(), z.string()])).exactOptional(),
  date_format: z.string().exactOptional(),
  time_zone: z.string().exactOptional(),
});

export type ReadingDocument = z.infer<typeof readingSchema>;

/** What to do where no valid opinion came. */
export const onFailureSchema = z.enum(['hold', 'flat', 'baseline']);

/** What a regime model is asked with, and how far its opinions are traded. */
const opinionsSchema = z.strictObject({
  /** In full: `baseline/momentum`, `ollama/llama3.2`, the members of an ensemble. */
  model: z.string().min(1),
  on_failure: onFailureSchema,
  /** Settings that a question depends on, by their path; the prompt with the hash of its content. */
  settings: z.record(z.string(), z.string()),
  /** Absent: news is not capped. */
  news_cap: z.number().exactOptional(),
  /** Absent: probabilities are read as they are given. Else recalibrated, walk-forward. */
  calibrate: z.enum(RECALIBRATION_KINDS).exactOptional(),
  /** `walk-forward`, the id of an evaluation, or `latest`. Absent: opinions are traded whole. */
  earned: z.string().exactOptional(),
  /** File with dates of models, for `walk-forward`. */
  model_dates: z.string().exactOptional(),
});

/**
 * All that decides what a backtest computes, as one plain value: whoever wants a run (a command, a program, a repetition, a
 * worker) makes one, and there is one function that runs it. Files are named relative to the folder that it is run in. What
 * changes no figure, such as how many questions are under way at once, is not part of it.
 */
export const backtestSpecSchema = z.strictObject({
  /** Files, and names of stored series such as `BTCUSDT:1h`. */
  data: z.array(z.string()).min(1),
  /** Absent: files of bars show it themselves. */
  reading: readingSchema.strict().exactOptional(),
  /** Files, and symbols whose funding is stored. */
  funding: z.array(z.string()),
  /** Bars of the mark price. Absent: the traded price stands in. */
  mark: z.array(z.string()).min(1).exactOptional(),
  /** File of order rules, or the name of a bundled exchange. Absent: none hold. */
  filters: z.string().exactOptional(),
  /** File of maintenance-margin tiers. Absent: the bundled ones. */
  margin_tiers: z.string().exactOptional(),
  /** File of what a regime model may see beside the bars, or `store`. */
  observations: z.string().exactOptional(),
  /** Bars that open at or after `from` and before `to`, UTC ISO 8601; absent: all. */
  from: z.iso.datetime().exactOptional(),
  to: z.iso.datetime().exactOptional(),
  /** The last so many days up to `to`, or to the end of the bars, in place of `from`. */
  days: z.number().positive().exactOptional(),
  /** Name of a shipped strategy, or a file. */
  strategy: z.string().min(1),
  /** Complete, defaults filled in. */
  params: z.record(z.string(), z.json()),
  execution: executionSchema.strict(),
  /** Null: the strategy asks no regime model. */
  opinions: opinionsSchema.nullable(),
  /** Samples of the block bootstrap; null: no intervals. */
  bootstrap: z.int().positive().nullable(),
});
export type BacktestSpec = z.infer<typeof backtestSpecSchema>;
export type OpinionsSpec = z.infer<typeof opinionsSchema>;

/** @throws InputError `backtest.spec` naming the first field that is wrong */
export function readBacktestSpec(value: unknown): BacktestSpec {
  const parsed = backtestSpecSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const field = issue.path.join('.');
  throw new InputError(
    'backtest.spec',
    `The specification of a backtest is wrong${field === '' ? '' : ` at ${field}`}: ${issue.message}.`,
    { where: field === '' ? 'spec' : field, cause: parsed.error },
  );
}
