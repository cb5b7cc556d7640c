import { InputError } from '../../core/errors.js';
import { suggest } from './suggest.js';
import type { LoadedConfig } from './load.js';

export const PROVIDERS = ['ollama', 'openai', 'azure', 'anthropic', 'google'] as const;
export type ProviderName = (typeof PROVIDERS)[number];

/** The documented default on an Ollama server: a cloud model, so it needs no GPU but a signed-in Ollama. */
export const DEFAULT_OLLAMA_MODEL = 'deepseek-v3.1:671b-cloud';

/** A language model of one provider. */
export interface LlmChoice {
  readonly kind: 'llm';
  readonly provider: ProviderName;
  readonly name: string;
  /** `provider/name`. */
  readonly id: string;
}

export type ModelChoice = { readonly kind: 'baseline' } | LlmChoice;

const isProvider = (text: string): text is ProviderName => PROVIDERS.some((provider) => provider === text);

/**
 * Splits `provider/name`. A bare name, and a name whose first part is no provider (`hf.co/user/model`, `library/x`), is
 * Ollama's, since its names may hold slashes; a misspelt provider is an error.
 */
export function parseModelName(text: string): ModelChoice {
  if (text === 'baseline') return { kind: 'baseline' };
  const slash = text.indexOf('/');
  const head = text.slice(0, Math.max(slash, 0)).toLowerCase();
  const tail = text.slice(slash + 1);
  if (slash >= 0 && isProvider(head)) {
    if (tail === '') {
      throw new InputError(
        'config.model',
        `llm.model is "${text}": it must name a model after "${head}/"; "llm-trading models" lists what there is.`,
        { where: 'llm.model' },
      );
    }
    return { kind: 'llm', provider: head, name: tail, id: `${head}/${tail}` };
  }
  const meant = slash > 0 ? suggest(head, PROVIDERS) : null;
  if (meant !== null) {
    throw new InputError('config.model', `llm.model is "${text}": did you mean "${meant}/${tail}"?`, {
      where: 'llm.model',
    });
  }
  return { kind: 'llm', provider: 'ollama', name: text, id: `ollama/${text}` };
}

function assertUsable(choice: ModelChoice, loaded: LoadedConfig): void {
  if (choice.kind === 'baseline') return;
  const { llm } = loaded.config;
  const missing = (key: string, env: string): InputError =>
    new InputError(
      'config.missing',
      `${key} is not set, and ${choice.id} needs it: set ${env} in the environment or in .env.`,
      {
        where: key,
        remedy: `set ${env}`,
      },
    );
  switch (choice.provider) {
    case 'openai':
      // A server of one's own usually needs no key; api.openai.com always does.
      if (llm.openai.apiKey === null && !loaded.isSet('llm.openai.baseUrl'))
        throw missing('llm.openai.api_key', 'OPENAI_API_KEY');
      return;
    case 'azure':
      if (llm.azure.endpoint === null) throw missing('llm.azure.endpoint', 'AZURE_OPENAI_ENDPOINT');
      if (llm.azure.apiKey === null) throw missing('llm.azure.api_key', 'AZURE_OPENAI_API_KEY');
      return;
    case 'anthropic':
      if (llm.anthropic.apiKey === null) throw missing('llm.anthropic.api_key', 'ANTHROPIC_API_KEY');
      return;
    case 'google':
      if (llm.google.apiKey === null) throw missing('llm.google.api_key', 'GOOGLE_GENERATIVE_AI_API_KEY');
      return;
    case 'ollama':
      return;
  }
}

/**
 * Which model answers: the named one (--model, LLM_MODEL), else the default model of a configured Ollama server, else the
 * statistical baseline. A key alone chooses nothing: keys lie in many environments, and asking costs money.
 * @throws InputError where the chosen provider lacks its key or address, or a server is set but no model is named
 */
export function chooseModel(loaded: LoadedConfig): ModelChoice {
  const named = loaded.config.llm.model;
  let choice: ModelChoice = { kind: 'baseline' };
  if (named !== null) choice = parseModelName(named);
  else if (loaded.isSet('llm.ollama.baseUrl')) choice = parseModelName(`ollama/${DEFAULT_OLLAMA_MODEL}`);
  else if (loaded.isSet('llm.openai.baseUrl')) {
    throw new InputError(
      'config.model',
      'llm.model is not set, but llm.openai.base_url is: name the model with --model openai/<name> or LLM_MODEL ("llm-trading models" lists them), or use --model baseline.',
      { where: 'llm.model' },
    );
  }
  assertUsable(choice, loaded);
  return choice;
}

/** The model of this name. @throws InputError where its provider lacks its key or address */
export function namedModel(name: string, loaded: LoadedConfig): ModelChoice {
  const choice = parseModelName(name);
  assertUsable(choice, loaded);
  return choice;
}

/**
 * The models to ask after the chosen one has failed, in order.
 * @throws InputError where one lacks its key or address
 */
export function fallbackModels(loaded: LoadedConfig): LlmChoice[] {
  const names = loaded.config.llm.fallbackModels?.split(',').map((name) => name.trim()) ?? [];
  return names.flatMap((name) => {
    const choice = namedModel(name, loaded);
    return choice.kind === 'llm' ? [choice] : [];
  });
}
