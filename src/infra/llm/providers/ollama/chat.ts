import type { AnswerFormat, FinishReason, TextRequest, TokenUsage } from '../../../../core/ports/text-model.js';
import { given } from '../../../../core/given.js';
import { countedTokens } from '../../estimate-tokens.js';
import { LlmError } from '../../errors.js';
import { readLines } from '../../lines.js';
import { errorInReply, isPage, wrongPage, type Server } from '../../server-call.js';
import { finishReasonOf } from '../finish-reason.js';
import { chatChunkSchema, type ChatChunk } from './replies.js';
import type { Think } from './settings.js';

export interface ChatOptions {
  readonly numCtx: number;
  readonly numPredict: number;
  readonly sendTemperature: boolean;
  readonly keepAlive: string | number;
  /** Null leaves it out, for models and servers that refuse any value. */
  readonly think: Think | null;
}

/** Null and "" mean no format; anything but "json" and a schema object is an error. */
const formatOf = (format: AnswerFormat): 'json' | object | undefined => {
  if (format.type === 'text') return undefined;
  return format.type === 'json' ? 'json' : format.schema;
};

/**
 * The body of POST /api/chat. Always streamed, since an aborted stream frees the server's slot at once (measured: the next
 * request starts 10 ms after the abort, 860 ms and more without streaming). `truncate` and `shift` ask for an error where
 * the prompt or the answer leaves the context, instead of a silent cut; older servers ignore both.
 */
export function chatBody(model: string, request: TextRequest, chat: ChatOptions): Record<string, unknown> {
  return {
    model,
    messages: [
      { role: 'system', content: request.system },
      { role: 'user', content: request.user },
    ],
    stream: true,
    truncate: false,
    shift: false,
    format: formatOf(request.format),
    ...given({ think: chat.think ?? undefined }),
    keep_alive: chat.keepAlive,
    // Unknown keys in here are only logged by the server, so a typing error would pass silently: each is tested.
    options: {
      num_ctx: chat.numCtx,
      num_predict: chat.numPredict,
      ...(chat.sendTemperature ? { temperature: request.temperature } : {}),
      ...given({ top_p: request.topP, seed: request.seed }),
    },
  };
}

export interface ChatAnswer {
  readonly text: string;
  readonly thinkingLength: number;
  readonly finishReason: FinishReason;
  /** `done_reason` as sent, or what was wrong with the end. */
  readonly ending: string;
  readonly usage: TokenUsage;
}

const finishOf = (last: ChatChunk | null): FinishReason => {
  if (last?.done !== true) return 'unknown';
  const reason = finishReasonOf(last.done_reason);
  if (reason === 'content_filter') return 'content-filter';
  return reason === 'stop' || reason === 'length' ? reason : 'unknown';
};

/**
 * Reads the NDJSON stream. An answer is whole only with `done: true` and `done_reason: "stop"`; a stream that ends
 * without `done` was aborted by the server (token repetition, a closed connection) though HTTP says 200.
 * @throws LlmError `llm.stream-error` for an error line or a line that is not JSON
 */
export async function readChat(
  server: Server,
  model: string,
  body: ReadableStream<Uint8Array>,
  onText: ((delta: string) => void) | undefined,
): Promise<ChatAnswer> {
  let text = '';
  let thinkingLength = 0;
  let last: ChatChunk | null = null;
  for await (const line of readLines(body)) {
    const chunk = parseChunk(server, model, line);
    if (chunk.error !== undefined && chunk.error !== null) throw errorInReply(server, model, line);
    thinkingLength += chunk.message?.thinking?.length ?? 0;
    const delta = chunk.message?.content ?? '';
    text += delta;
    if (delta !== '') onText?.(delta);
    last = chunk;
    if (chunk.done === true) break;
  }
  const done = last?.done === true;
  return {
    text,
    thinkingLength,
    finishReason: finishOf(last),
    ending: done ? (last?.done_reason ?? 'done without a reason') : 'no end of the answer (done: false)',
    usage: {
      prompt_tokens: done ? countedTokens(last?.prompt_eval_count) : null,
      completion_tokens: done ? countedTokens(last?.eval_count) : null,
    },
  };
}

function parseChunk(server: Server, model: string, line: string): ChatChunk {
  if (isPage(line)) throw wrongPage(server, line);
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (cause) {
    throw new LlmError('llm.stream-error', `The answer of ${model} broke off in the middle of a line.`, {
      cause,
      retryable: true,
      remedy: `Look into the log of the server at ${server.baseUrl}.`,
    });
  }
  const parsed = chatChunkSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new LlmError('llm.bad-response', `${server.baseUrl}/api/chat sent a line of an unexpected shape.`, {
    remedy: `Check that ${server.baseUrlVariable} points at an Ollama server.`,
  });
}
