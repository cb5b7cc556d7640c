import { z } from 'zod';

/** Scores in [−1, 1]. */
export const SIGNED_SCORES = ['global_sentiment', 'btc_sentiment', 'altcoin_sentiment', 'onchain_pressure'] as const;
/** Scores in [0, 1]. */
export const UNIT_SCORES = ['liquidity_risk', 'news_risk', 'trend_strength'] as const;

export type ScoreName = (typeof SIGNED_SCORES)[number] | (typeof UNIT_SCORES)[number];

const signed = z.number().min(-1).max(1).nullable();
const unit = z.number().min(0).max(1).nullable();

/** A null score was not given by the model; sizing counts it as 0. */
export const regimeScoresSchema = z.object({
  global_sentiment: signed,
  btc_sentiment: signed,
  altcoin_sentiment: signed,
  onchain_pressure: signed,
  liquidity_risk: unit,
  news_risk: unit,
  trend_strength: unit,
});
export type RegimeScores = z.infer<typeof regimeScoresSchema>;

export const confidenceLevelSchema = z.enum(['low', 'medium', 'high']);
export type ConfidenceLevel = z.infer<typeof confidenceLevelSchema>;

export const regimeLabelSchema = z.enum(['bull', 'bear', 'neutral']);
export type RegimeLabel = z.infer<typeof regimeLabelSchema>;

/** A probability above this, for one side, names the regime; between them it is neutral. */
export const LABEL_THRESHOLD = 0.6;

/**
 * A validated opinion about the regime. *Bull* means: the asset trades predominantly above the current price over the
 * horizon; *bear*: predominantly below. `prob_bull + prob_bear` is 1.
 */
export const regimeAssessmentSchema = z.object({
  /** Null where the model did not repeat it and no snapshot was at hand to fill it in; likewise the other two nullables. */
  horizon_hours: z.number().positive().nullable(),
  base_asset: z.string().max(40).nullable(),
  prob_bull: z.number().min(0).max(1),
  prob_bear: z.number().min(0).max(1),
  /** Derived from the probabilities in code, whatever the model wrote. */
  regime_label: regimeLabelSchema,
  confidence_level: confidenceLevelSchema,
  scores: regimeScoresSchema,
  factors_summary: z.array(z.string().max(500)).max(20),
  reasoning_short: z.string().max(2_000),
  timestamp_utc: z.string().nullable(),
  /**
   * Standard deviation of the log-odds of the opinions that this one was pooled from, ≥ 0; absent for the opinion of one
   * model. Sizing shrinks a pooled opinion by it.
   */
  dispersion: z.number().nonnegative().optional(),
});
export type RegimeAssessment = z.infer<typeof regimeAssessmentSchema>;

/** bull if prob_bull > 0.6, bear if prob_bear > 0.6, else neutral. */
export function regimeLabelOf(probBull: number, probBear: number): RegimeLabel {
  if (probBull > LABEL_THRESHOLD) return 'bull';
  return probBear > LABEL_THRESHOLD ? 'bear' : 'neutral';
}
