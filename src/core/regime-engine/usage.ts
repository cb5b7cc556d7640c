import type { ModelUsage } from '../ports/regime-model.js';
import { knownSum, sum } from '../statistics/moments.js';

/** Usage of two decisions together. A count or price that one of them does not know is unknown for both. */
export function addUsage(a: ModelUsage | null, b: ModelUsage | null): ModelUsage | null {
  if (a === null || b === null) return a ?? b;
  const cached = [a, b].flatMap(({ cached_prompt_tokens: tokens }) => (tokens === undefined ? [] : [tokens]));
  return {
    prompt_tokens: knownSum([a.prompt_tokens, b.prompt_tokens]),
    completion_tokens: knownSum([a.completion_tokens, b.completion_tokens]),
    ...(cached.length === 0 ? {} : { cached_prompt_tokens: sum(cached) }),
    calls: a.calls + b.calls,
    latency_ms: a.latency_ms + b.latency_ms,
    cost_usd: knownSum([a.cost_usd, b.cost_usd]),
    replayed: a.replayed && b.replayed,
  };
}
