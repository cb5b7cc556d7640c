import { z } from 'zod';
import { InputError } from '../core/errors.js';
import { RECALIBRATION_KINDS } from '../evaluation/calibration/recalibration.js';
import { executionSchema, onFailureSchema, readingSchema } from './backtest-spec.js';

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

/** What the opinions of a run were made with, and who gave them. */
const regimeSchema = z.object({
  /** As it is chosen with --model. */
  model: z.string(),
  decision_bars: z.int().positive(),
  on_failure: onFailureSchema,
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

/**
 * The `configuration` of a result: the specification of the run as it was carried out, with the range and the content that it
 * met. Everything a repetition needs beside the data.
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
