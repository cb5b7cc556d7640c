import { z } from 'zod';
import { cycleSchema } from './cycle.js';
import { decisionOutcomeSchema } from './decision-outcome.js';
import { list } from './list.js';

/** A kept cycle on one line. */
const keptCycleRowSchema = z.object({
  /** Sorts by time. */
  id: z.string(),
  /** When it was kept, UTC ms. */
  time: z.number(),
  base_asset: z.string(),
  /** Moment of the snapshot, UTC ms. */
  decided_at: z.number(),
  horizon_hours: z.number().positive(),
  /** `demo`: the market was generated. */
  source: z.enum(['demo', 'real']),
  model: z.string(),
  regime_label: z.enum(['bull', 'bear', 'neutral']).nullable(),
  /** Null where no model had a valid opinion. */
  prob_bull: z.number().nullable(),
  /** As the model gave it, where a recalibration made another of it: what is scored. */
  stated_prob_bull: z.number().nullable(),
  k_long: z.number(),
  k_short: z.number(),
  pos_long: z.number(),
  pos_short: z.number(),
  /** USD; null where it is not known, and for baselines, which cost nothing. */
  cost_usd: z.number().nullable(),
  /** Whether the answer came from the ledger. */
  cached: z.boolean(),
});
export type KeptCycleRow = z.infer<typeof keptCycleRowSchema>;

const cycleRowSchema = keptCycleRowSchema.extend({ outcome: decisionOutcomeSchema });
export type CycleRow = z.infer<typeof cycleRowSchema>;

/** What `GET /api/v1/cycles` answers. */
export const cycleListSchema = z.object({
  /** Newest first. */
  cycles: list(cycleRowSchema),
  /** Id to give as `before` for the next page; null: there are no more. */
  next: z.string().nullable(),
});
export type CycleList = z.infer<typeof cycleListSchema>;

/**
 * What moves a multiplier, in the order in which sizing applies it. `base` is k before any opinion, 1; `hard_stop` a risk that stops
 * everything; `direction` to `risk` are the factors of the profile; `k_max` its limit; `agreement` the shrinking by members that
 * disagree; `news_cap` and `earned` what code after the model bounds.
 */
const SIZING_STEPS = [
  'base',
  'hard_stop',
  'direction',
  'sentiment',
  'onchain',
  'trend',
  'edge',
  'risk',
  'k_max',
  'agreement',
  'news_cap',
  'earned',
  'limit',
] as const;

const sizingStepSchema = z.object({
  step: z.enum(SIZING_STEPS),
  /** k before and after it. */
  before: z.number(),
  after: z.number(),
  /** What it multiplied with, or the limit that it holds; null where it is neither. */
  value: z.number().nullable(),
});
export type SizingStepDocument = z.infer<typeof sizingStepSchema>;

/** How a multiplier came about, step by step; the last `after` is the k of the cycle. */
export const sizingStepsSchema = z.object({ long: list(sizingStepSchema), short: list(sizingStepSchema) });
export type SizingSteps = z.infer<typeof sizingStepsSchema>;

/** What `GET /api/v1/cycles/:id` answers. */
export const storedCycleSchema = z.object({
  id: z.string(),
  /** UTC ms. */
  time: z.number(),
  source: z.enum(['demo', 'real']),
  cycle: cycleSchema,
  /** Null where no model had a valid opinion, so that nothing was sized, or sized by an earlier version. */
  steps: sizingStepsSchema.nullable(),
  outcome: decisionOutcomeSchema,
});
export type StoredCycle = z.infer<typeof storedCycleSchema>;
