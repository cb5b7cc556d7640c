import type { LLMProvider } from '../types.js';
import { createAnthropicProvider, type AnthropicSettings } from './anthropic.js';
import { createAzureProvider, type AzureSettings } from './azure.js';
import { createGoogleProvider, type GoogleSettings } from './google.js';
import { createOllamaProvider, type OllamaSettings } from './ollama/ollama.js';
import { createOpenAICompatibleProvider, type OpenAICompatibleSettings } from './openai-compatible.js';
import { createOpenAIProvider, type OpenAISettings } from './openai.js';

export type ProviderSettings =
  | ({ readonly type: 'ollama' } & OllamaSettings)
  | ({ readonly type: 'openai' } & OpenAISettings)
  | ({ readonly type: 'openai-compatible' } & OpenAICompatibleSettings)
  | ({ readonly type: 'azure' } & AzureSettings)
  | ({ readonly type: 'anthropic' } & AnthropicSettings)
  | ({ readonly type: 'google' } & GoogleSettings);

/**
 * Makes a provider from its settings. Nothing is sent, and no vendor's package is loaded, before the first call.
 * @throws InputError for a base URL, key or keep_alive that cannot be right
 */
export function createProvider(settings: ProviderSettings): LLMProvider {
  switch (settings.type) {
    case 'ollama':
      return createOllamaProvider(settings);
    case 'openai':
      return createOpenAIProvider(settings);
    case 'openai-compatible':
      return createOpenAICompatibleProvider(settings);
    case 'azure':
      return createAzureProvider(settings);
    case 'anthropic':
      return createAnthropicProvider(settings);
    case 'google':
      return createGoogleProvider(settings);
  }
}
