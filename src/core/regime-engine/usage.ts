import type { ModelUsage } from '../ports/regime-model.js';

const sum = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b);

/** Usage of two decisions together. A count or price that one of them does not know is unknown for both. */
export function addUsage(a: ModelUsage | null, b: ModelUsage | null): ModelUsage | null {
  if (a === null || b === null) return a ?? b;
  const cached = [a, b].flatMap(({ cached_prompt_tokens: tokens }) => (tokens === undefined ? [] : [tokens]));
  return {
    prompt_tokens: sum(a.prompt_tokens, b.prompt_tokens),
    completion_tokens: sum(a.completion_tokens, b.completion_tokens),
    ...(cached.length === 0 ? {} : { cached_prompt_tokens: cached.reduce((total, tokens) => total + tokens, 0) }),
    calls: a.calls + b.calls,
    latency_ms: a.latency_ms + b.latency_ms,
    cost_usd: sum(a.cost_usd, b.cost_usd),
    replayed: a.replayed && b.replayed,
  };
}
