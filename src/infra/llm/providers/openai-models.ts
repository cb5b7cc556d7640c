import { z } from 'zod';
import type { Clock } from '../../../core/ports/clock.js';
import { getJson, type Server } from '../server-call.js';
import type { VendorModel } from './ai-sdk/provider.js';

/** GET /models. The length of the context is no part of OpenAI's shape: vLLM, OpenRouter and llama-server each add their own. */
const modelsSchema = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      max_model_len: z.number().nullish(),
      context_length: z.number().nullish(),
      meta: z.object({ n_ctx_train: z.number().nullish() }).nullish(),
    }),
  ),
});

export async function listOpenAIModels(
  server: Server,
  clock: Clock,
  path: string,
  signal?: AbortSignal,
): Promise<readonly VendorModel[]> {
  const { data } = await getJson(server, path, modelsSchema, clock.now(), { signal });
  return data.map((model) => ({
    id: model.id,
    contextTokens: model.max_model_len ?? model.context_length ?? model.meta?.n_ctx_train ?? null,
  }));
}
