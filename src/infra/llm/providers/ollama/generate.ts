import type { Clock } from '../../../../core/ports/clock.js';
import type { StreamOptions, TextRequest, TextResponse } from '../../../../core/ports/text-model.js';
import { IncompleteAnswerError, LlmError } from '../../errors.js';
import { estimatePromptTokens } from '../../estimate-tokens.js';
import { costOf, type ModelPrice } from '../../prices.js';
import { networkError, type Server } from '../../server-call.js';
import { chatBody, readChat, type ChatAnswer, type ChatOptions } from './chat.js';
import { isThinkUnsupported, ollamaFailure, type ListNames } from './failures.js';
import { truncationOf } from '../../truncation.js';

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
      numPredict: request.maxOutputTokens ?? context.chat.numPredict,
      think: withoutThink ? null : context.chat.think,
    };
    checkFits(context, request, chat);
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

/** @throws LlmError `llm.prompt-too-long` where the prompt could be cut: nothing is sent then */
function checkFits({ model }: OllamaModelContext, request: TextRequest, chat: ChatOptions): void {
  const needed = estimatePromptTokens(request) + chat.numPredict;
  if (needed <= chat.numCtx) return;
  throw new LlmError(
    'llm.prompt-too-long',
    `The prompt and the answer may need ${needed} tokens, but ollama/${model} is given a context of ${chat.numCtx}.`,
    { where: 'num_ctx', remedy: 'Raise num_ctx if the machine has the memory, or leave out news.' },
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
      ...(signal === undefined ? {} : { signal }),
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
  if (answer.finishReason === 'stop') return response;
  if (answer.finishReason !== 'length')
    throw new IncompleteAnswerError(response, `ollama/${model} did not finish its answer: ${answer.ending}.`, {
      remedy: "Look into the server's log; another model may do better.",
    });
  const spent = answer.text.trim() === '' && answer.thinkingLength > 0 ? ', all of it on thinking' : '';
  throw new IncompleteAnswerError(
    response,
    `ollama/${model} used up its ${chat.numPredict} answer tokens before the answer was whole${spent}.`,
    { remedy: 'Raise num_predict, or switch thinking off.' },
  );
}
