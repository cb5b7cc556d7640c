/** What a model is to answer with. Providers enforce as much of it as they can; nothing relies on that. */
export type AnswerFormat =
  | { readonly type: 'text' }
  | { readonly type: 'json' }
  | { readonly type: 'json-schema'; readonly name: string; readonly schema: Readonly<Record<string, unknown>> };

export interface TextRequest {
  readonly system: string;
  readonly user: string;
  readonly format: AnswerFormat;
  /** 0 … 2; 0 asks for the most likely answer. */
  readonly temperature: number;
  /** Nucleus sampling, (0, 1]; the server's default when absent. */
  readonly topP?: number | undefined;
  readonly seed?: number | undefined;
  /** Upper bound of answer tokens, thinking included. */
  readonly maxOutputTokens?: number | undefined;
  /** Which of several samples of the same prompt this is, from 0. Part of the ledger key. */
  readonly sampleIndex?: number | undefined;
  /** 0 for the first ask, 1 for the repair request. Part of the ledger key. */
  readonly repairAttempt?: number;
  /** Which masking of the snapshot the prompt was made from, e.g. `none`, `without-news`. Part of the ledger key. */
  readonly variant?: string | undefined;
  /** What the call is for; routers choose by it. */
  readonly task?: string;
}

/** Tokens of one call as the server counted them; null where it did not say. */
export interface TokenUsage {
  readonly prompt_tokens: number | null;
  readonly completion_tokens: number | null;
  /** Of the prompt's tokens, those that came out of the server's cache; absent where it told none. */
  readonly cached_prompt_tokens?: number;
  /** Of the prompt's tokens, those that were written into the cache; absent where it told none. */
  readonly cache_write_tokens?: number;
}

/** Only `stop` is an answer: anything else was cut or refused. */
export type FinishReason = 'stop' | 'length' | 'content-filter' | 'error' | 'unknown';

export interface TextResponse {
  readonly text: string;
  readonly finishReason: FinishReason;
  readonly usage: TokenUsage;
  /** From the request to the last byte of the answer, in ms. A replay returns the recorded one. */
  readonly latencyMs: number;
  /** Price of the call in USD; null where no price is known, 0 for local models. */
  readonly costUsd: number | null;
  readonly provider: string;
  readonly model: string;
  /** Digest (Ollama) or the version the server reports; null where it reports none. */
  readonly modelVersion: string | null;
  /** True where the answer came from the ledger, not from a server. */
  readonly replayed: boolean;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

export interface StreamOptions extends CallOptions {
  /** Called with each piece of answer text as it arrives; thinking is not passed on. */
  readonly onText?: ((delta: string) => void) | undefined;
}

/** A model that turns two prompts into text. Errors are typed; a truncated answer is an error, never a short text. */
export interface TextModel {
  /** `provider/model`, e.g. `ollama/llama3.2`. */
  readonly id: string;
  generate(request: TextRequest, options?: StreamOptions): Promise<TextResponse>;
}
