import { z } from 'zod';
import { SIGNED_SCORES, UNIT_SCORES } from '../../core/regime/schema.js';

/** Null where a statistic is not defined for these rows. */
const statistic = z.number().nullable();
const pValue = z.number().min(0).max(1).nullable();
const count = z.int().nonnegative();
const rangeSchema = z.object({ low: z.number(), high: z.number() });

/** Interval; `lower_bound` is one-sided at the same level. */
export const intervalSchema = z.object({ low: z.number(), high: z.number(), lower_bound: z.number() });

const lossTestSchema = z.object({
  statistic: z.number(),
  /** Two-sided. */
  p_value: z.number(),
  /** One-sided: small where the forecaster is better than the reference. */
  p_better: z.number(),
});

/** Diebold–Mariano test with the Harvey–Leybourne–Newbold correction and t(n − 1). */
export const dieboldMarianoSchema = lossTestSchema.extend({
  /** Bartlett where the rectangular variance was not positive. */
  kernel: z.enum(['rectangular', 'bartlett']),
  lags: count,
  standard_error: z.number(),
});

/**
 * The same null with the equal-weighted cosine variance and t(degrees). Measured on random walks (m = 24, n = 400) it rejects
 * 5 to 7 % of true nulls at 5 %, Diebold–Mariano 7 to 9 %; null under six overlaps of rows.
 */
export const cosineTestSchema = lossTestSchema.extend({ degrees_of_freedom: z.int().positive() });

/** Mean losses of a forecaster beside those of a reference on the same rows. */
export const scoreComparisonSchema = z.object({
  score: z.number(),
  reference: z.number(),
  /** score − reference: negative where the forecaster is better. */
  difference: z.number(),
  /** By how long the differences may persist; in it is what the reference had still to learn, where that is known. */
  difference_interval: intervalSchema.nullable(),
  /** 1 − score / reference. */
  skill: statistic,
  skill_interval: intervalSchema.nullable(),
  /** Null where the losses never differ, or no row is left after the overlap. */
  diebold_mariano: dieboldMarianoSchema.nullable(),
  cosine_test: cosineTestSchema.nullable(),
  /** Independent rows that would know the mean difference as well, 1 … n. */
  effective_n: statistic,
  /** Skill that a two-sided test at 5 % finds with 80 % power. */
  minimum_detectable_skill: statistic,
});
export type ScoreComparison = z.infer<typeof scoreComparisonSchema>;

/**
 * Whether there is skill at all. p-values are one-sided, small where the forecaster is better; null where a test is not possible,
 * which counts as 1.
 */
export const skillTestSchema = z.object({
  /**
   * The largest of four: of association, half of that against the better of climatology and 0.5, and a quarter of that against the other
   * of them and of resolution. Skill is called below 0.025. The number to adjust for many forecasters.
   */
  p_skill: z.number().min(0).max(1),
  /** That forecasts go with what happens: of their covariance with the outcomes. Absent in documents made before it was asked for. */
  p_association: pValue.optional(),
  /** Against climatology, against always 0.5, and against the forecaster's own mean, always. */
  p_climatology: pValue,
  p_constant: pValue,
  p_resolution: pValue,
  /** One-sided, small where it is worse than climatology. */
  p_worse: pValue,
  /** 1 − score / 0.25. */
  skill_over_constant: z.number(),
  /** Least of the one-sided lower bounds of the skill over climatology, 0.5 and its own mean; null without one. */
  skill_lower_bound: statistic,
  /** Rows after which the correlation of the forecasts has halved. */
  memory: z.number(),
  minimum_detectable_skill: statistic,
});
export type SkillTest = z.infer<typeof skillTestSchema>;

/** What any statement about these rows rests on. */
export const sampleSchema = z.object({
  n: z.int().positive(),
  /** First and last decision, UTC ms. */
  from: z.number(),
  to: z.number(),
  horizon_ms: z.number(),
  step_ms: z.number(),
  /** m: decisions whose windows overlap one decision's, itself included. */
  overlap: z.int().positive(),
  /** Windows side by side without overlap. */
  non_overlapping: count,
  bootstrap: z.object({ block_length: z.int().positive(), samples: count, level: z.number() }),
});

