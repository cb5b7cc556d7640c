import type { ModelUsage } from '../../../core/ports/regime-model.js';
import type { TextResponse } from '../../../core/ports/text-model.js';
import { knownSum } from '../../../core/statistics/moments.js';

/** How often what has happened, over the life of a ladder. */
export interface LadderCounters {
  decisions: number;
  calls: number;
  /** Answers that were refused, first ones and repairs. */
  rejected: number;
  /** Refused answers that a repair request put right. */
  repaired: number;
  /** Single fields that were set right in accepted answers: labels, sums, copied fields. */
  corrected: number;
  /** Models that turned out not to take a format. */
  formatDowngrades: number;
  /** Decisions that a later model than the first one made. */
  fallbacks: number;
  /** Decisions without a regime. */
  failed: number;
}

export const newTally = (): LadderCounters => ({
  decisions: 0,
  calls: 0,
  rejected: 0,
  repaired: 0,
  corrected: 0,
  formatDowngrades: 0,
  fallbacks: 0,
  failed: 0,
});

/** What one decision has used: a total is null as soon as one of its parts is unknown. */
export class Tally {
  private readonly responses: TextResponse[] = [];
  private calls = 0;
  private latencyMs = 0;

  answered(response: TextResponse): void {
    this.calls += 1;
    this.responses.push(response);
    this.latencyMs += response.latencyMs;
  }

  failed(latencyMs: number): void {
    this.calls += 1;
    this.latencyMs += latencyMs;
  }

  usage(): ModelUsage {
    const all = this.responses;
    const cached = all.flatMap(({ usage }) => usage.cached_prompt_tokens ?? []);
    return {
      calls: this.calls,
      prompt_tokens: knownSum(all.map((r) => r.usage.prompt_tokens)),
      completion_tokens: knownSum(all.map((r) => r.usage.completion_tokens)),
      ...(cached.length === 0 ? {} : { cached_prompt_tokens: cached.reduce((total, tokens) => total + tokens, 0) }),
      cost_usd: knownSum(all.map((r) => r.costUsd)),
      latency_ms: this.latencyMs,
      replayed: all.length > 0 && all.every((r) => r.replayed),
    };
  }
}
