import type { Clock } from '../../../../core/ports/clock.js';
import { given } from '../../../../core/given.js';
import type { StreamOptions, TextRequest, TextResponse } from '../../../../core/ports/text-model.js';
import { LEAST_ANSWER_TOKENS, tokensThatFit } from '../../answer-tokens.js';
import { LlmError } from '../../errors.js';
import { estimatePromptTokens } from '../../estimate-tokens.js';
import { costOf, type ModelPrice } from '../../prices.js';
import { networkError, type Server } from '../../server-call.js';
import { chatBody, readChat, type ChatAnswer, type ChatOptions } from './chat.js';
import { isThinkUnsupported, ollamaFailure, type ListNames } from './failures.js';
import { truncationOf } from '../../truncation.js';
import { throwUnlessWhole } from '../../whole-answer.js';

export interface OllamaModelContext {
  readonly server: Server;
  readonly clock: Clock;
  readonly model: string;
  readonly price: ModelPrice | null;
  readonly chat: ChatOptions;
  readonly version: () => Promise<string | null>;
  readonly listNames: ListNames;
}

/** One call of POST /api/chat, checked before and after. */
export function createOllamaGenerate(context: OllamaModelContext) {
  /** Set once this model has refused every value of `think`. */
  let withoutThink = false;

  return async (request: TextRequest, options: StreamOptions = {}): Promise<TextResponse> => {
    const { clock } = context;
    const startedAt = clock.now();
    const chat = {
      ...context.chat,
      numPredict: answerTokens(context, request),
      think: withoutThink ? null : context.chat.think,
    };
    let answer: ChatAnswer;
    try {
      answer = await ask(context, request, chat, options);
    } catch (error) {
      if (!isThinkUnsupported(error) || chat.think === null) throw error;
      withoutThink = true;
      answer = await ask(context, request, { ...chat, think: null }, options);
    }
    const response: TextResponse = {
      text: answer.text,
      finishReason: answer.finishReason,
      usage: answer.usage,
      latencyMs: clock.now() - startedAt,
      costUsd: costOf(context.price, answer.usage),
      provider: 'ollama',
      model: context.model,
      modelVersion: await context.version().catch(() => null),
      replayed: false,
    };
    return checked(context, request, chat, answer, response);
  };
}

/**
 * Answer tokens to ask for.
 * @throws LlmError `llm.prompt-too-long` where the prompt could be cut: nothing is sent then
 */
function answerTokens({ model, chat }: OllamaModelContext, request: TextRequest): number {
  const wanted = request.maxOutputTokens ?? chat.numPredict;
  const fits = tokensThatFit(request, wanted, chat.numCtx);
  if (fits !== null) return fits;
  const needed = estimatePromptTokens(request) + Math.min(wanted, LEAST_ANSWER_TOKENS);
  throw new LlmError(
    'llm.prompt-too-long',
    `The prompt and the answer may need ${needed} tokens, but ollama/${model} is given a context of ${chat.numCtx}.`,
    {
      where: 'num_ctx',
      failureKind: 'overflow',
      remedy: 'Raise num_ctx if the machine has the memory, or leave out news.',
    },
  );
}

async function ask(
  { server, clock, model, listNames }: OllamaModelContext,
  request: TextRequest,
  chat: ChatOptions,
  { signal, onText }: StreamOptions,
): Promise<ChatAnswer> {
  try {
    const response = await server.fetch(`${server.baseUrl}/api/chat`, {
      method: 'POST',
      headers: { ...server.headers, 'content-type': 'application/json' },
      body: JSON.stringify(chatBody(model, request, chat)),
      ...given({ signal }),
    });
    if (!response.ok || response.body === null)
      throw await ollamaFailure(server, response, clock.now(), model, listNames);
    return await readChat(server, model, response.body, onText);
  } catch (error) {
    throw networkError(server, error, signal);
  }
}

function checked(
  { model }: OllamaModelContext,
  request: TextRequest,
  chat: ChatOptions,
  answer: ChatAnswer,
  response: TextResponse,
): TextResponse {
  const cut = truncationOf(request, response.usage.prompt_tokens, chat.numCtx);
  if (cut !== null)
    throw new LlmError('llm.prompt-truncated', `ollama/${model} did not read the whole prompt: ${cut}.`, {
      remedy: 'Raise num_ctx, or choose a model with a longer context.',
    });
  throwUnlessWhole(response, {
    limit: chat.numPredict,
    ending: answer.ending,
    thinkingLength: answer.thinkingLength,
    thinkingTokens: null,
  });
  return response;
}
