import type { RegimeModel } from '../../core/ports/regime-model.js';
import type { TextModel } from '../../core/ports/text-model.js';
import { heuristicModel } from '../../evaluation/baselines/heuristic.js';
import { namedModel, type LlmChoice } from '../config/index.js';
import { loadPrompt, promptsFolder } from '../prompts/load-prompt.js';
import { openRegimeModel } from '../regime-model.js';
import type { Runtime } from '../runtime.js';

/** One combination of model and prompt that is in question. */
export interface Candidate {
  readonly id: string;
  /** Null for the heuristic baseline. */
  readonly choice: LlmChoice | null;
  readonly promptId: string | null;
  /** UTC ms: the end of the day on which the prompt was written. */
  readonly promptCreatedAt: number | null;
}

/** A candidate that is ready to be asked. */
export interface OpenCandidate {
  readonly model: RegimeModel;
  readonly text: TextModel | null;
  readonly prompt: string | null;
  readonly close: () => Promise<void>;
}

const DAY = 86_400_000;

/** Every model with every prompt; a baseline reads none. @throws InputError for a name that is wrong */
export async function candidatesOf(
  models: readonly string[],
  prompts: readonly string[],
  runtime: Runtime,
): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  for (const name of models) {
    const choice = namedModel(name, runtime.loaded);
    if (choice.kind === 'baseline') {
      candidates.push({ id: heuristicModel.id, choice: null, promptId: null, promptCreatedAt: null });
      continue;
    }
    for (const promptId of prompts) {
      const { prompt } = await loadPrompt(promptId, promptsFolder(runtime));
      const promptCreatedAt = Date.parse(prompt.created_at) + DAY;
      candidates.push({ id: choice.id, choice, promptId, promptCreatedAt });
    }
  }
  return candidates;
}

/** Opens one, with the prompt of its own and what is left of the budget. */
export async function openCandidate(
  { choice, promptId }: Candidate,
  runtime: Runtime,
  { replay, budgetUsd }: { readonly replay: boolean; readonly budgetUsd: number | null },
): Promise<OpenCandidate> {
  if (choice === null) {
    return { model: heuristicModel, text: null, prompt: null, close: () => Promise.resolve() };
  }
  const { llm } = runtime.config;
  const perRun = [llm.budgetUsdPerRun, budgetUsd].filter((limit) => limit !== null);
  const own: Runtime = {
    ...runtime,
    config: {
      ...runtime.config,
      llm: {
        ...llm,
        prompt: promptId ?? llm.prompt,
        budgetUsdPerRun: perRun.length === 0 ? null : Math.min(...perRun),
      },
    },
  };
  return openRegimeModel(own, choice, { replay });
}
