import { z } from 'zod';
import { attributionSchema } from '../attribution/schema.js';
import { coverageSchema } from './coverage.js';
import { RECALIBRATION_KINDS, recalibrationDocumentSchema } from '../calibration/recalibration.js';
import { headlineStartSchema } from '../contamination/headline-start.js';
import { contaminationReportSchema } from '../contamination/report-schema.js';
import { forecastComparisonSchema, forecastScoresSchema, scoreComparisonSchema } from '../scoring/schema.js';

const count = z.int().nonnegative();

/** How many decisions share a reason. */
const reasonSchema = z.object({ reason: z.string(), n: count });

/** Decisions whose snapshots had the same fields. */
export const fieldGroupSchema = z.object({
  fields: z.array(z.string()),
  n: count,
  /** First and last decision, UTC ms. */
  from: z.number(),
  to: z.number(),
  /** Whether the scores of the forecaster are those of this group. */
  scored_here: z.boolean(),
  /** Brier skill against climatology of a group of its own; null where it is too small for one. */
  brier_skill: z.number().nullable(),
});

/** Each scored decision of a period, one column each: what every score of it can be computed from again. */
const seriesSchema = z.object({
  /** UTC ms, ascending. */
  decided_at: z.array(z.number()),
  prob_bull: z.array(z.number()),
  /** What climatology said, the reference of every skill. */
  climatology: z.array(z.number()),
  /** 1: bull came true. */
  outcome: z.array(z.union([z.literal(0), z.literal(1)])),
});

/** Scores of one stretch of decisions with the same fields. */
export const periodSchema = z.object({
  scores: forecastScoresSchema,
  series: seriesSchema,
  /** Beside each baseline, on the decisions that both answered. */
  comparisons: z.array(
    z.object({
      id: z.string(),
      /** Decisions that the baseline did not answer. */
      left_out: count,
      comparison: forecastComparisonSchema,
    }),
  ),
});
export type Period = z.infer<typeof periodSchema>;

/** What a recalibration fitted to the matured past makes of the probabilities, out of sample. */
export const recalibrationResultSchema = z.object({
  kind: z.enum(RECALIBRATION_KINDS),
  n: count,
  before: z.object({ brier: z.number(), reliability: z.number(), ece: z.number() }),
  after: z.object({ brier: z.number(), reliability: z.number(), ece: z.number() }),
  /** Recalibrated against plain: negative differences where it helps. */
  comparison: scoreComparisonSchema,
  /** One-sided p-value of "it does not help", see `pBetter`; null where it cannot be tested, absent in documents of earlier versions. */
  p_better: z.number().nullable().optional(),
  diagram_after: forecastScoresSchema.shape.calibration.shape.equal_count.shape.diagram,
  /** As it would be used from now on. */
  latest: recalibrationDocumentSchema,
});
export type RecalibrationResult = z.infer<typeof recalibrationResultSchema>;

/** What news change: the same decisions with and without them, so that nothing else differs. */
export const newsAblationSchema = z.object({
  /** `headline`: out of sample; `all`: no decision of the headline had news. */
  scope: z.enum(['headline', 'all']),
  n: count,
  /** Decisions with news that have other fields than most, or no answer without them. */
  left_out: count,
  /** Brier score with news against that without: negative differences where news help. */
  comparison: scoreComparisonSchema,
});
export type NewsAblation = z.infer<typeof newsAblationSchema>;

/**
 * `skilled` and `worse`: distinguishable from climatology. `too-few`: nothing can be said. `unknown-start`: nobody knows what
 * the model had seen, so that nothing is out of sample.
 */
export const VERDICTS = [
  'skilled',
  'indistinguishable',
  'worse',
  'too-few',
  'unknown-start',
  'nothing-scored',
] as const;

