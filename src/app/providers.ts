import type { FetchLike } from '../infra/llm/fetch.js';
import { createProvider } from '../infra/llm/providers/create-provider.js';
import { ollamaThink } from '../infra/llm/providers/ollama/settings.js';
import type { LLMProvider } from '../infra/llm/types.js';
import { PROVIDERS, type ProviderName } from './config/index.js';
import type { Runtime } from './runtime.js';

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
 * A provider by its settings. Nothing is sent before the first call.
 * @throws InputError for a setting that it lacks
 */
export function providerFor(
  { config, clock, llmFetch }: Runtime,
  name: ProviderName,
  { fetch = llmFetch, replay = false }: ProviderOptions = {},
): LLMProvider {
  const { ollama, numCtx, keepAlive, prices, maxAnswerTokens, thinking, effort } = config.llm;
  const { openai, azure, anthropic, google } = replay ? withoutKeys(config.llm) : config.llm;
  const common = {
    clock,
    thinking,
    effort,
    sendTemperature: config.llm.temperature !== 'none',
    ...(maxAnswerTokens === null ? {} : { maxOutputTokens: maxAnswerTokens }),
    ...(prices === null ? {} : { prices }),
    fetch,
  };
  switch (name) {
    case 'ollama':
      return createProvider({
        type: 'ollama',
        ...common,
        baseUrl: ollama.baseUrl,
        ...(ollama.apiKey === null ? {} : { apiKey: ollama.apiKey }),
        ...(maxAnswerTokens === null ? {} : { numPredict: maxAnswerTokens }),
        think: ollamaThink({ thinking, effort }),
        numCtx,
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
