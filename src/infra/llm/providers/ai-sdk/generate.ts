import type {
  LanguageModelV3,
  LanguageModelV3CallOptions,
  LanguageModelV3StreamPart,
  LanguageModelV3Usage,
} from '@ai-sdk/provider';
import type { Clock } from '../../../../core/ports/clock.js';
import { given } from '../../../../core/given.js';
import { messageOf } from '../../../../core/errors.js';
import type {
  AnswerFormat,
  FinishReason,
  StreamOptions,
  TextRequest,
  TextResponse,
  TokenUsage,
} from '../../../../core/ports/text-model.js';
import { LlmError, safeText } from '../../errors.js';
import { tokensThatFit } from '../../answer-tokens.js';
import { countedTokens } from '../../estimate-tokens.js';
import { throwUnlessWhole } from '../../whole-answer.js';
import { costOf, type ModelPrice } from '../../prices.js';
import { wholeSchema, type SchemaSubset } from '../../schema-subset.js';
import { errorInReply, networkError, type Server } from '../../server-call.js';
import { truncationOf } from '../../truncation.js';
import type { ProviderModel } from '../../types.js';

export type SdkProviderOptions = NonNullable<LanguageModelV3CallOptions['providerOptions']>;

export interface VendorThinking {
  readonly sampling: ProviderModel['sampling'];
  readonly providerOptions: SdkProviderOptions;
  /** Tokens that the vendor's package adds to the answer's for thinking: they are taken off before. */
  readonly budgetTokens?: number;
}

export interface AiSdkModelContext {
  readonly server: Server;
  readonly clock: Clock;
  readonly model: string;
  readonly price: ModelPrice | null;
  readonly contextTokens: number | null;
  readonly outputTokens: number;
  /** Loads the vendor's package on the first call. */
  readonly load: () => Promise<LanguageModelV3>;
  readonly sendTemperature: boolean;
  readonly thinking: VendorThinking | null;
  /** What the instructions are sent with: they are the same for every question, and some vendors cache only what is marked. */
  readonly systemOptions: SdkProviderOptions | null;
  /** What the server takes of a schema, from the most on. */
  readonly subsets: readonly SchemaSubset[];
}

const responseFormat = (
  format: AnswerFormat,
  subset: SchemaSubset,
): Pick<LanguageModelV3CallOptions, 'responseFormat'> => {
  if (format.type === 'text') return {};
  if (format.type === 'json') return { responseFormat: { type: 'json' } };
  return { responseFormat: { type: 'json', name: format.name, schema: subset(format.schema) } };
};

interface Answer {
  text: string;
  finishReason: FinishReason;
  ending: string;
  usage: TokenUsage;
  modelVersion: string | null;
  /** Characters of thinking that were sent aside. */
  thinkingLength: number;
  /** Tokens of thinking, where the server counts them apart. */
  thinkingTokens: number | null;
}

const FINISH: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  length: 'length',
  'content-filter': 'content-filter',
  error: 'error',
};

/** A refusal of what a schema holds, and not of schemas as such. */
const ABOUT_KEYWORDS =
  /\b(min|max)(imum|Length|Items|_length|_items)\b|not permitted|invalid schema|schema for|keyword|too many states|propert(y|ies)/i;

/** One streamed call through a provider of the AI SDK, checked when it has ended. Reasoning is read and left aside. */
export function createAiSdkGenerate(context: AiSdkModelContext) {
  const { server, clock, model } = context;
  /** How many subsets the server has refused; grows. */
  let refused = 0;
  const askInSubset = async (request: TextRequest, options: StreamOptions): Promise<Answer> => {
    for (;;) {
      const tried = Math.min(refused, context.subsets.length - 1);
      try {
        return await ask(context, request, options, context.subsets[tried] ?? wholeSchema);
      } catch (error) {
        const isRefusal =
          error instanceof LlmError && error.code === 'llm.format-unsupported' && ABOUT_KEYWORDS.test(error.message);
        if (!isRefusal || request.format.type !== 'json-schema' || tried + 1 >= context.subsets.length) throw error;
        refused = Math.max(refused, tried + 1);
      }
    }
  };
  return async (request: TextRequest, options: StreamOptions = {}): Promise<TextResponse> => {
    const startedAt = clock.now();
    const answer = await askInSubset(request, options).catch((error: unknown) => {
      if (error instanceof LlmError && error.failureKind === 'bad-json') return unreadable(error);
      throw error;
    });
    const response: TextResponse = {
      text: answer.text,
      finishReason: answer.finishReason,
      usage: answer.usage,
      latencyMs: clock.now() - startedAt,
      costUsd: costOf(context.price, answer.usage),
      provider: server.id,
      model,
      modelVersion: answer.modelVersion,
      replayed: false,
    };
    const cut = truncationOf(request, answer.usage.prompt_tokens, context.contextTokens);
    if (cut !== null)
      throw new LlmError('llm.prompt-truncated', `${server.id}/${model} did not read the whole prompt: ${cut}.`, {
        remedy: 'Give the server a longer context (num_ctx, --ctx-size), or choose another model.',
      });
    throwUnlessWhole(response, {
      limit: answerTokens(context, request),
      ending: safeText(answer.ending, server.redact, 120),
      thinkingLength: answer.thinkingLength,
      thinkingTokens: answer.thinkingTokens,
    });
    return response;
  };
}

