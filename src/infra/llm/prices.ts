import type { TokenUsage } from '../../core/ports/text-model.js';

/** USD per million tokens. */
export interface ModelPrice {
  readonly inputPerMillion: number;
  readonly outputPerMillion: number;
}

/** Keys are `provider/model`, or `provider/*` for every model of a provider. */
export type PriceTable = Readonly<Record<string, ModelPrice>>;

/** The day that the built-in list speaks of. It has not been checked against the vendors' pages: give what you pay in LLM_PRICES. */
export const PRICES_AS_OF = '2025-12-01';

const usd = (inputPerMillion: number, outputPerMillion: number): ModelPrice => ({ inputPerMillion, outputPerMillion });

/**
 * List prices without discounts (caching, batch), so the real bill is rarely higher. Where the vendors publish them:
 * https://openai.com/api/pricing, https://claude.com/pricing, https://ai.google.dev/gemini-api/docs/pricing
 * (Gemini: the tier up to 200,000 prompt tokens). Azure and compatible servers set their own: give them in the configuration.
 */
export const BUILT_IN_PRICES: PriceTable = {
  'openai/gpt-5': usd(1.25, 10),
  'openai/gpt-5-mini': usd(0.25, 2),
  'openai/gpt-5-nano': usd(0.05, 0.4),
  'openai/gpt-4.1': usd(2, 8),
  'openai/gpt-4.1-mini': usd(0.4, 1.6),
  'openai/gpt-4.1-nano': usd(0.1, 0.4),
  'openai/gpt-4o': usd(2.5, 10),
  'openai/gpt-4o-mini': usd(0.15, 0.6),
  'openai/o3': usd(2, 8),
  'openai/o4-mini': usd(1.1, 4.4),
  'anthropic/claude-opus-4-5': usd(5, 25),
  'anthropic/claude-opus-4-1': usd(15, 75),
  'anthropic/claude-sonnet-4-5': usd(3, 15),
  'anthropic/claude-sonnet-4': usd(3, 15),
  'anthropic/claude-haiku-4-5': usd(1, 5),
  'anthropic/claude-3-5-haiku': usd(0.8, 4),
  'google/gemini-2.5-pro': usd(1.25, 10),
  'google/gemini-2.5-flash': usd(0.3, 2.5),
  'google/gemini-2.5-flash-lite': usd(0.1, 0.4),
};

/** Vendors append a date or `latest` to a name without changing its price: gpt-4o-2024-08-06, claude-sonnet-4-20250514. */
const SNAPSHOT_SUFFIX = /-(?:\d{4}-\d{2}-\d{2}|\d{8}|latest)$/;

/** @returns null where no price is known. The caller's table goes before the built-in one. */
export function priceOf(provider: string, model: string, overrides: PriceTable = {}): ModelPrice | null {
  const exact = `${provider}/${model}`;
  const bare = exact.replace(SNAPSHOT_SUFFIX, '');
  const wildcard = `${provider}/*`;
  return (
    overrides[exact] ??
    overrides[bare] ??
    overrides[wildcard] ??
    BUILT_IN_PRICES[exact] ??
    BUILT_IN_PRICES[bare] ??
    null
  );
}

/** USD. Null where the price or a count is unknown; a free model is free whatever it counted. */
export function costOf(price: ModelPrice | null, usage: TokenUsage): number | null {
  if (price === null) return null;
  if (price.inputPerMillion === 0 && price.outputPerMillion === 0) return 0;
  if (usage.prompt_tokens === null || usage.completion_tokens === null) return null;
  return (usage.prompt_tokens * price.inputPerMillion + usage.completion_tokens * price.outputPerMillion) / 1e6;
}
