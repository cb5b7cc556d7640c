import { z } from 'zod';
import { createRedactor } from '../../log/redactor.js';
import { optional } from '../../packages/optional.js';
import { cleanBaseUrl } from '../base-url.js';
import { cleanKey } from '../clean-key.js';
import { sharedLlmFetch, type FetchLike } from '../fetch.js';
import { boundlessSchema, geminiSchema, type SchemaSubset } from '../schema-subset.js';
import { getJson, type Server } from '../server-call.js';
import type { LLMProvider } from '../types.js';
import { createVendorProvider, type VendorSettings, type VendorThinking } from './ai-sdk/provider.js';
import { thinkingBudget } from './thinking.js';

export interface GoogleSettings extends VendorSettings {
  /** `GOOGLE_GENERATIVE_AI_API_KEY`, from Google AI Studio. */
  readonly apiKey: string | undefined;
  /** `GOOGLE_BASE_URL`. Default https://generativelanguage.googleapis.com/v1beta. */
  readonly baseUrl?: string | undefined;
}

/** https://ai.google.dev/api/models#method:-models.list */
const modelsSchema = z.object({
  models: z.array(z.object({ name: z.string(), inputTokenLimit: z.number().nullish() })),
});

/**
 * https://ai.google.dev/gemini-api/docs/thinking: a budget of tokens up to Gemini 2.5, a level from Gemini 3 on. The Pro models
 * cannot do without: 128 tokens, or the level `low`, is their least.
 */
function googleThinking(settings: GoogleSettings, model: string, outputTokens: number): VendorThinking | null {
  const budget = thinkingBudget(settings, outputTokens);
  if (budget === null) return null;
  const { effort = 'auto' } = settings;
  const isPro = /pro/i.test(model);
  if (!/gemini-[3-9]/i.test(model)) {
    const tokens = budget === 0 && isPro ? 128 : budget;
    return {
      sampling: { thinking_budget: tokens },
      providerOptions: { google: { thinkingConfig: { thinkingBudget: tokens } } },
    };
  }
  const least = isPro ? 'low' : 'minimal';
  const wanted = budget === 0 ? least : effort === 'auto' || effort === 'xhigh' ? 'high' : effort;
  const level = wanted === 'minimal' ? least : wanted;
  return {
    sampling: { thinking_level: level },
    providerOptions: { google: { thinkingConfig: { thinkingLevel: level } } },
  };
}

/**
 * The vendor's package drops bounds and the order of properties from a schema, but copies its description: there the real one
 * travels until the request is sent.
 */
const carried =
  (subset: SchemaSubset): SchemaSubset =>
  (schema) => ({
    type: 'object',
    properties: { carried: { type: 'string' } },
    description: JSON.stringify(subset(schema)),
  });

const unpacking =
  (fetch: FetchLike): FetchLike =>
  (input, init) => {
    if (typeof init?.body !== 'string') return fetch(input, init);
    const body = JSON.parse(init.body) as { generationConfig?: { responseSchema?: { description: string } } };
    const { generationConfig } = body;
    if (generationConfig?.responseSchema === undefined) return fetch(input, init);
    const responseSchema: unknown = JSON.parse(generationConfig.responseSchema.description);
    return fetch(input, {
      ...init,
      body: JSON.stringify({ ...body, generationConfig: { ...generationConfig, responseSchema } }),
    });
  };

/** Gemini: https://ai.google.dev/api/generate-content. */
export function createGoogleProvider(settings: GoogleSettings): LLMProvider {
  const { clock } = settings;
  const apiKey = cleanKey(settings.apiKey, 'GOOGLE_GENERATIVE_AI_API_KEY');
  const server: Server = {
    id: 'google',
    baseUrl: cleanBaseUrl(settings.baseUrl ?? 'https://generativelanguage.googleapis.com/v1beta', 'GOOGLE_BASE_URL'),
    headers: { 'x-goog-api-key': apiKey },
    fetch: settings.fetch ?? sharedLlmFetch(),
    redact: createRedactor([apiKey]),
    baseUrlVariable: 'GOOGLE_BASE_URL',
    keyVariable: 'GOOGLE_GENERATIVE_AI_API_KEY',
  };
  return createVendorProvider(settings, {
    server,
    needsDone: false,
    remote: true,
    formats: ['json-schema', 'json', 'text'],
    subsets: () => [carried(geminiSchema), carried((schema) => geminiSchema(boundlessSchema(schema)))],
    thinking: (model, outputTokens) => googleThinking(settings, model, outputTokens),
    load: async (modelId, fetch) => {
      const { createGoogleGenerativeAI } = await optional('@ai-sdk/google', () => import('@ai-sdk/google'));
      return createGoogleGenerativeAI({ apiKey, baseURL: server.baseUrl, fetch: unpacking(fetch) })(modelId);
    },
    list: async (signal) => {
      const { models } = await getJson(server, '/models?pageSize=1000', modelsSchema, clock.now(), { signal });
      return models.map((model) => ({
        id: model.name.replace(/^models\//, ''),
        contextTokens: model.inputTokenLimit ?? null,
      }));
    },
  });
}
