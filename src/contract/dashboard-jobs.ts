import { z } from 'zod';
import { RECALIBRATION_KINDS } from '../evaluation/calibration/recalibration.js';
import { executionSchema } from './backtest-spec.js';
import { list, time, wholeNumber } from './list.js';

const moment = z.iso.datetime({ offset: true }).or(z.iso.date());
/** A symbol as exchanges write it. */
const symbol = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9/:_.-]{0,39}$/, 'expected a symbol such as BTCUSDT');
/** A page names what is stored, never a file of the machine. */
const storedSeries = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}:\d{1,3}[smhdwM]$/, 'expected a stored series such as BTCUSDT:1h');
const strategyName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'expected the name of a shipped strategy');
const modelName = z.string().min(1).max(1000);
const promptId = z.string().min(1).max(200);
const params = z.record(z.string(), z.json());

/** Stored series; `demo` alone: a generated year of BTCUSDT. */
const jobData = z
  .array(z.union([z.literal('demo'), storedSeries]))
  .min(1)
  .max(20);

const range = {
  /** UTC ISO 8601, a moment or a day; absent: all there is. */
  from: moment.exactOptional(),
  to: moment.exactOptional(),
  /** The last so many days, in place of `from`. */
  days: z.number().positive().max(36_500).exactOptional(),
};

/** One cycle about now. */
export const cycleRequestSchema = z.strictObject({
  /** `demo`: a generated market, offline. */
  source: z.enum(['demo', 'real']),
  base_asset: symbol.exactOptional(),
  /** Absent, as is the prompt: that of the settings. */
  model: modelName.exactOptional(),
  prompt: promptId.exactOptional(),
});

export const backtestRequestSchema = z.strictObject({
  data: jobData,
  /** Symbols whose funding is stored. */
  funding: z.array(symbol).max(20).exactOptional(),
  strategy: strategyName,
  params: params.exactOptional(),
  ...range,
  model: modelName.exactOptional(),
  prompt: promptId.exactOptional(),
  /** Answers come from the ledger alone. */
  replay: z.boolean().exactOptional(),
  execution: executionSchema.partial().strict().exactOptional(),
  news_cap: z.number().min(0).exactOptional(),
  calibrate: z.enum(RECALIBRATION_KINDS).exactOptional(),
  /** `walk-forward`, the id of an evaluation, or `latest`. */
  earned: z.string().max(60).exactOptional(),
  /** Samples of the block bootstrap, from 100. */
  bootstrap: z.int().min(100).max(100_000).exactOptional(),
});

export const fetchRequestSchema = z.strictObject({
  symbols: z.array(symbol).min(1).max(20),
  interval: z.string().regex(/^\d{1,3}[smhdwM]$/, 'expected an interval such as 1h'),
  kind: z.enum(['klines', 'funding', 'mark']).exactOptional(),
  market: z.enum(['spot', 'um']).exactOptional(),
  ...range,
});

export const repeatRequestSchema = z.strictObject({ run: z.string().max(60) });
export const doctorRequestSchema = z.strictObject({ offline: z.boolean() });
/** `probe`: talk to each model as well, which may cost. */
export const modelsRequestSchema = z.strictObject({ probe: z.boolean() });

export const evaluateRequestSchema = z.strictObject({
  data: jobData,
  /** In full: `baseline/momentum`, `ollama/llama3.2`. */
  models: z.array(modelName).min(1).max(20),
  prompts: z.array(promptId).max(10).exactOptional(),
  ...range,
  horizon_hours: z.number().positive().max(8760).exactOptional(),
  every_hours: z.number().positive().max(8760).exactOptional(),
  /** USD; what it may cost at most. */
  budget_usd: z.number().min(0).exactOptional(),
  replay: z.boolean().exactOptional(),
});

/** What `POST /api/v1/jobs` takes. */
export const jobRequestSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('cycle'), request: cycleRequestSchema }),
  z.strictObject({ kind: z.literal('backtest'), request: backtestRequestSchema }),
  z.strictObject({ kind: z.literal('fetch'), request: fetchRequestSchema }),
  z.strictObject({ kind: z.literal('repeat'), request: repeatRequestSchema }),
  z.strictObject({ kind: z.literal('doctor'), request: doctorRequestSchema }),
  z.strictObject({ kind: z.literal('models'), request: modelsRequestSchema }),
  z.strictObject({ kind: z.literal('evaluate'), request: evaluateRequestSchema }),
  /** What the same evaluation would ask, and may cost at most. */
  z.strictObject({ kind: z.literal('estimate'), request: evaluateRequestSchema }),
]);
export type JobRequest = z.infer<typeof jobRequestSchema>;
export type JobKind = JobRequest['kind'];

/** What an estimate comes to. */
export const estimateSchema = z.object({
  decisions: wholeNumber,
  /** Of each language model with each prompt; none where only baselines are named. */
  models: list(
    z.object({
      model: z.string(),
      prompt: z.string(),
      questions: wholeNumber,
      /** USD at most, with nothing recorded yet; null where the price is not known. */
      usd: z.number().nullable(),
    }),
  ),
});
export type EvaluationEstimate = z.infer<typeof estimateSchema>;

/** How far a job is. */
export const jobProgressSchema = z.object({
  done: z.number().nonnegative(),
  /** Null: it is not known how much there is. */
  total: z.number().nonnegative().nullable(),
  label: z.string(),
});
export type JobProgress = z.infer<typeof jobProgressSchema>;

/** What came of it: the id of what is stored now, or the document itself where nothing is stored. */
export const jobResultSchema = z.object({
  /** `cycle`, `run`, `evaluation`, or the kind of the job. */
  kind: z.string(),
  id: z.string().nullable(),
  /** As the command prints it with `--json`; null where it is stored under the id. */
  document: z.json().nullable(),
});
export type JobResult = z.infer<typeof jobResultSchema>;

export const jobSchema = z.object({
  id: z.string(),
  kind: z.enum(['cycle', 'backtest', 'fetch', 'repeat', 'doctor', 'models', 'evaluate', 'estimate']),
  request: z.json(),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  progress: jobProgressSchema.nullable(),
  result: jobResultSchema.nullable(),
  error: z
    .object({
      code: z.string(),
      message: z.string(),
      remedy: z.string().nullable(),
      /** The field of the request that is wrong; null: it is none. Absent in jobs of earlier versions. */
      field: z.string().nullable().exactOptional(),
    })
    .nullable(),
  /** UTC ms, as are the next. */
  created_at: time,
  started_at: time.nullable(),
  ended_at: time.nullable(),
});
export type Job = z.infer<typeof jobSchema>;

/** What `GET /api/v1/jobs` answers. */
export const jobListSchema = z.object({
  /** Newest first, at most 200. */
  jobs: list(jobSchema),
  /** How many may run at once. */
  at_once: wholeNumber,
});
