import { z } from 'zod';
import { confidenceLevelSchema, regimeLabelSchema } from './schema.js';

const signedScore = (meaning: string) =>
  z.number().min(-1).max(1).nullable().describe(`-1 to 1: ${meaning}; null if the data say nothing about it`);
const unitScore = (meaning: string) =>
  z.number().min(0).max(1).nullable().describe(`0 to 1: ${meaning}; null if the data say nothing about it`);

/**
 * What a model is asked to write. The parser accepts more (see `tryParseRegimeAssessment`). The reasons come before the
 * numbers, because a model writes in order and its numbers then follow from its reasons.
 */
const regimeAnswerSchema = z.object({
  base_asset: z.string().describe('the symbol, copied from the snapshot'),
  horizon_hours: z.number().positive().describe('hours, copied from the snapshot'),
  timestamp_utc: z.string().describe('ISO 8601, copied from the snapshot'),
  factors_summary: z
    .array(z.string())
    .describe('3 to 6 short texts, each naming one field of the snapshot and what it suggests'),
  reasoning_short: z.string().describe('at most 600 characters: why the probabilities are what they are'),
  scores: z.object({
    global_sentiment: signedScore('mood of markets as a whole, -1 very negative, 1 very positive'),
    btc_sentiment: signedScore('mood about the asset itself (Bitcoin, if the asset is BTC)'),
    altcoin_sentiment: signedScore('mood about other crypto assets'),
    onchain_pressure: signedScore('-1 strong selling pressure on the chain, 1 strong buying pressure'),
    liquidity_risk: unitScore('danger of thin books, wide spreads and forced selling, 1 extreme'),
    news_risk: unitScore('danger that news moves the price abruptly, 1 extreme'),
    trend_strength: unitScore('strength of the present trend, whichever its direction, 1 very strong'),
  }),
  prob_bull: z
    .number()
    .min(0)
    .max(1)
    .describe('0 to 1: probability that the asset trades predominantly above the current price over the horizon'),
  prob_bear: z.number().min(0).max(1).describe('0 to 1: probability of predominantly below; prob_bull + prob_bear = 1'),
  regime_label: regimeLabelSchema.describe('bull if prob_bull > 0.6, bear if prob_bear > 0.6, else neutral'),
  confidence_level: confidenceLevelSchema.describe('how much the data say, taken together'),
});

/** JSON Schema of the answer, for providers that can constrain a model to one. */
export const regimeAnswerJsonSchema: Readonly<Record<string, unknown>> = jsonSchema();

/** Without `$schema`: some servers refuse keywords that they do not know. */
function jsonSchema(): Record<string, unknown> {
  return Object.fromEntries(Object.entries(z.toJSONSchema(regimeAnswerSchema)).filter(([key]) => key !== '$schema'));
}
