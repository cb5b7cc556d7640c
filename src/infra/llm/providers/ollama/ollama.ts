import type { Clock } from '../../../../core/ports/clock.js';
import { createRedactor } from '../../../log/redactor.js';
import { cleanBaseUrl } from '../../base-url.js';
import { cleanKey } from '../../clean-key.js';
import { sharedLlmFetch, type FetchLike } from '../../fetch.js';
import { priceOf, type PriceTable } from '../../prices.js';
import { probeModel } from '../../probe.js';
import { getJson, type Server } from '../../server-call.js';
import type { LLMProvider, ModelListing, ProviderModel } from '../../types.js';
import { createOllamaGenerate } from './generate.js';
import { contextLengthOf, showSchema, tagsSchema } from './replies.js';
import {
  checkKeepAlive,
  DEFAULT_KEEP_ALIVE,
  DEFAULT_NUM_CTX,
  DEFAULT_NUM_PREDICT,
  DEFAULT_OLLAMA_BASE_URL,
  isCloudModel,
  thinkFor,
  type Think,
} from './settings.js';
import { MINUTE } from '../../../../core/time.js';

export interface OllamaSettings {
  readonly clock: Clock;
  /** `OLLAMA_BASE_URL`. Default http://127.0.0.1:11434. A trailing `/api` or `/v1` is taken off. */
  readonly baseUrl?: string;
  /** Only for ollama.com itself or a proxy in front of the server. */
  readonly apiKey?: string | undefined;
  /** Tokens of prompt and answer together. Default 16,384. More takes memory of the graphics card. */
  readonly numCtx?: number | undefined;
  /** Tokens of an answer, thinking included. Default 2,048. */
  readonly numPredict?: number | undefined;
  /** Seconds, or a duration; "2h" is the default. */
  readonly keepAlive?: string | number;
  /** Default false: thinking models skip the schema while they think. */
  readonly think?: Think;
  /** False leaves the temperature out: the model's own then holds. Default true. */
  readonly sendTemperature?: boolean;
  readonly prices?: PriceTable;
  readonly fetch?: FetchLike;
}

/** How long a listing is believed: a digest changes only when somebody pulls a model. */
const TAGS_TTL_MS = MINUTE;

/** `qwen3` means `qwen3:latest`. */
const fullName = (name: string): string => (/:[^/]*$/.test(name) ? name : `${name}:latest`);

/**
 * Ollama through its native API, which is the only one that takes `num_ctx`, `keep_alive` and `think` and that says how much of
 * the prompt it has read. docs/decisions/model-providers.md says why no package stands in between.
 */
export function createOllamaProvider(settings: OllamaSettings): LLMProvider {
  const id = 'ollama';
  const { clock } = settings;
  const key = (settings.apiKey ?? '').trim() === '' ? '' : cleanKey(settings.apiKey, 'OLLAMA_API_KEY');
  const server: Server = {
    id,
    baseUrl: cleanBaseUrl(settings.baseUrl ?? DEFAULT_OLLAMA_BASE_URL, 'OLLAMA_BASE_URL').replace(/\/(api|v1)$/, ''),
    headers: key === '' ? {} : { authorization: `Bearer ${key}` },
    fetch: settings.fetch ?? sharedLlmFetch(),
    redact: createRedactor([key]),
    baseUrlVariable: 'OLLAMA_BASE_URL',
    keyVariable: 'OLLAMA_API_KEY',
  };
  const sendTemperature = settings.sendTemperature ?? true;
  const numCtx = settings.numCtx ?? DEFAULT_NUM_CTX;
  const numPredict = settings.numPredict ?? DEFAULT_NUM_PREDICT;
  const keepAlive = checkKeepAlive(settings.keepAlive ?? DEFAULT_KEEP_ALIVE);

  const listModels = async (signal?: AbortSignal): Promise<readonly ModelListing[]> => {
    const { models } = await getJson(server, '/api/tags', tagsSchema, clock.now(), { signal });
    return models.map((model) => ({
      model: model.name,
      version: model.digest ?? null,
      sizeBytes: model.size ?? null,
      remote: model.remote_host !== undefined || isCloudModel(model.name),
    }));
  };

  let listed: { readonly at: number; readonly models: readonly ModelListing[] } | undefined;
  const version = async (model: string, signal?: AbortSignal): Promise<string | null> => {
    if (listed === undefined || clock.now() - listed.at >= TAGS_TTL_MS)
      listed = { at: clock.now(), models: await listModels(signal) };
    return listed.models.find((m) => fullName(m.model) === fullName(model))?.version ?? null;
  };

  const contextLength = async (model: string, signal?: AbortSignal): Promise<number | null> =>
    contextLengthOf(await getJson(server, '/api/show', showSchema, clock.now(), { signal, body: { model } }));

  const textModel = (model: string): ProviderModel => {
    const think = thinkFor(model, settings.think ?? false);
    // A cloud model is paid by subscription, not by token: no price is known, unless the user states one.
    const free = isCloudModel(model) ? null : { inputPerMillion: 0, outputPerMillion: 0 };
    const price = priceOf(id, model, settings.prices) ?? free;
    return {
      id: `${id}/${model}`,
      provider: id,
      model,
      formats: isCloudModel(model) ? ['json', 'text'] : ['json-schema', 'json', 'text'],
      contextTokens: numCtx,
      outputTokens: numPredict,
      sampling: {
        num_ctx: numCtx,
        num_predict: numPredict,
        think,
        ...(sendTemperature ? {} : { temperature: 'none' }),
      },
      price,
      version: (signal) => version(model, signal),
      generate: createOllamaGenerate({
        server,
        clock,
        model,
        price,
        chat: { numCtx, numPredict, keepAlive, think, sendTemperature },
        version: () => version(model),
        listNames: async () => (await listModels()).map((m) => m.model),
      }),
    };
  };

  return {
    id,
    textModel,
    listModels,
    probe: (model, signal) =>
      probeModel(textModel(model), { clock, signal, contextTokens: () => contextLength(model, signal) }),
  };
}
