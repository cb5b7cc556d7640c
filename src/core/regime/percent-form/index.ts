import type { AnswerForm } from '../answer-form.js';
import { extractAnswer } from '../extract-answer.js';
import { readRegime } from '../parse-regime-assessment.js';
import { readAssessment } from '../read-assessment.js';
import { readPercentAnswer } from './read.js';
import { percentAnswerJsonSchema } from './schema.js';

const DEFINITIONS = `# Definitions
Bull: more than half of the bars within the horizon close above the current spot price. Bear: more than half close below it. bull_pct is the probability of bull in percent; bear is the rest.`;

const RULES = `# Answer
Write one JSON object only, with these fields in this order. Every number is whole: 62, never 0.62 or "62%".
- factors: at most 3 texts of at most 80 characters, the evidence that weighs most
- reasoning: one sentence of at most 240 characters
- global_sentiment, btc_sentiment (the asset itself), altcoin_sentiment, onchain_pressure (buying or selling on the chain): -100 to 100, 0 if unknown
- liquidity_risk, news_risk, trend_strength: 0 to 100, 0 if unknown
- bull_pct: 0 to 100
- confidence: "low", "medium" or "high"`;

/**
 * The form that any model can keep to: whole percents. An answer in the document's own words is read as strictly as ever,
 * since a model that was trained on it may fall into it.
 */
export const PERCENT_FORM: AnswerForm = {
  id: 'percent-1',
  schemaName: 'regime',
  jsonSchema: percentAnswerJsonSchema,
  definitions: DEFINITIONS,
  rules: RULES,
  schemaText: '',
  parse: (text) =>
    readRegime(text, (whole) => {
      const answer = extractAnswer(whole, ['bull_pct', 'prob_bull']);
      return answer.fields.has('bull_pct') ? readPercentAnswer(answer) : readAssessment(answer);
    }),
};
