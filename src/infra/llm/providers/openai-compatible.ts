import { createRedactor } from '../../log/redactor.js';
import { optional } from '../../packages/optional.js';
import { cleanBaseUrl } from '../base-url.js';
import { cleanKey } from '../clean-key.js';
import { sharedLlmFetch } from '../fetch.js';
import { boundlessSchema, wholeSchema } from '../schema-subset.js';
import type { Server } from '../server-call.js';
import type { LLMProvider } from '../types.js';
import { createVendorProvider, type VendorSettings, type VendorThinking } from './ai-sdk/provider.js';
import { reasoningEffort } from './thinking.js';
import { listOpenAIModels } from './openai-models.js';

export interface OpenAICompatibleSettings extends VendorSettings {
  /** How the server is called: the part before the slash in `id/model`. */
  readonly id: string;
  /** Up to and including the version, e.g. http://127.0.0.1:8080/v1. */
  readonly baseUrl: string;
  /** Many local servers want none. */
  readonly apiKey?: string | undefined;
  /** Default true; where a server refuses a schema, JSON mode is used from then on. */
  readonly structuredOutputs?: boolean;
  /** Names of the variables these settings came from, for messages. */
  readonly baseUrlVariable?: string;
  readonly keyVariable?: string;
}

/** `reasoning_effort`, and where thinking is switched, the switch in the chat templates that llama-server and vLLM fill in. */
function compatibleThinking(id: string, settings: OpenAICompatibleSettings): VendorThinking | null {
  const effort = reasoningEffort(settings);
  if (effort === undefined) return null;
  const { thinking = 'auto' } = settings;
  return {
    sampling: { reasoning_effort: effort, ...(thinking === 'auto' ? {} : { thinking }) },
    providerOptions: {
      [id]: {
        reasoningEffort: effort,
        ...(thinking === 'auto' ? {} : { chat_template_kwargs: { enable_thinking: thinking === 'on' } }),
      },
    },
  };
}

/**
 * Any server that speaks OpenAI's chat completions: llama-server, vLLM, LM Studio, OpenRouter, LiteLLM, Ollama's `/v1`. The
 * last cannot set `num_ctx` (use the `ollama` provider), so a prompt it has cut is noticed by its own count of tokens.
 * `reasoning` and `reasoning_content` are read and left aside.
 */
export function createOpenAICompatibleProvider(settings: OpenAICompatibleSettings): LLMProvider {
  const { id, clock } = settings;
  const baseUrlVariable = settings.baseUrlVariable ?? `the base URL of ${id}`;
  const keyVariable = settings.keyVariable ?? `the key of ${id}`;
  const hasKey = (settings.apiKey ?? '').trim() !== '';
  const key = hasKey ? cleanKey(settings.apiKey, keyVariable) : '';
  const server: Server = {
    id,
    baseUrl: cleanBaseUrl(settings.baseUrl, baseUrlVariable),
    headers: hasKey ? { authorization: `Bearer ${key}` } : {},
    fetch: settings.fetch ?? sharedLlmFetch(),
    redact: createRedactor([key]),
    baseUrlVariable,
    keyVariable,
  };
  return createVendorProvider(settings, {
    server,
    needsDone: true,
    remote: /^https?:\/\/(127\.|localhost|\[::1\])/.test(server.baseUrl) ? false : null,
    formats: settings.structuredOutputs === false ? ['json', 'text'] : ['json-schema', 'json', 'text'],
    subsets: () => [wholeSchema, boundlessSchema],
    thinking: () => compatibleThinking(id, settings),
    load: async (modelId, fetch) => {
      const { createOpenAICompatible } = await optional(
        '@ai-sdk/openai-compatible',
        () => import('@ai-sdk/openai-compatible'),
      );
      const provider = createOpenAICompatible({
        name: id,
        baseURL: server.baseUrl,
        headers: server.headers,
        includeUsage: true,
        supportsStructuredOutputs: true,
        fetch,
      });
      return provider.chatModel(modelId);
    },
    list: (signal) => listOpenAIModels(server, clock, '/models', signal),
  });
}
