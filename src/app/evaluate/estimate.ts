import type { MarketSnapshot } from '../../core/market-snapshot/index.js';
import { RefusedError } from '../../core/errors.js';
import { estimatePromptTokens } from '../../infra/llm/estimate-tokens.js';
import { costOf } from '../../infra/llm/prices.js';
import type { LlmChoice } from '../config/index.js';
import { loadPrompt, promptsFolder } from '../prompts/load-prompt.js';
import { providerFor } from '../providers.js';
import type { Runtime } from '../runtime.js';

/** What asking one model with one prompt may cost at most, with nothing recorded yet. */
export interface CostEstimate {
  readonly model: string;
  readonly prompt: string;
  readonly questions: number;
  /** USD; null where the price is not known. */
  readonly usd: number | null;
}

/** So many snapshots stand for all of them. */
const SAMPLED = 20;

/**
 * An upper bound: tokens rather too many than too few, every answer as long as it may be, nothing taken from the ledger.
 * @param questions how many questions are asked about decisions like these
 */
export async function estimateCost(
  choice: LlmChoice,
  promptId: string,
  snapshots: readonly MarketSnapshot[],
  questions: number,
  runtime: Runtime,
): Promise<CostEstimate> {
  const { prompt } = await loadPrompt(promptId, promptsFolder(runtime));
  const model = providerFor(runtime, choice.provider).textModel(choice.name);
  const every = Math.max(1, Math.floor(snapshots.length / SAMPLED));
  const sampled = snapshots.filter((_, i) => i % every === 0);
  const system = prompt.renderSystem();
  const tokens = sampled.map((snapshot) => estimatePromptTokens({ system, user: prompt.renderUser(snapshot) }));
  const mean = tokens.reduce((sum, each) => sum + each, 0) / Math.max(1, tokens.length);
  const usd =
    model.price === null
      ? null
      : costOf(model.price, { prompt_tokens: Math.ceil(mean), completion_tokens: model.outputTokens });
  return { model: choice.id, prompt: promptId, questions, usd: usd === null ? null : usd * questions };
}

/** @throws RefusedError before anything is asked, where the whole could cost more than it may */
export function assertWithinBudget(estimates: readonly CostEstimate[], budgetUsd: number | undefined): void {
  if (budgetUsd === undefined) return;
  const unknown = estimates.find(({ usd }) => usd === null);
  if (unknown !== undefined) {
    throw new RefusedError(
      'evaluate.price-unknown',
      `The price of ${unknown.model} is not known, so that a budget of $${budgetUsd} cannot be kept: nothing was asked.`,
      { where: '--budget', remedy: 'give its price in LLM_PRICES, or leave --budget out' },
    );
  }
  const most = estimates.reduce((sum, { usd }) => sum + (usd ?? 0), 0);
  if (most <= budgetUsd) return;
  throw new RefusedError(
    'evaluate.budget',
    `Asking may cost up to $${most.toFixed(2)}, more than the budget of $${budgetUsd.toFixed(2)}: nothing was asked.`,
    { where: '--budget', remedy: 'raise the budget, ask less often (--every), or choose a shorter period' },
  );
}