export const verdictSchema = z.object({
  kind: z.enum(VERDICTS),
  /** One plain sentence. */
  sentence: z.string(),
  /** One-sided p-value of everything that skill takes, 1 where a part of it cannot be tested: what many forecasters are adjusted by. */
  p_skill: z.number().nullable().optional(),
  /** `p_skill` adjusted for the false discovery rate among all that were tried on this market; absent where it is the only one. */
  p_adjusted: z.number().optional(),
  /** How many were tried, this one among them. */
  tried: count.optional(),
  /** So near to its threshold that a few decisions more or fewer would change it. */
  on_a_hair: z.boolean().optional(),
  /** Decisions like these that it would take to find a skill of 0.05 in 80 of 100 cases; null where that cannot be said. */
  decisions_needed: z.number().nullable().optional(),
});
export type Verdict = z.infer<typeof verdictSchema>;

export const suggestionSchema = z.object({
  /** Whether the evidence supports trading on it at all. */
  trade: z.boolean(),
  /** Share of the distance of k from 1, 0 … 1. */
  earned: z.number(),
  calibrate: z.enum(RECALIBRATION_KINDS).nullable(),
  /** One sentence each. */
  reasons: z.array(z.string()),
});
export type Suggestion = z.infer<typeof suggestionSchema>;

export const forecasterSchema = z.object({
  id: z.string(),
  kind: z.enum(['llm', 'baseline', 'ensemble']),
  version: z.string().nullable(),
  prompt: z.string().nullable(),
  /** Of a crowd: the models whose probabilities are averaged; absent for everybody else. */
  members: z.array(z.string()).optional(),
  answered: count,
  failed: count,
  /** Why there was no opinion, the most frequent first. */
  failures: z.array(reasonSchema),
  calls: count,
  cost_usd: z.number().nullable(),
  /** What the probe and the news ablation took beside the decisions; USD null where a price is unknown. */
  checks: z.object({ calls: count, cost_usd: z.number().nullable() }),
  /** Null where every decision of the headline was answered or none; absent in documents of earlier versions. */
  coverage: coverageSchema.nullable().optional(),
  headline_start: headlineStartSchema,
  /** Out of sample; null where there is nothing to score or nobody knows where it begins. */
  headline: periodSchema.nullable(),
  /** Before the headline, or all of it where its start is unknown: what may have been remembered. */
  earlier: periodSchema.nullable(),
  field_groups: z.array(fieldGroupSchema),
  /** Decisions of the forecaster that are in neither period, with the reason. */
  excluded: z.array(reasonSchema),
  recalibration: z.array(recalibrationResultSchema),
  /** Null where it was not asked for. */
  contamination: contaminationReportSchema.nullable(),
  /** Null where it was not asked for, or no decision has news and both answers. */
  news_ablation: newsAblationSchema.nullable(),
  attribution: attributionSchema.nullable(),
  verdict: verdictSchema,
  suggestion: suggestionSchema,
});
export type ForecasterEvaluation = z.infer<typeof forecasterSchema>;

export const evaluationSchema = z.object({
  schema_version: z.literal(1),
  id: z.string(),
  created_at_utc: z.string(),
  code_version: z.string(),
  symbol: z.string(),
  horizon_hours: z.number().positive(),
  step_hours: z.number().positive(),
  /** First and last decision, UTC ISO 8601. */
  from_utc: z.string(),
  to_utc: z.string(),
  data: z.array(
    z.object({
      role: z.string(),
      source: z.string(),
      rows: count,
      sha256: z.string(),
      from_utc: z.string(),
      to_utc: z.string(),
    }),
  ),
  decisions: z.object({
    n: count,
    scored: count,
    /** Why a decision has no label. */
    unscored: z.array(reasonSchema),
  }),
  /** Fields taken from every snapshot, so that decisions can be pooled, with how many decisions had them. */
  fields_left_out: z.array(z.object({ field: z.string(), n: count })),
  /** The forecasters in question, in the order in which they were named. */
  forecasters: z.array(forecasterSchema),
  /** What they are measured against, on all decisions, and scored alike; the crowd last, where two models or more were asked. */
  baselines: z.array(forecasterSchema),
  /** Of the questions of a probe. What is judged is drawn by a seed that comes from the decisions. */
  seed: z.number(),
  warnings: z.array(z.string()),
});
export type Evaluation = z.infer<typeof evaluationSchema>;
