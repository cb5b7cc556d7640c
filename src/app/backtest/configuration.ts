import { z } from 'zod';
import { InputError } from '../../core/errors.js';
import { RECALIBRATION_KINDS } from '../../evaluation/calibration/recalibration.js';
import type { BarsReading } from '../inputs/load-bars.js';
import type { ExecutionSettings, GivenSettings } from '../../engine/settings.js';

const executionSchema = z.object({
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
  max_change_per_decision: z.number().exactOptional(),
  max_drawdown: z.number().exactOptional(),
});

/** Rules that were read for the run, by content: of a file, or bundled ones that a later version may know better. */
const rulesSchema = z.object({ source: z.string(), sha256: z.string() });

const failureSchema = z.object({
  decided_at: z.number(),
  latency_ms: z.number(),
  reason: z.string(),
});

/** How much of the opinions was earned by measured skill. */
const earnedSchema = z.object({
  /** `walk-forward`, or the id of an evaluation. */
  rule: z.string(),
  /** Of the evaluation; null for `walk-forward`. */
  sha256: z.string().nullable(),
  /** File with dates of models, where one was given. */
  model_dates: z.string().exactOptional(),
  mean_share: z.number(),
  /** The share of a decision, where it is another than that of the decision before. */
  shares: z.array(z.object({ decided_at: z.number(), share: z.number() })),
});

/** What the opinions of a run were made with. */
const regimeSchema = z.object({
  /** As it is chosen with --model. */
  model: z.string(),
  decision_bars: z.int().positive(),
  on_failure: z.enum(['hold', 'flat', 'baseline']),
  temperature: z.number(),
  /** Settings that a question depends on, by their path; a repetition sets them again. */
  settings: z.record(z.string(), z.string()),
  observations: z.object({ file: z.string(), sha256: z.string() }).nullable(),
  /** Who answered how many decisions. */
  answered_by: z.record(z.string(), z.int()),
  totals: z.record(z.string(), z.number().nullable()),
  /** Decisions without an opinion of the model. No server can be asked to fail again, so a repetition takes them from here. */
  failures: z.array(failureSchema),
  /** Absent: probabilities are read as they were given. Else recalibrated, walk-forward. */
  calibrate: z.enum(RECALIBRATION_KINDS).exactOptional(),
  /** Absent: opinions are traded whole. */
  earned: earnedSchema.exactOptional(),
  /** Absent: news is not capped. */
  news_cap: z.number().exactOptional(),
  /** With a news cap: questions with news that failed, while the answer without them counted. */
  news_failures: z.array(failureSchema).exactOptional(),
});
export type RegimeConfiguration = z.infer<typeof regimeSchema>;

const readingSchema = z.object({
  map: z.array(z.tuple([z.string(), z.string()])).exactOptional(),
  date_format: z.string().exactOptional(),
  time_zone: z.string().exactOptional(),
});

/** How the user said that files of bars are written, as it stands in the record of a run. */
export const readingDocument = ({ map, dateFormat, timeZone }: BarsReading): z.infer<typeof readingSchema> => ({
  ...(map === undefined ? {} : { map: map.map(([column, field]): [string, string] => [column, field]) }),
  ...(dateFormat === undefined ? {} : { date_format: dateFormat }),
  ...(timeZone === undefined ? {} : { time_zone: timeZone }),
});

export const recordedReading = (recorded: z.infer<typeof readingSchema>): BarsReading => ({
  ...(recorded.map === undefined ? {} : { map: recorded.map }),
  ...(recorded.date_format === undefined ? {} : { dateFormat: recorded.date_format }),
  ...(recorded.time_zone === undefined ? {} : { timeZone: recorded.time_zone }),
});

/**
 * Everything a repetition needs beside the data: the `configuration` of a result. Files are named as they were given, relative
 * to the working directory.
 */
export const runConfigurationSchema = z.object({
  data: z.array(z.string()).min(1),
  /** How the files of bars are written. Absent: they show it themselves. */
  reading: readingSchema.exactOptional(),
  funding: z.array(z.string()),
  /** Absent: no mark prices were given. */
  mark: z.array(z.string()).min(1).exactOptional(),
  /** Absent: no rules of an exchange held. */
  filters: rulesSchema.exactOptional(),
  /** Absent: the bundled tiers. */
  margin_tiers: rulesSchema.exactOptional(),
  /** Open of the first bar and close of the last, UTC ISO 8601. */
  from: z.string(),
  to: z.string(),
  strategy: z.string(),
  params: z.record(z.string(), z.json()),
  /** Files of the user's that decided what the strategy does. */
  strategy_files: z.array(z.object({ file: z.string(), sha256: z.string() })),
  execution: executionSchema,
  regime: regimeSchema.nullable(),
  /** Samples; null where no intervals were asked for. */
  bootstrap: z.int().positive().nullable(),
});
export type RunConfiguration = z.infer<typeof runConfigurationSchema>;

/** @throws InputError naming the first field that is wrong */
export function parseRunConfiguration(value: unknown, where: string): RunConfiguration {
  const parsed = runConfigurationSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const field = ['configuration', ...issue.path].join('.');
  throw new InputError('run.configuration', `${where} cannot be repeated, ${field}: ${issue.message}.`, {
    where: field,
    cause: parsed.error,
  });
}

export const executionDocument = ({ limits, ...settings }: ExecutionSettings): RunConfiguration['execution'] => ({
  initial_equity: settings.initialEquity,
  maker_fee: settings.makerFee,
  taker_fee: settings.takerFee,
  slippage_bps: settings.slippage.bps,
  slippage_impact: settings.slippage.impact,
  slippage_volatility_bars: settings.slippage.volatilityBars,
  slippage_max_bps: settings.slippage.maxBps,
  fill: settings.fill,
  latency_ms: settings.latencyMs,
  instrument: settings.instrument,
  leverage: settings.leverage,
  max_participation: settings.maxParticipation === Infinity ? null : settings.maxParticipation,
  min_rebalance: settings.minRebalance,
  borrow_rate_per_year: settings.borrowRatePerYear,
  ...(limits.maxExposure === undefined ? {} : { max_exposure: limits.maxExposure }),
  ...(limits.maxChangePerDecision === undefined ? {} : { max_change_per_decision: limits.maxChangePerDecision }),
  ...(limits.maxDrawdown === undefined ? {} : { max_drawdown: limits.maxDrawdown }),
});

export const recordedExecution = (document: RunConfiguration['execution']): GivenSettings => ({
  initialEquity: document.initial_equity,
  makerFee: document.maker_fee,
  takerFee: document.taker_fee,
  slippage: {
    bps: document.slippage_bps,
    impact: document.slippage_impact,
    volatilityBars: document.slippage_volatility_bars,
    maxBps: document.slippage_max_bps,
  },
  fill: document.fill,
  latencyMs: document.latency_ms,
  instrument: document.instrument,
  leverage: document.leverage,
  maxParticipation: document.max_participation ?? Infinity,
  minRebalance: document.min_rebalance,
  borrowRatePerYear: document.borrow_rate_per_year,
  limits: {
    ...(document.max_exposure === undefined ? {} : { maxExposure: document.max_exposure }),
    ...(document.max_change_per_decision === undefined
      ? {}
      : { maxChangePerDecision: document.max_change_per_decision }),
    ...(document.max_drawdown === undefined ? {} : { maxDrawdown: document.max_drawdown }),
  },
});
