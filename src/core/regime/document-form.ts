import type { AnswerForm } from './answer-form.js';
import { regimeAnswerJsonSchema } from './answer-schema.js';
import { tryParseRegimeAssessment } from './parse-regime-assessment.js';

const DEFINITIONS = `# Definitions
The current price is the spot price of the snapshot. The horizon is the number of hours given in the snapshot, from its time on.
- bull: over the horizon the asset trades predominantly above the current price, that is in more than half of the bars of that time the close is above it.
- bear: over the horizon the asset trades predominantly below the current price.
- neutral: neither is clearly more likely; neither probability is above 0.6.
prob_bull and prob_bear are the probabilities of these two opposite outcomes. They add up to 1.`;

/** How to answer, as far as the JSON Schema does not say it. */
const RULES = `# Answer
Write one JSON object and nothing else: no text before or after it, no code fence, no comments. Write numbers as plain decimals such as 0.55, never as percentages, texts or fractions. Write every field once. Write texts in English.
- base_asset, horizon_hours, timestamp_utc: copied from the snapshot.
- factors_summary: 3 to 6 short texts, the evidence that weighs most, each naming its field.
- reasoning_short: at most 600 characters, why the evidence leads to these probabilities.
- scores.global_sentiment, scores.btc_sentiment, scores.altcoin_sentiment, scores.onchain_pressure: -1 (very negative) to 1 (very positive), 0 for neutral.
- scores.liquidity_risk, scores.news_risk, scores.trend_strength: 0 (none) to 1 (extreme).
- A score about which the snapshot says nothing is null.
- prob_bull, prob_bear: 0 to 1, adding up to 1.
- regime_label: "bull" if prob_bull > 0.6, "bear" if prob_bear > 0.6, otherwise "neutral".
- confidence_level: "low", "medium" or "high".`;

/** The words of the document itself: what prompts of a user's own are answered in, and what `regime-1` asked for. */
export const DOCUMENT_FORM: AnswerForm = {
  id: 'document-1',
  schemaName: 'regime_assessment',
  jsonSchema: regimeAnswerJsonSchema,
  definitions: DEFINITIONS,
  rules: RULES,
  schemaText: `# JSON Schema of the answer\n${JSON.stringify(regimeAnswerJsonSchema)}`,
  parse: tryParseRegimeAssessment,
};
