import { SHORT_NEWS_RULE, type PromptTemplate } from './template.js';

/**
 * The short prompt, for models that read slowly: rounded numbers in one table of what is known, the news
 * that weighs most. What a field means stands in the fixed part, which a server reads once and keeps. A change of a single
 * character takes a new id.
 */
export const REGIME_2_COMPACT: PromptTemplate = {
  id: 'regime-2-compact',
  created_at: '2026-11-28',
  description: 'As short as it can be: rounded numbers in a table, answered in whole percents.',
  answer_form: 'percent-1',
  system: `You judge the market regime of one crypto asset from a table of data. Your answer sizes positions and is scored against what happened.

{{definitions}}

# Rules
- Use only these data, nothing you remember of this time or after it.
- Be calibrated: what you call 70 should happen 70 times in 100. Prices are close to unpredictable: without strong, agreeing evidence stay between 40 and 60. Overconfidence costs more than caution.
- What is not shown is unknown, not zero. Give STALE values less weight.
- Risks are danger, not direction. Above 90 stops all trading: only for an emergency.
- ${SHORT_NEWS_RULE}

# Fields
_pct percent, _bps basis points, M and B million and billion USD.
- return_pct: price against 1h to 30d ago; above_mean_pct: against its mean of as long
- vs_30d: ratio to the mean of 30 days
- rsi_14 of hours, 0 to 100; atr_14_pct of the price; realized_vol a year, 0.5 is 50%
- funding_bps per interval, positive if longs pay; basis_bps perpetual above spot; book_imbalance -1 asks to 1 bids
- exchange_flow positive onto exchanges; mvrv market over realised value; stablecoins_7d_pct supply
- fear_greed 0 fear to 100 greed
A headline: hours ago, source, sentiment -1 to 1, impact 0 to 1, text.

{{answer_rules}}`,
  user: `# Data
{{base_asset}}, next {{horizon_hours}} hours from {{timestamp}}
{{demo_notice}}

{{table}}

# News
{{headlines}}

Answer with the JSON object only.`,
};

/** SHA-256 of its content (`promptContent`). */
export const REGIME_2_COMPACT_SHA256 = '5aaddbdeb32cd8e669b2002726a02a87b54faa4f4c94de28aef41fc43f95154f';
