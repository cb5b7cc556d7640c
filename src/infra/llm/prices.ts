import type { TokenUsage } from '../../core/ports/text-model.js';

/** USD per million tokens. */
export interface ModelPrice {
  readonly inputPerMillion: number;
  readonly outputPerMillion: number;
  /** Prompt tokens that came out of the vendor's cache; like any other where it is absent. */
  readonly cachedPerMillion?: number | undefined;
  /** Prompt tokens that were written into the cache; like any other where it is absent. */
  readonly cacheWritePerMillion?: number;
}

/** Keys are `provider/model`, or `provider/*` for every model of a provider. */
export type PriceTable = Readonly<Record<string, ModelPrice>>;

/** The day that the built-in list speaks of. It has not been checked against the vendors' pages: give what you pay in LLM_PRICES. */
export const PRICES_AS_OF = '2025-12-01';

const usd = (inputPerMillion: number, outputPerMillion: number, cachedPerMillion: number): ModelPrice => ({
  inputPerMillion,
  outputPerMillion,
  cachedPerMillion,
});

/** Anthropic: a tenth for what is read from the cache, a quarter more for what is written into it for five minutes. */
const claude = (inputPerMillion: number, outputPerMillion: number): ModelPrice => ({
  ...usd(inputPerMillion, outputPerMillion, inputPerMillion / 10),
  cacheWritePerMillion: inputPerMillion * 1.25,
});

/**
 * List prices without discounts for batches, so the real bill is rarely higher. Where the vendors publish them:
 * https://openai.com/api/pricing, https://claude.com/pricing, https://ai.google.dev/gemini-api/docs/pricing
 * (Gemini: the tier up to 200,000 prompt tokens). Azure and compatible servers set their own: give them in the configuration.
 */
export const BUILT_IN_PRICES: PriceTable = {
  'openai/gpt-5': usd(1.25, 10, 0.125),
  'openai/gpt-5-mini': usd(0.25, 2, 0.025),
  'openai/gpt-5-nano': usd(0.05, 0.4, 0.005),
  'openai/gpt-4.1': usd(2, 8, 0.5),
  'openai/gpt-4.1-mini': usd(0.4, 1.6, 0.1),
  'openai/gpt-4.1-nano': usd(0.1, 0.4, 0.025),
  'openai/gpt-4o': usd(2.5, 10, 1.25),
  'openai/gpt-4o-mini': usd(0.15, 0.6, 0.075),
  'openai/o3': usd(2, 8, 0.5),
  'openai/o4-mini': usd(1.1, 4.4, 0.275),
  'anthropic/claude-opus-4-5': claude(5, 25),
  'anthropic/claude-opus-4-1': claude(15, 75),
  'anthropic/claude-sonnet-4-5': claude(3, 15),
  'anthropic/claude-sonnet-4': claude(3, 15),
  'anthropic/claude-haiku-4-5': claude(1, 5),
  'anthropic/claude-3-5-haiku': claude(0.8, 4),
  'google/gemini-2.5-pro': usd(1.25, 10, 0.125),
  'google/gemini-2.5-flash': usd(0.3, 2.5, 0.03),
  'google/gemini-2.5-flash-lite': usd(0.1, 0.4, 0.01),
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

/** USD, if all of the prompt has to be written into the vendor's cache and nothing comes out of it. Null where the price is unknown. */
export const mostCost = (price: ModelPrice | null, promptTokens: number, completionTokens: number): number | null =>
  costOf(price, {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    cache_write_tokens: promptTokens,
  });

/** USD. Null where the price or a count is unknown; a free model is free whatever it counted. */
export function costOf(price: ModelPrice | null, usage: TokenUsage): number | null {
  if (price === null) return null;
  if (price.inputPerMillion === 0 && price.outputPerMillion === 0) return 0;
  if (usage.prompt_tokens === null || usage.completion_tokens === null) return null;
  const { inputPerMillion, outputPerMillion, cachedPerMillion = inputPerMillion } = price;
  const { cacheWritePerMillion = inputPerMillion } = price;
  const cached = Math.min(usage.cached_prompt_tokens ?? 0, usage.prompt_tokens);
  const written = Math.min(usage.cache_write_tokens ?? 0, usage.prompt_tokens - cached);
  const anew = usage.prompt_tokens - cached - written;
  return (
    (anew * inputPerMillion +
      cached * cachedPerMillion +
      written * cacheWritePerMillion +
      usage.completion_tokens * outputPerMillion) /
    1e6
  );
}