/** What a server kept back since it was not JSON (Groq) is an answer that did not come: it is asked for once more. */
const unreadable = (error: LlmError): Answer => ({
  text: '',
  finishReason: 'error',
  ending: error.said ?? error.message,
  usage: { prompt_tokens: null, completion_tokens: null },
  modelVersion: null,
  thinkingLength: 0,
  thinkingTokens: null,
});

const answerTokens = ({ contextTokens, outputTokens }: AiSdkModelContext, request: TextRequest): number =>
  tokensThatFit(request, request.maxOutputTokens ?? outputTokens, contextTokens) ??
  request.maxOutputTokens ??
  outputTokens;

async function ask(
  context: AiSdkModelContext,
  request: TextRequest,
  options: StreamOptions,
  subset: SchemaSubset,
): Promise<Answer> {
  const { server } = context;
  const { signal, onText } = options;
  // Outside: a package that is missing is no fault of the server.
  const model = await context.load();
  try {
    const { stream } = await model.doStream({
      prompt: [
        {
          role: 'system',
          content: request.system,
          ...given({ providerOptions: context.systemOptions ?? undefined }),
        },
        { role: 'user', content: [{ type: 'text', text: request.user }] },
      ],
      ...responseFormat(request.format, subset),
      ...(context.sendTemperature ? { temperature: request.temperature } : {}),
      maxOutputTokens: answerTokens(context, request) - (context.thinking?.budgetTokens ?? 0),
      ...given({
        topP: request.topP,
        seed: request.seed,
        abortSignal: signal,
        providerOptions: context.thinking?.providerOptions,
      }),
    });
    return await readParts(server, context.model, stream, onText);
  } catch (error) {
    throw networkError(server, error, signal);
  }
}

async function readParts(
  server: Server,
  model: string,
  stream: ReadableStream<LanguageModelV3StreamPart>,
  onText: ((delta: string) => void) | undefined,
): Promise<Answer> {
  const answer: Answer = {
    text: '',
    finishReason: 'unknown',
    ending: 'no end',
    usage: { prompt_tokens: null, completion_tokens: null },
    modelVersion: null,
    thinkingLength: 0,
    thinkingTokens: null,
  };
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value: part } = await reader.read();
      if (done) return answer;
      if (part.type === 'error') throw streamError(server, model, part.error);
      if (part.type === 'text-delta' && part.delta !== '') {
        answer.text += part.delta;
        onText?.(part.delta);
      }
      if (part.type === 'reasoning-delta') answer.thinkingLength += part.delta.length;
      if (part.type === 'response-metadata') answer.modelVersion = part.modelId ?? answer.modelVersion;
      if (part.type === 'finish') {
        answer.finishReason = FINISH[part.finishReason.unified] ?? 'unknown';
        answer.ending = part.finishReason.raw ?? part.finishReason.unified;
        answer.usage = tokensOf(part.usage);
        answer.thinkingTokens = countedTokens(part.usage.outputTokens.reasoning);
      }
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

function tokensOf({ inputTokens, outputTokens }: LanguageModelV3Usage): TokenUsage {
  const cached = countedTokens(inputTokens.cacheRead);
  const written = countedTokens(inputTokens.cacheWrite);
  return {
    prompt_tokens: countedTokens(inputTokens.total),
    completion_tokens: countedTokens(outputTokens.total),
    ...given({ cached_prompt_tokens: cached ?? undefined, cache_write_tokens: written ?? undefined }),
  };
}

function streamError(server: Server, model: string, error: unknown): unknown {
  // One of ours, or of the connection: kept, and told apart by the caller.
  if (error instanceof LlmError) return error;
  return errorInReply(server, model, error instanceof Error ? messageOf(error) : JSON.stringify({ error }));
}
