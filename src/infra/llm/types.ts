import type { AnswerFormat, TextModel, TextRequest } from '../../core/ports/text-model.js';
import type { LlmError } from './errors.js';
import type { ModelPrice } from './prices.js';

/** Ways to ask for structure, strictest first. */
export type FormatType = AnswerFormat['type'];

/**
 * A text model of a provider, with what the parts around it must know without asking the server. All of it is fixed by
 * configuration and name, so that a replay without a network makes the same prompts as the run it repeats.
 */
export interface ProviderModel extends TextModel {
  readonly provider: string;
  readonly model: string;
  /** Formats worth trying, in that order. */
  readonly formats: readonly FormatType[];
  /** Tokens of prompt and answer together; null where the server decides. */
  readonly contextTokens: number | null;
  /** Tokens kept for the answer, thinking included, where a request names no number. */
  readonly outputTokens: number;
  /** Whatever besides the request changes the answer (`num_ctx`, `think`): part of the ledger key. */
  readonly sampling: Readonly<Record<string, string | number | boolean | null>>;
  /** The temperature that the ladder asks it at, whatever a decision names; absent where it has none of its own. */
  readonly temperature?: number;
  /** What its server has asked for by refusing, in words; grows. Absent where nothing is learnt that way. */
  readonly learnt?: () => readonly string[];
  /** Null where no price is known. */
  readonly price: ModelPrice | null;
  /**
   * Which build of the model would answer: the digest (Ollama). Null where a server says so only in its answers.
   * @throws LlmError when the server does not answer
   */
  version(signal?: AbortSignal): Promise<string | null>;
  /** True where answers come from the ledger alone. */
  readonly recordedOnly?: boolean;
  /** The refusal of this format that the ledger holds for exactly this request; absent where there is no ledger. */
  readonly recordedRefusal?: (request: TextRequest) => Promise<LlmError | null>;
}

/** A model as its server lists it. */
export interface ModelListing {
  readonly model: string;
  readonly version: string | null;
  /** Bytes on disk; null where the server does not say. */
  readonly sizeBytes: number | null;
  /** True where the model runs on somebody else's machines and the prompt leaves this one. */
  readonly remote: boolean | null;
}

/** What a short conversation with a model has shown. */
export interface ModelProbe {
  readonly provider: string;
  readonly model: string;
  readonly reachable: boolean;
  /** Whether an answer really followed a schema that the prompt did not mention; null when it could not be tried. */
  readonly jsonSchema: boolean | null;
  /** The longest context the model was made for; null where the server does not say. */
  readonly contextTokens: number | null;
  /** Latency of the probe's one call, ms; the first call to a local model includes loading it. */
  readonly latencyMs: number | null;
  /** Why it is not reachable, or what is odd about it. */
  readonly note: string | null;
}

/** A server, or a vendor, that has models. Constructing one sends nothing. */
export interface LLMProvider {
  readonly id: string;
  textModel(modelId: string): ProviderModel;
  /** @throws LlmError when the server does not answer */
  listModels(signal?: AbortSignal): Promise<readonly ModelListing[]>;
  /** Never throws for what is wrong outside: it says so in `note`. */
  probe(modelId: string, signal?: AbortSignal): Promise<ModelProbe>;
}
