import { createRedactor } from '../../log/redactor.js';
import { optional } from '../../packages/optional.js';
import { cleanBaseUrl } from '../base-url.js';
import { cleanKey } from '../clean-key.js';
import { sharedLlmFetch } from '../fetch.js';
import type { Server } from '../server-call.js';
import type { LLMProvider } from '../types.js';
import {
  createVendorProvider,
  type SdkProviderOptions,
  type VendorSettings,
  type VendorThinking,
} from './ai-sdk/provider.js';
import { thinkingBudget } from './thinking.js';
import { listOpenAIModels } from './openai-models.js';

export interface AnthropicSettings extends VendorSettings {
  /** `ANTHROPIC_API_KEY`. */
  readonly apiKey: string | undefined;
  /** `ANTHROPIC_BASE_URL`. Default https://api.anthropic.com/v1. */
  readonly baseUrl?: string | undefined;
}

/** https://docs.claude.com/en/api/versioning */
const API_VERSION = '2023-06-01';

/**
 * https://docs.claude.com/en/docs/build-with-claude/prompt-caching: what stands before the mark is read from the cache for
 * five minutes, at a tenth of its price, and costs a quarter more where it is written. Instructions under the model's least
 * length (1,024 to 4,096 tokens) are not cached and cost what they always do.
 */
const CACHED: SdkProviderOptions = { anthropic: { cacheControl: { type: 'ephemeral' } } };

/** https://docs.claude.com/en/docs/build-with-claude/extended-thinking; a temperature is left out while it thinks. */
function anthropicThinking(settings: AnthropicSettings, outputTokens: number): VendorThinking | null {
  const budget = thinkingBudget(settings, outputTokens);
  if (budget === null) return null;
  if (budget === 0)
    return { sampling: { thinking: 'off' }, providerOptions: { anthropic: { thinking: { type: 'disabled' } } } };
  return {
    sampling: { thinking_budget: budget },
    providerOptions: { anthropic: { thinking: { type: 'enabled', budgetTokens: budget } } },
    budgetTokens: budget,
  };
}

/** Anthropic's messages API: https://docs.claude.com/en/api/messages. It has a JSON schema, but no JSON mode without one. */
export function createAnthropicProvider(settings: AnthropicSettings): LLMProvider {
  const { clock } = settings;
  const apiKey = cleanKey(settings.apiKey, 'ANTHROPIC_API_KEY');
  const server: Server = {
    id: 'anthropic',
    baseUrl: cleanBaseUrl(settings.baseUrl ?? 'https://api.anthropic.com/v1', 'ANTHROPIC_BASE_URL'),
    headers: { 'x-api-key': apiKey, 'anthropic-version': API_VERSION },
    fetch: settings.fetch ?? sharedLlmFetch(),
    redact: createRedactor([apiKey]),
    baseUrlVariable: 'ANTHROPIC_BASE_URL',
    keyVariable: 'ANTHROPIC_API_KEY',
  };
  return createVendorProvider(settings, {
    server,
    needsDone: false,
    remote: true,
    formats: ['json-schema', 'text'],
    thinking: (_model, outputTokens) => anthropicThinking(settings, outputTokens),
    systemOptions: CACHED,
    load: async (modelId, fetch) => {
      const { createAnthropic } = await optional('@ai-sdk/anthropic', () => import('@ai-sdk/anthropic'));
      return createAnthropic({ apiKey, baseURL: server.baseUrl, fetch })(modelId);
    },
    list: (signal) => listOpenAIModels(server, clock, '/models?limit=1000', signal),
  });
}
