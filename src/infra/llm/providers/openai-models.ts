import { z } from 'zod';
import type { Clock } from '../../../core/ports/clock.js';
import { getJson, type Server } from '../server-call.js';
import type { VendorModel } from './ai-sdk/provider.js';

/** The length of the context is not part of OpenAI's shape: vLLM, OpenRouter, Groq and llama-server each add their own. */
const modelSchema = z.object({
  id: z.string().nullish(),
  name: z.string().nullish(),
  model: z.string().nullish(),
  max_model_len: z.number().nullish(),
  context_length: z.number().nullish(),
  context_window: z.number().nullish(),
  meta: z.object({ n_ctx_train: z.number().nullish() }).nullish(),
});

const entry = z.union([z.string(), modelSchema]).transform((each, context): VendorModel => {
  if (typeof each === 'string') return { id: each, contextTokens: null };
  const { id, name, model, max_model_len, context_length, context_window, meta } = each;
  const contextTokens = max_model_len ?? context_length ?? context_window ?? meta?.n_ctx_train ?? null;
  const called = id ?? name ?? model ?? null;
  if (called !== null) return { id: called, contextTokens };
  context.addIssue({ code: 'custom', message: 'expected an id or a name' });
  return z.NEVER;
});

/** GET /models: `{data: […]}` by OpenAI's book; gateways leave the frame out, or call it `models`, and some list bare names. */
const modelsSchema = z.union([
  z.array(entry),
  z.object({ data: z.array(entry) }).transform(({ data }) => data),
  z.object({ models: z.array(entry) }).transform(({ models }) => models),
]);

export async function listOpenAIModels(
  server: Server,
  clock: Clock,
  path: string,
  signal?: AbortSignal,
): Promise<readonly VendorModel[]> {
  return getJson(server, path, modelsSchema, clock.now(), { signal });
}
