import { z } from 'zod';
import { createRedactor } from '../../log/redactor.js';
import { cleanBaseUrl } from '../base-url.js';
import { cleanKey } from '../clean-key.js';
import { sharedLlmFetch } from '../fetch.js';
import { getJson, type Server } from '../server-call.js';
import type { LLMProvider } from '../types.js';
import { createVendorProvider, type VendorSettings } from './ai-sdk/provider.js';

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
    load: async (modelId, fetch) => {
      const { createGoogleGenerativeAI } = await import('@ai-sdk/google');
      return createGoogleGenerativeAI({ apiKey, baseURL: server.baseUrl, fetch })(modelId);
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
