import { SHORT_NEWS_RULE } from './news-rule.js';
import type { PromptTemplate } from './template.js';

/**
 * The short prompt, for models that read slowly: rounded numbers in one table, missing fields named once, the news that
 * weighs most. What a field means stands in the fixed part, which a server reads once and keeps. A change of a single
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
- Missing means unknown, not zero. Give STALE values less weight.
- Risks are danger, not direction. Above 90 stops all trading: only for an emergency.
- ${SHORT_NEWS_RULE}

# Fields
_pct percent, _bps basis points, _vs_30d ratio to the 30-day mean, M and B million and billion USD; realized_vol a year; funding rates per interval, positive if longs pay; ob_imbalance -1 asks to 1 bids; flows positive onto exchanges; fear_greed_index 0 fear to 100 greed.

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
export const REGIME_2_COMPACT_SHA256 = 'b2b528a1f42bbee5ea0a51362e74f7ff8672607aa305d75e37144977248c43ae';
