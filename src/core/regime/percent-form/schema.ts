import { z } from 'zod';
import { confidenceLevelSchema, SIGNED_SCORES, UNIT_SCORES, type ScoreName } from '../schema.js';

/** Characters; a sentence each. Bounded in the grammar too, so that a model cannot write until its tokens are used up. */
export const MAX_FACTORS = 3;
const MAX_FACTOR = 80;
const MAX_REASONING = 240;

const signed = z.int().min(-100).max(100);
const unit = z.int().min(0).max(100);

/** The scores in whole hundredths of what the document holds. */
export const PERCENT_SCORES: readonly (readonly [name: ScoreName, min: number])[] = [
  ...SIGNED_SCORES.map((name) => [name, -100] as const),
  ...UNIT_SCORES.map((name) => [name, 0] as const),
];

/**
 * An answer that a grammar can make valid by itself: whole numbers between bounds, which llama.cpp, Ollama, vLLM, OpenAI and
 * Gemini enforce (of decimals they enforce none), one number for two probabilities that add up to 1, and nothing to copy.
 * The reasons stand before the numbers, because a model writes in order.
 */
const percentAnswerSchema = z.strictObject({
  factors: z.array(z.string().max(MAX_FACTOR)).max(MAX_FACTORS),
  reasoning: z.string().max(MAX_REASONING),
  global_sentiment: signed,
  btc_sentiment: signed,
  altcoin_sentiment: signed,
  onchain_pressure: signed,
  liquidity_risk: unit,
  news_risk: unit,
  trend_strength: unit,
  bull_pct: unit,
  confidence: confidenceLevelSchema,
});

/** Without `$schema`, which some servers refuse. */
export const percentAnswerJsonSchema: Readonly<Record<string, unknown>> = Object.fromEntries(
  Object.entries(z.toJSONSchema(percentAnswerSchema)).filter(([key]) => key !== '$schema'),
);
