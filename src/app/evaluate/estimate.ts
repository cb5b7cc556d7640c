import { RefusedError } from '../../core/errors.js';
import { field } from '../../core/request-field.js';
import type { MarketSnapshot } from '../../core/market-snapshot/index.js';
import type { TextRequest } from '../../core/ports/text-model.js';
import { estimatePromptTokens } from '../../infra/llm/estimate-tokens.js';
import { mostCost } from '../../infra/llm/prices.js';
import type { LlmChoice } from '../config/index.js';
import { loadPrompt, promptsFolder } from '../prompts/load-prompt.js';
import { providerFor } from '../models/providers.js';
import type { Runtime } from '../runtime/runtime.js';

/** What asking one model with one prompt may cost at most, with nothing recorded yet. */
export interface CostEstimate {
  readonly model: string;
  readonly prompt: string;
  readonly questions: number;
  /** USD; null where the price is not known. */
  readonly usd: number | null;
}

/** What one model is to be asked. */
export interface PlannedQuestions {
  /** Those that stand for all questions about snapshots. */
  readonly snapshots: readonly MarketSnapshot[];
  /** How many questions about snapshots there are: decisions, and the forms of the probe and of the ablation. */
  readonly count: number;
  readonly recitation: readonly TextRequest[];
}

/** So many snapshots stand for all of them. */
const SAMPLED = 20;

/**
 * An upper bound but for repairs: tokens rather too many than too few, every answer as long as it may be, nothing taken from the
 * ledger. A repair is a second question about a bad answer, and is refused where the budget of the run ends.
 */
export async function estimateCost(
  choice: LlmChoice,
  promptId: string,
  { snapshots, count, recitation }: PlannedQuestions,
  runtime: Runtime,
): Promise<CostEstimate> {
  const { prompt } = await loadPrompt(promptId, promptsFolder(runtime));
  const model = providerFor(runtime, choice.provider, { replay: true }).textModel(choice.name);
  const every = Math.max(1, Math.floor(snapshots.length / SAMPLED));
  const sampled = snapshots.filter((_, i) => i % every === 0);
  const system = prompt.renderSystem();
  const meanTokens = (requests: readonly { system: string; user: string }[]): number =>
    Math.ceil(requests.reduce((sum, each) => sum + estimatePromptTokens(each), 0) / Math.max(1, requests.length));
  const costEach = (tokens: number): number | null => mostCost(model.price, tokens, model.outputTokens);
  const about = costEach(meanTokens(sampled.map((snapshot) => ({ system, user: prompt.renderUser(snapshot) }))));
  const recited = costEach(meanTokens(recitation));
  return {
    model: choice.id,
    prompt: promptId,
    questions: count + recitation.length,
    usd: about === null || recited === null ? null : about * count + recited * recitation.length,
  };
}

/** @throws RefusedError before anything is asked, where the whole could cost more than it may */
export function assertWithinBudget(estimates: readonly CostEstimate[], budgetUsd: number | undefined): void {
  if (budgetUsd === undefined) return;
  const unknown = estimates.find(({ usd }) => usd === null);
  if (unknown !== undefined) {
    throw new RefusedError(
      'evaluate.price-unknown',
      `The price of ${unknown.model} is not known, so that a budget of $${budgetUsd} cannot be kept: nothing was asked.`,
      { where: 'budgetUsd', remedy: `give its price in LLM_PRICES, or leave ${field('budgetUsd')} out` },
    );
  }
  const most = estimates.reduce((sum, { usd }) => sum + (usd ?? 0), 0);
  if (most <= budgetUsd) return;
  throw new RefusedError(
    'evaluate.budget',
    `Asking may cost up to $${most.toFixed(2)}, more than the budget of $${budgetUsd.toFixed(2)}: nothing was asked.`,
    {
      where: 'budgetUsd',
      remedy: `raise the budget, ask less often (${field('everyHours')}), or choose a shorter period`,
    },
  );
}
