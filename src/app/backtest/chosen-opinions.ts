import type { OpinionsSpec } from '../../contract/backtest-spec.js';
import { chooseModel, llmMembers, withSettings, type ModelChoice } from '../config/index.js';
import { loadPrompt, promptsFolder } from '../prompts/load-prompt.js';
import type { Runtime } from '../runtime/runtime.js';

/** Settings that are part of a question to a model, or decide who is asked; what is off or left to the model is not named. */
const QUESTION_SETTINGS = {
  baseline: [],
  llm: [
    'llm.temperature',
    'llm.maxAnswerTokens',
    'llm.thinking',
    'llm.effort',
    'llm.modelSettings',
    'llm.numCtx',
    'llm.fallbackModels',
    'llm.onFailure',
  ],
  ensemble: [
    'llm.temperature',
    'llm.maxAnswerTokens',
    'llm.thinking',
    'llm.effort',
    'llm.modelSettings',
    'llm.numCtx',
    'llm.ensembleWeights',
    'llm.onFailure',
  ],
} as const;

/** The settings that the questions of a run depend on, as texts by their path. */
export function questionSettings(
  { kind }: Pick<ModelChoice, 'kind'>,
  prompt: string | null,
  { loaded }: Pick<Runtime, 'loaded'>,
): Record<string, string> {
  const asked: readonly string[] = QUESTION_SETTINGS[kind];
  const settings = Object.fromEntries(
    loaded.settings.flatMap(({ path, value }) =>
      asked.includes(path) && value !== null && value !== 'auto'
        ? [[path, typeof value === 'string' ? value : JSON.stringify(value)]]
        : [],
    ),
  );
  // With its hash: a repetition asks with exactly this content or not at all.
  if (prompt !== null) settings['llm.prompt'] = prompt;
  return settings;
}

/** The model that the settings choose, and what it is asked with. @throws InputError where no model or prompt can be meant */
export async function chosenOpinions(
  runtime: Runtime,
): Promise<Pick<OpinionsSpec, 'model' | 'on_failure' | 'settings'>> {
  // Whether it can be reached is looked at where it is asked.
  const choice = chooseModel(runtime.loaded, { replay: true });
  const { prompt, onFailure } = runtime.config.llm;
  const identity = llmMembers(choice).length === 0 ? null : (await loadPrompt(prompt, promptsFolder(runtime))).identity;
  return { model: choice.id, on_failure: onFailure, settings: questionSettings(choice, identity, runtime) };
}

/** The parts of the program with the settings that a specification names, whatever the user has set since. */
export function runtimeWith(opinions: OpinionsSpec, runtime: Runtime, cwd: string): Runtime {
  const { model, on_failure, settings } = opinions;
  const values = { ...settings, 'llm.model': model, 'llm.onFailure': on_failure };
  const loaded = withSettings(runtime.loaded, values, 'opinions', cwd);
  return loaded === runtime.loaded ? runtime : { ...runtime, loaded, config: loaded.config };
}
