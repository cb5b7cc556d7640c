import type { TextRequest, TextResponse } from '../../../core/ports/text-model.js';
import { LlmError } from '../errors.js';
import { estimatePromptTokens } from '../estimate-tokens.js';
import { mostCost } from '../prices.js';
import type { ProviderModel } from '../types.js';
import { MINUTE } from '../../../core/time.js';

/** What one decision may take, all its calls together: format changes, repairs and fallbacks. */
export interface DecisionLimits {
  /** ms. */
  readonly timeMs: number;
  /** Tokens of prompts and answers. */
  readonly tokens: number;
  /** USD, by the known prices; where none is known the limit on tokens has to do. */
  readonly costUsd: number;
}

/** One cold load with its answer, and a second model; some ten full prompts; far more than any usual decision costs. */
export const DEFAULT_DECISION_LIMITS: DecisionLimits = { timeMs: 15 * MINUTE, tokens: 200_000, costUsd: 1 };

/** Keeps count of what a decision has taken, and refuses the call that could take too much before it is sent. */
export interface Allowance {
  /** @throws LlmError `llm.decision-limit` */
  check(model: ProviderModel, request: TextRequest): void;
  spend(model: ProviderModel, request: TextRequest, response: TextResponse): void;
}

export function createAllowance({ tokens, costUsd }: DecisionLimits): Allowance {
  let usedTokens = 0;
  let usedUsd = 0;
  const worst = (model: ProviderModel, request: TextRequest) => ({
    prompt_tokens: estimatePromptTokens(request),
    completion_tokens: request.maxOutputTokens ?? model.outputTokens,
  });
  const worstCost = (model: ProviderModel, request: TextRequest): number | null => {
    const { prompt_tokens, completion_tokens } = worst(model, request);
    return mostCost(model.price, prompt_tokens, completion_tokens);
  };
  return {
    check(model, request) {
      const usage = worst(model, request);
      const next = usage.prompt_tokens + usage.completion_tokens;
      if (usedTokens + next > tokens) throw over(`${usedTokens + next} tokens`, `${tokens}`);
      const usd = usedUsd + (worstCost(model, request) ?? 0);
      if (usd > costUsd) throw over(`$${usd.toFixed(4)}`, `$${costUsd}`);
    },
    spend(model, request, { usage, costUsd: cost, text }) {
      usedTokens += usage.prompt_tokens ?? estimatePromptTokens(request);
      // Where a server does not count, four characters to a token, as most tokenizers come to on JSON.
      usedTokens += usage.completion_tokens ?? Math.ceil(text.length / 4);
      usedUsd += cost ?? worstCost(model, request) ?? 0;
    },
  };
}

const over = (wouldBe: string, limit: string): LlmError =>
  new LlmError(
    'llm.decision-limit',
    `Another call could bring this decision to ${wouldBe}, over its limit of ${limit}.`,
    {
      remedy: 'Raise the limit of a decision, or put a model that answers in valid JSON first.',
    },
  );
