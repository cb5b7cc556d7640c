import { InputError } from '../../core/errors.js';
import type { FrozenSettings, Registration } from '../../evaluation/forward-test/registration.js';
import { aliasOf } from '../../infra/llm/model-dates.js';
import { askedTemperature, fallbackModels, type LlmChoice } from '../config/index.js';
import type { Candidate } from '../evaluate/forecasters.js';
import { loadPrompt, promptsFolder, usePrompt } from '../prompts/load-prompt.js';
import { providerFor } from '../models/providers.js';
import type { Runtime } from '../runtime/runtime.js';

/** The settings as they are now. @param fields what is shown, sorted */
export function settingsNow({ choice }: Candidate, fields: readonly string[], runtime: Runtime): FrozenSettings {
  const models = choice.kind === 'llm' ? [choice, ...fallbackModels(runtime.loaded)] : [];
  const sampling = models.map(({ id, provider, name }) => {
    const model = providerFor(runtime, provider).textModel(name);
    return [id, { ...model.sampling, output_tokens: model.outputTokens }] as const;
  });
  return { temperature: askedTemperature(runtime.config), sampling: Object.fromEntries(sampling), fields: [...fields] };
}

/**
 * The prompt of a candidate with its full hash; null where it reads none.
 * @throws InputError for one that has changed since it was first used, or whose day lies ahead
 */
export async function promptNow({ promptId }: Candidate, runtime: Runtime): Promise<Registration['prompt']> {
  if (promptId === null) return null;
  const { config } = runtime;
  const own: Runtime = { ...runtime, config: { ...config, llm: { ...config.llm, prompt: promptId } } };
  await usePrompt(own, { replay: true });
  const { prompt, sha256 } = await loadPrompt(promptId, promptsFolder(runtime));
  return { id: prompt.id, sha256 };
}

/**
 * Which build would answer: the digest of an Ollama model; of others the dated version that their name is, since their servers
 * say it only with answers. Null for a baseline, whose id says it.
 * @throws InputError for a model whose weights can change under its name
 */
export async function versionNow(
  { choice }: Candidate,
  runtime: Runtime,
  signal?: AbortSignal,
): Promise<string | null> {
  if (choice.kind === 'baseline') return null;
  if (choice.kind === 'ensemble') {
    throw cannotFreeze(choice.id, 'is an ensemble: its members and weights change with what they learn', {
      remedy: 'register one model at a time',
    });
  }
  return versionOf(choice, runtime, signal);
}

async function versionOf({ id, provider, name }: LlmChoice, runtime: Runtime, signal?: AbortSignal): Promise<string> {
  const alias = aliasOf(id);
  const isLocal = provider === 'ollama' && !/[-:]cloud$/.test(name);
  if (!isLocal && alias !== null) throw cannotFreeze(id, alias);
  const version = await providerFor(runtime, provider).textModel(name).version(signal);
  if (version !== null) return version;
  if (alias !== null) throw cannotFreeze(id, 'names no version, and its server reports none');
  return name;
}

const cannotFreeze = (id: string, why: string, details: { readonly remedy?: string } = {}): InputError =>
  new InputError('forward-test.not-frozen', `${id} cannot be registered: it ${why}.`, {
    where: 'models',
    remedy: details.remedy ?? 'name a dated version, or a model on an Ollama server of your own',
  });
