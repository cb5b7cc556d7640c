import { z } from 'zod';
import { marketSnapshotSchema } from '../core/market-snapshot/schema.js';
import { regimeAssessmentSchema } from '../core/regime/schema.js';
import { RECALIBRATION_KINDS } from '../evaluation/calibration/recalibration.js';
import { wholeNumber, list } from './list.js';
import { modelIdentitySchema, modelUsageSchema } from './model-calls.js';

/** What the news cap found; multipliers before it was applied. */
export const newsCapSchema = z.object({
  cap: z.number().nonnegative(),
  k_long_without_news: z.number(),
  k_short_without_news: z.number(),
  /** Null where the question with news failed. */
  k_long_with_news: z.number().nullable(),
  k_short_with_news: z.number().nullable(),
});

/** A share of an opinion, and why it is that. */
const earnedSchema = z.object({
  /** Null where nothing that was measured could be held against. */
  evaluation: z.string().nullable(),
  /** 0 … 1: how much of the distance of k from 1 is traded. */
  share: z.number().min(0).max(1),
  /** Factors of the share; null where it was refused. */
  measured: z.number().nullable(),
  age: z.number().nullable(),
  drift: z.number().nullable(),
  /** How often live scores fell below what was measured. */
  alarms: wholeNumber,
  /** Live decisions since the evidence ended that are scored and count. */
  live_decisions: wholeNumber,
  /** Why nothing may be traded; null where a share is granted, be it 0. */
  refused: z.string().nullable(),
  /** What the evaluation says of the forecaster, where it has earned nothing. */
  because: z.string().nullable(),
});
export type EarnedReport = z.infer<typeof earnedSchema>;

/** What a recalibration made of an answer. */
const calibrationSchema = z.object({
  evaluation: z.string(),
  kind: z.enum(RECALIBRATION_KINDS),
  /** As the model gave it. */
  prob_bull: z.number().min(0).max(1),
});
export type CalibrationReport = z.infer<typeof calibrationSchema>;

/** One cycle: what `cycle --json` prints and `--save` writes. Sizes are fractions of equity. */
export const cycleSchema = z.object({
  snapshot: marketSnapshotSchema,
  /** As it was sized: recalibrated, where it is read so. Null where no model had a valid opinion. */
  llm_output: regimeAssessmentSchema.nullable(),
  k_long: z.number().nonnegative(),
  k_short: z.number().nonnegative(),
  pos_long: z.number().nonnegative(),
  pos_short: z.number().nonnegative(),
  base_long: z.number().nonnegative(),
  base_short: z.number().nonnegative(),
  k_max: z.number().nonnegative(),
  model: modelIdentitySchema,
  /** Null for baselines: they call nothing. */
  usage: modelUsageSchema.nullable(),
  warnings: list(z.string()),
  /** Null where the question without news was not needed. */
  news_cap: newsCapSchema.nullable(),
  /** How much of the opinion has been earned; null where it was not asked for. */
  earned: earnedSchema.nullable(),
  /** What a recalibration was made of; null where the probabilities are as they were given. */
  calibration: calibrationSchema.nullable(),
});
export type CycleDocument = z.infer<typeof cycleSchema>;

/** Why something was not done, for a program. */
export const faultSchema = z.object({
  /** Stable, e.g. `symbol.unknown`. */
  code: z.string(),
  /** Whose matter it is: the input's, a limit's, the outside's. */
  kind: z.enum(['bug', 'input', 'refused', 'unavailable']),
  message: z.string(),
  /** What to do; null where the message says it. */
  remedy: z.string().nullable(),
});

const decidedAssetSchema = z.object({
  base_asset: z.string(),
  /** `baseline`: the statistical rule stood in for the model. `flat`: nobody had an opinion, and every size is 0. */
  state: z.enum(['answered', 'baseline', 'flat']),
  fault: z.null(),
  /** Size of the favoured side as a fraction of equity, short ones negative; 0 where no side is favoured. */
  exposure: z.number(),
  ...cycleSchema.shape,
});
/** A decision about one asset of several: the document of its cycle, and how it counts among the others. */
export type DecidedAsset = z.infer<typeof decidedAssetSchema>;

const failedAssetSchema = z.object({ base_asset: z.string(), state: z.literal('failed'), fault: faultSchema });
export type FailedAsset = z.infer<typeof failedAssetSchema>;

/** Several assets together, as fractions of equity. */
const totalExposureSchema = z.object({
  /** How many assets it is of. */
  assets: wholeNumber,
  pos_long: z.number(),
  pos_short: z.number(),
  gross: z.number(),
  net: z.number(),
  /** Sum of the larger size of each asset. */
  at_most: z.number(),
});

/** A cycle over several assets: what `cycle --assets … --json` prints and `--save` writes. */
export const assetsCycleSchema = z.object({
  /** The moment of all snapshots, ISO 8601; null where there is none. */
  as_of: z.string().nullable(),
  horizon_hours: z.number().positive(),
  /** In the order in which they were named. */
  assets: list(z.union([decidedAssetSchema, failedAssetSchema])),
  /** Of those that were decided about. */
  total: totalExposureSchema,
  warnings: list(z.string()),
});
export type AssetsDocument = z.infer<typeof assetsCycleSchema>;
