import type { RegimeOutcome } from './outcome.js';
import { knownSum } from '../../core/statistics/moments.js';

/** What the decisions of a run took together. */
export interface RegimeTotals {
  readonly decisions: number;
  /** Without an opinion of the model, answered by the baseline or not. */
  readonly failed: number;
  readonly answered_by_baseline: number;
  /** Requests to models, repairs and fallbacks included; those of failed decisions are not known. */
  readonly calls: number;
  /** Tokens and USD; null where one of them is unknown. */
  readonly prompt_tokens: number | null;
  readonly completion_tokens: number | null;
  readonly cost_usd: number | null;
  /** With a news cap: decisions whose question was asked a second time, without the news. */
  readonly asked_without_news?: number;
  /** With a news cap: decisions whose question with the news failed, so that the answer without them counts. */
  readonly news_failed?: number;
}

export function totalsOf(outcomes: readonly RegimeOutcome[], newsIsCapped: boolean): RegimeTotals {
  const usages = outcomes.flatMap(({ usage }) => (usage === null ? [] : [usage]));
  const failed = outcomes.filter(({ failure }) => failure !== null);
  const newsFailed = outcomes.filter(({ newsFailure }) => newsFailure !== undefined).length;
  const compared = outcomes.filter(({ withoutNews }) => withoutNews !== undefined).length;
  return {
    decisions: outcomes.length,
    failed: failed.length,
    answered_by_baseline: failed.filter(({ assessment }) => assessment !== null).length,
    calls: usages.reduce((total, { calls }) => total + calls, 0),
    prompt_tokens: knownSum(usages.map((usage) => usage.prompt_tokens)),
    completion_tokens: knownSum(usages.map((usage) => usage.completion_tokens)),
    cost_usd: knownSum(usages.map((usage) => usage.cost_usd)),
    ...(newsIsCapped ? { asked_without_news: compared + newsFailed, news_failed: newsFailed } : {}),
  };
}