const diagramBinSchema = z.object({
  /** Lowest and highest forecast in the bin. */
  low: z.number(),
  high: z.number(),
  n: z.int().positive(),
  mean_forecast: z.number(),
  observed: z.number(),
  /** 95 % Wilson interval of `observed`, as if the rows were independent. */
  wilson: rangeSchema,
  /** Where `observed` lies were the forecasts calibrated; allows for the overlap of the windows. */
  consistency: rangeSchema,
});

/** brier = reliability − resolution + uncertainty + within_bin_variance − within_bin_covariance. */
export const calibrationSchema = z.object({
  bins: z.int().positive(),
  reliability: z.number(),
  resolution: z.number(),
  uncertainty: z.number(),
  within_bin_variance: z.number(),
  within_bin_covariance: z.number(),
  /** Expected calibration error. */
  ece: z.number(),
  /** Bins without a forecast are left out. */
  diagram: z.array(diagramBinSchema),
});
export type Calibration = z.infer<typeof calibrationSchema>;

/** Correlation with a p-value that allows for overlap; null where there are too few rows for the overlap. */
export const correlationSchema = z.object({ value: z.number(), p_value: pValue });

export const sliceSchema = z.object({
  /** What the rows were divided by. */
  key: z.string(),
  value: z.string(),
  n: z.int().positive(),
  effective_n: statistic,
  brier_skill: statistic,
  /** Equal loss, two-sided, by the cosine test: slices are short, and there it keeps its level where Diebold–Mariano does not. */
  p_value: pValue,
  /** Adjusted for the false discovery rate over all slices of all keys. */
  p_adjusted: pValue,
  /** Many slices are looked at: none of them alone is evidence. */
  exploratory: z.literal(true),
});
export type Slice = z.infer<typeof sliceSchema>;

const fieldCorrelationSchema = correlationSchema.extend({
  /** Adjusted for the false discovery rate over all fields and both targets. */
  p_adjusted: pValue,
});

/** Whether one score of the assessment foretells anything: Spearman's correlations. */
export const scoreFieldSchema = z.object({
  field: z.enum([...SIGNED_SCORES, ...UNIT_SCORES]),
  /** Rows where the model gave it. */
  n: count,
  /** Null where it never varies, or too few rows have it. */
  with_return: fieldCorrelationSchema.nullable(),
  /** Size of the move, whatever its direction: what a risk field should foretell. */
  with_absolute_return: fieldCorrelationSchema.nullable(),
});
export type ScoreField = z.infer<typeof scoreFieldSchema>;

/** The secondary target: direction and size of the horizon's return. */
export const directionSchema = z.object({
  /** Rows with an opinion (p ≠ 0.5) and a return (≠ 0). */
  n: count,
  /** Share of them in which the opinion had the return's sign. */
  hit_rate: statistic,
  hit_rate_interval: intervalSchema.nullable(),
  /** What always naming the commoner sign would have hit. */
  majority_rate: statistic,
  /** Of 2p − 1 with the return, over all rows; null where one of them never varies. */
  pearson: correlationSchema.nullable(),
  spearman: correlationSchema.nullable(),
});
export type Direction = z.infer<typeof directionSchema>;

export const forecastScoresSchema = z.object({
  sample: sampleSchema,
  /** Share of bull labels. */
  base_rate: z.number(),
  mean_forecast: z.number(),
  brier: scoreComparisonSchema,
  /** Nats, p clipped to [0.01, 0.99]; the counts say how many were. */
  log: scoreComparisonSchema.extend({ clipped: count, reference_clipped: count }),
  /** Null where only one outcome occurred. */
  auc: statistic,
  calibration: z.object({ equal_width: calibrationSchema, equal_count: calibrationSchema }),
  sharpness: z.object({
    /** Of the forecasts, divisor n. */
    variance: z.number(),
    /** Forecasts in twenty bins of equal width. */
    histogram: z.array(count).length(20),
  }),
  direction: directionSchema,
  slices: z.array(sliceSchema),
  score_fields: z.array(scoreFieldSchema),
  /** Absent in evaluations that were written before there was one. */
  skill_test: skillTestSchema.optional(),
});
export type ForecastScores = z.infer<typeof forecastScoresSchema>;

/** Two forecasters on the same decisions; `reference` is the second. */
export const forecastComparisonSchema = z.object({
  sample: sampleSchema,
  brier: scoreComparisonSchema,
  log: scoreComparisonSchema,
});
export type ForecastComparison = z.infer<typeof forecastComparisonSchema>;
