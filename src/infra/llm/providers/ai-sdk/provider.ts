import type { LanguageModelV3 } from '@ai-sdk/provider';
import type { Clock } from '../../../../core/ports/clock.js';
import type { FetchLike } from '../../fetch.js';
import { priceOf, type PriceTable } from '../../prices.js';
import { probeModel } from '../../probe.js';
import { wholeSchema, type SchemaSubset } from '../../schema-subset.js';
import type { Server } from '../../server-call.js';
import type { FormatType, LLMProvider, ModelListing, ProviderModel } from '../../types.js';
import type { ThinkingSettings } from '../thinking.js';
import { createAiSdkGenerate, type SdkProviderOptions, type VendorThinking } from './generate.js';
import { guardedFetch, type GuardOptions } from './guarded-fetch.js';

export type { SdkProviderOptions, VendorThinking };

/** What all vendors share. */
export interface VendorSettings extends ThinkingSettings {
  readonly clock: Clock;
  /** Tokens of an answer, reasoning included. Default 4,096. */
  readonly maxOutputTokens?: number;
  /** Tokens of prompt and answer together, where the server's limit is known. */
  readonly contextTokens?: number;
  /** False leaves the temperature out, for models that take none. Default true. */
  readonly sendTemperature?: boolean;
  readonly prices?: PriceTable;
  readonly fetch?: FetchLike;
}

/** Room for models that reason before they answer; unused tokens cost nothing. */
const DEFAULT_OUTPUT_TOKENS = 4_096;

/** A model as a vendor lists it, with how much it reads. */
export interface VendorModel {
  readonly id: string;
  readonly contextTokens: number | null;
}

export interface VendorParts extends GuardOptions {
  readonly server: Server;
  readonly formats: readonly FormatType[];
  /** What is sent of a schema, from the most on; a subset that is refused is followed by the next. Default: all of it. */
  readonly subsets?: (modelId: string) => readonly SchemaSubset[];
  /** How thinking is asked for, where it is set; `sampling` is part of the ledger key. */
  readonly thinking?: (modelId: string, outputTokens: number) => VendorThinking | null;
  /** What the instructions are sent with: the mark that makes a vendor cache them. */
  readonly systemOptions?: SdkProviderOptions;
  /** Imports the vendor's package (each costs 20 to 60 ms, so only the one in use is loaded) and makes the model. */
  readonly load: (modelId: string, fetch: FetchLike) => Promise<LanguageModelV3>;
  readonly list: (signal?: AbortSignal) => Promise<readonly VendorModel[]>;
  /** Whether the prompt leaves this machine; null where nobody can tell. */
  readonly remote: boolean | null;
}

/** Makes a provider of the parts that vendors differ in. */
export function createVendorProvider(settings: VendorSettings, parts: VendorParts): LLMProvider {
  const { server } = parts;
  const { clock } = settings;
  const { fetch, learntOf } = guardedFetch(server, clock, parts);
  const outputTokens = settings.maxOutputTokens ?? DEFAULT_OUTPUT_TOKENS;
  const contextTokens = settings.contextTokens ?? null;

  const textModel = (model: string): ProviderModel => {
    const price = priceOf(server.id, model, settings.prices);
    const thinking = parts.thinking?.(model, outputTokens) ?? null;
    const sendTemperature = settings.sendTemperature ?? true;
    let loading: Promise<LanguageModelV3> | undefined;
    return {
      id: `${server.id}/${model}`,
      provider: server.id,
      model,
      formats: parts.formats,
      contextTokens,
      outputTokens,
      sampling: {
        max_output_tokens: outputTokens,
        ...(sendTemperature ? {} : { temperature: 'none' }),
        ...thinking?.sampling,
      },
      price,
      learnt: () => learntOf(model),
      // Known only from an answer: the ledger finds earlier calls by the last version it has seen.
      version: () => Promise.resolve(null),
      generate: createAiSdkGenerate({
        server,
        clock,
        model,
        price,
        contextTokens,
        outputTokens,
        load: () => (loading ??= parts.load(model, fetch)),
        sendTemperature,
        thinking,
        systemOptions: parts.systemOptions ?? null,
        subsets: parts.subsets?.(model) ?? [wholeSchema],
      }),
    };
  };

  const listModels = async (signal?: AbortSignal): Promise<readonly ModelListing[]> =>
    (await parts.list(signal)).map(({ id }) => ({ model: id, version: null, sizeBytes: null, remote: parts.remote }));

  const contextOf = async (model: string, signal?: AbortSignal): Promise<number | null> =>
    (await parts.list(signal)).find(({ id }) => id === model)?.contextTokens ?? null;

  return {
    id: server.id,
    textModel,
    listModels,
    probe: (model, signal) =>
      probeModel(textModel(model), { clock, signal, contextTokens: () => contextOf(model, signal) }),
  };
}
