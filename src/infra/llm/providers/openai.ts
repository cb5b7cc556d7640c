import { createRedactor } from '../../log/redactor.js';
import { optional } from '../../packages/optional.js';
import { cleanBaseUrl } from '../base-url.js';
import { cleanKey } from '../clean-key.js';
import { sharedLlmFetch } from '../fetch.js';
import { boundlessSchema, openAISchema } from '../schema-subset.js';
import type { Server } from '../server-call.js';
import type { LLMProvider } from '../types.js';
import { createVendorProvider, type VendorSettings, type VendorThinking } from './ai-sdk/provider.js';
import { reasoningEffort, type ThinkingSettings } from './thinking.js';
import { createOpenAICompatibleProvider } from './openai-compatible.js';
import { listOpenAIModels } from './openai-models.js';

export interface OpenAISettings extends VendorSettings {
  /** `OPENAI_API_KEY`. Needed for OpenAI itself; other servers may want none. */
  readonly apiKey?: string | undefined;
  /** `OPENAI_BASE_URL`. Default https://api.openai.com/v1. */
  readonly baseUrl?: string | undefined;
}

const OPENAI = 'https://api.openai.com/v1';

/** How OpenAI, and Azure, are asked to think. */
export function openAIThinking(settings: ThinkingSettings): VendorThinking | null {
  const effort = reasoningEffort(settings);
  if (effort === undefined) return null;
  return { sampling: { reasoning_effort: effort }, providerOptions: { openai: { reasoningEffort: effort } } };
}

/**
 * OpenAI's chat completions (https://platform.openai.com/docs/api-reference/chat); the responses API is not used, since it
 * stores prompts by default. A base URL elsewhere means a compatible server, which is spoken to without what only OpenAI knows.
 */
export function createOpenAIProvider(settings: OpenAISettings): LLMProvider {
  const { clock } = settings;
  const variables = { baseUrlVariable: 'OPENAI_BASE_URL', keyVariable: 'OPENAI_API_KEY' };
  const baseUrl = cleanBaseUrl(settings.baseUrl ?? OPENAI, variables.baseUrlVariable);
  if (new URL(baseUrl).hostname !== 'api.openai.com')
    return createOpenAICompatibleProvider({ ...settings, ...variables, id: 'openai', baseUrl });
  const apiKey = cleanKey(settings.apiKey, variables.keyVariable);
  const server: Server = {
    id: 'openai',
    baseUrl,
    headers: { authorization: `Bearer ${apiKey}` },
    fetch: settings.fetch ?? sharedLlmFetch(),
    redact: createRedactor([apiKey]),
    ...variables,
  };
  return createVendorProvider(settings, {
    server,
    needsDone: true,
    remote: true,
    formats: ['json-schema', 'json', 'text'],
    subsets: (model) => (model.startsWith('ft:') ? [boundlessSchema] : [openAISchema, boundlessSchema]),
    thinking: () => openAIThinking(settings),
    load: async (modelId, fetch) => {
      const { createOpenAI } = await optional('@ai-sdk/openai', () => import('@ai-sdk/openai'));
      return createOpenAI({ apiKey, baseURL: baseUrl, fetch }).chat(modelId);
    },
    list: (signal) => listOpenAIModels(server, clock, '/models', signal),
  });
}
