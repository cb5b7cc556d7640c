import { llmMembers, namedModel, type ModelChoice } from '../config/index.js';
import { baselineId, type Training } from '../models/baselines.js';
import { fittedId } from '../models/ensemble.js';
import { datedWords } from '../prompts/dated-words.js';
import { loadPrompt, promptsFolder } from '../prompts/load-prompt.js';
import { openRegimeModel, type OpenModel } from '../models/regime-model.js';
import type { Runtime } from '../runtime/runtime.js';
import { DAY, isoTime } from '../../core/time.js';

/** One combination of model and prompt that is in question. */
export interface Candidate {
  readonly id: string;
  readonly choice: ModelChoice;
  /** Null where no language model reads one. */
  readonly promptId: string | null;
  /** UTC ms: the end of the day on which the words of the prompt were written. */
  readonly promptCreatedAt: number | null;
  /** Set where that day is the user's own statement, see `datedWords`. */
  readonly promptFirstSeenOn: string | null;
}

/** Every model with every prompt; a baseline reads none. @throws InputError for a name that is wrong */
export async function candidatesOf(
  models: readonly string[],
  prompts: readonly string[],
  runtime: Runtime,
  options: { readonly replay?: boolean } = {},
): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  for (const name of models) {
    const choice = namedModel(name, runtime.loaded, options);
    const id = forecasterId(choice, runtime);
    if (llmMembers(choice).length === 0) {
      candidates.push({ id, choice, promptId: null, promptCreatedAt: null, promptFirstSeenOn: null });
      continue;
    }
    for (const promptId of prompts) {
      const folder = promptsFolder(runtime);
      const { prompt } = await loadPrompt(promptId, folder);
      const words = await datedWords(prompt, folder, isoTime(runtime.clock.now()));
      const promptCreatedAt = Date.parse(words.writtenOn) + DAY;
      candidates.push({ id, choice, promptId, promptCreatedAt, promptFirstSeenOn: words.firstSeenOn });
    }
  }
  return candidates;
}

/** The id under which a choice answers. */
export function forecasterId(choice: ModelChoice, { config }: Pick<Runtime, 'config'>): string {
  if (choice.kind === 'baseline') return baselineId(choice.name);
  return choice.kind === 'ensemble' && config.llm.ensembleWeights === 'fitted' ? fittedId(choice.id) : choice.id;
}

export interface OpenCandidateOptions {
  readonly replay: boolean;
  readonly budgetUsd: number | null;
  readonly training: Training;
}

/** Opens one, with the prompt of its own and what is left of the budget. */
export async function openCandidate(
  { choice, promptId }: Candidate,
  runtime: Runtime,
  { replay, budgetUsd, training }: OpenCandidateOptions,
): Promise<OpenModel> {
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
  return openRegimeModel(own, choice, { replay, training: () => Promise.resolve(training) });
}
