import type { FetchLike } from '../../infra/llm/fetch.js';
import { given } from '../../core/given.js';
import { createProvider } from '../../infra/llm/providers/create-provider.js';
import { ollamaThink } from '../../infra/llm/providers/ollama/settings.js';
import type { LLMProvider } from '../../infra/llm/types.js';
import { askedWith, PROVIDERS, type ProviderName } from '../config/index.js';
import type { Runtime } from '../runtime/runtime.js';

/** Whether the user has told us of this provider: an address, or a key for a vendor that needs one. */
function isConfigured({ loaded, config }: Runtime, name: ProviderName): boolean {
  const { azure, openai, anthropic, google } = config.llm;
  switch (name) {
    case 'ollama':
      return loaded.isSet('llm.ollama.baseUrl');
    case 'openai':
      return loaded.isSet('llm.openai.baseUrl') || openai.apiKey !== null;
    case 'azure':
      return azure.endpoint !== null && azure.apiKey !== null;
    case 'anthropic':
      return anthropic.apiKey !== null;
    case 'google':
      return google.apiKey !== null;
  }
}

export const configuredProviders = (runtime: Runtime): ProviderName[] =>
  PROVIDERS.filter((name) => isConfigured(runtime, name));

export interface ProviderOptions {
  readonly fetch?: FetchLike;
  /** Nothing will be sent: missing keys and addresses do not matter. */
  readonly replay?: boolean;
}

/** What stands in for a key or an address where no request will carry it. */
const UNSENT = { apiKey: 'replay', endpoint: 'https://replay.invalid' } as const;

const withoutKeys = ({ openai, azure, anthropic, google }: Runtime['config']['llm']) => ({
  openai: { ...openai, apiKey: UNSENT.apiKey },
  azure: { ...azure, ...UNSENT },
  anthropic: { ...anthropic, apiKey: UNSENT.apiKey },
  google: { ...google, apiKey: UNSENT.apiKey },
});

/**
 * A provider by its settings, and those of each of its models. Nothing is sent before the first call.
 * @throws InputError for a setting that it lacks
 */
export function providerFor(runtime: Runtime, name: ProviderName, options: ProviderOptions = {}): LLMProvider {
  const withSettingsOf = (model: string): LLMProvider => provider(runtime, name, model, options);
  const shared = withSettingsOf('');
  if (runtime.config.llm.modelSettings === null) return shared;
  return {
    ...shared,
    textModel: (model) => withSettingsOf(model).textModel(model),
    probe: (model, signal) => withSettingsOf(model).probe(model, signal),
  };
}

function provider(
  { config, clock, llmFetch, loaded }: Runtime,
  name: ProviderName,
  model: string,
  { fetch = llmFetch, replay = false }: ProviderOptions,
): LLMProvider {
  const { ollama, keepAlive, prices } = config.llm;
  const asked = askedWith(config, { provider: name, name: model }, (path) => loaded.isSet(path));
  const maxAnswerTokens = asked.answerTokens.value;
  const thinking = asked.thinking.value;
  const effort = asked.effort.value;
  const context = asked.context.value;
  const { openai, azure, anthropic, google } = replay ? withoutKeys(config.llm) : config.llm;
  const common = {
    clock,
    thinking,
    effort,
    sendTemperature: asked.temperature.value !== 'none',
    ...given({ maxOutputTokens: maxAnswerTokens ?? undefined, prices: prices ?? undefined }),
    ...(name === 'ollama' || context === null ? {} : { contextTokens: context }),
    fetch,
  };
  switch (name) {
    case 'ollama':
      return createProvider({
        type: 'ollama',
        ...common,
        baseUrl: ollama.baseUrl,
        apiKey: ollama.apiKey ?? undefined,
        numPredict: maxAnswerTokens ?? undefined,
        think: ollamaThink({ thinking, effort }),
        numCtx: context ?? undefined,
        keepAlive,
      });
    case 'openai':
      return createProvider({ type: 'openai', ...common, baseUrl: openai.baseUrl, apiKey: openai.apiKey ?? undefined });
    case 'azure':
      return createProvider({
        type: 'azure',
        ...common,
        endpoint: azure.endpoint ?? '',
        apiKey: azure.apiKey ?? undefined,
        apiVersion: azure.apiVersion,
      });
    case 'anthropic':
      return createProvider({
        type: 'anthropic',
        ...common,
        baseUrl: anthropic.baseUrl,
        apiKey: anthropic.apiKey ?? undefined,
      });
    case 'google':
      return createProvider({ type: 'google', ...common, baseUrl: google.baseUrl, apiKey: google.apiKey ?? undefined });
  }
}
