import type { IncomingMessage, ServerResponse } from 'node:http';
import { asAnswer, countTokens, pieces, type AnswerSource } from './answers.js';
import { listen, readBody, sendJson, waitOrGone } from './loopback.js';

export interface OpenAIServerOptions {
  readonly models?: readonly string[];
  readonly answers?: AnswerSource;
  /** Needed as `Authorization: Bearer` or `api-key`; without it everybody is let in. */
  readonly apiKey?: string;
  /** What `/models` reports beside the name, as llama-server, vLLM and OpenRouter do. */
  readonly modelExtras?: Readonly<Record<string, unknown>>;
  /** How thinking is called: `reasoning` by Ollama and OpenRouter, `reasoning_content` by llama-server and DeepSeek. */
  readonly reasoningKey?: 'reasoning' | 'reasoning_content';
  /** Tokens of context; a longer prompt is cut in silence, as Ollama's compatible path does. */
  readonly contextTokens?: number;
  /** Formats that are refused with HTTP 400. */
  readonly refuseFormats?: readonly ('json_schema' | 'json_object')[];
  /** Version the server reports for any model, e.g. `gpt-4o-2024-08-06`. */
  readonly reportedModel?: string;
}

export interface OpenAIRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Readonly<Record<string, unknown>> | null;
}

export interface FakeOpenAI {
  /** Without `/v1`. */
  readonly url: string;
  readonly requests: readonly OpenAIRequest[];
  readonly chats: readonly OpenAIRequest[];
  /** Chat requests under way. */
  readonly busy: number;
  answerWith(answers: AnswerSource): void;
  close(): Promise<void>;
}

const problem = (message: string, type: string, code: string | null = null): unknown => ({
  error: { message, type, param: null, code },
});

/**
 * A server of OpenAI's chat completions on loopback, streaming only: `/v1/…`, and Azure's `/openai/v1/…` and
 * `/openai/deployments/NAME/…`. https://platform.openai.com/docs/api-reference/chat-streaming
 *
 * Endings: `error` sends an empty delta and then neither a finish reason nor `[DONE]`, as Ollama's middleware does, unless a
 * text is given, which is sent as an error object; `eof` leaves out both after whole content.
 */
export async function startOpenAIServer(options: OpenAIServerOptions = {}): Promise<FakeOpenAI> {
  let answers: AnswerSource = options.answers ?? (() => '{}');
  const requests: OpenAIRequest[] = [];
  let call = 0;
  let busy = 0;

  const chat = async (body: Record<string, unknown>, model: string, response: ServerResponse): Promise<void> => {
    const format = body.response_format as { type?: string } | undefined;
    if (options.refuseFormats?.some((refused) => refused === format?.type) === true)
      return sendJson(
        response,
        400,
        problem(`'response_format.type' ${String(format?.type)} is not supported`, 'invalid_request_error'),
      );
    const answer = asAnswer(answers(call++, body));
    if (!(await waitOrGone(response, answer.delayMs ?? 0))) return;
    if (answer.status !== undefined && answer.status !== 200) {
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
      return void response.end(answer.body ?? '');
    }
    const messages = (body.messages ?? []) as { content: string | { text?: string }[] }[];
    const prompt = messages
      .map(({ content }) => (typeof content === 'string' ? content : content.map((c) => c.text ?? '').join('')))
      .join('\n');
    const promptTokens = Math.min(countTokens(prompt), options.contextTokens ?? Infinity);
    const limit = Number(body.max_tokens ?? body.max_completion_tokens ?? Infinity);
    const thoughts = pieces(answer.thinking ?? '');
    const whole = pieces(answer.content ?? '');
    const content = whole.slice(0, Math.max(0, limit - thoughts.length));
    let ending = answer.ending ?? 'stop';
    if (ending === 'stop' && content.length < whole.length) ending = 'length';

    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.flushHeaders();
    const frame = {
      id: 'chatcmpl-1',
      object: 'chat.completion.chunk',
      created: 1,
      model: options.reportedModel ?? model,
    };
    const send = (value: unknown): void => {
      response.write(`data: ${JSON.stringify(value)}\n\n`);
    };
    const delta = (part: Record<string, unknown>, finish: string | null = null): void =>
      send({ ...frame, choices: [{ index: 0, delta: part, finish_reason: finish }] });
    delta({ role: 'assistant', content: '' });
    for (const part of [
      ...thoughts.map((text) => ({ [options.reasoningKey ?? 'reasoning']: text })),
      ...content.map((text) => ({ content: text })),
    ]) {
      if (response.destroyed) return;
      delta(part);
      if (answer.pieceDelayMs !== undefined && !(await waitOrGone(response, answer.pieceDelayMs))) return;
    }
    switch (ending) {
      case 'kill':
        await new Promise((resolve) => setTimeout(resolve, 20));
        return void response.destroy();
      case 'hang':
        await new Promise((resolve) => response.once('close', resolve));
        return;
      case 'error':
        if (answer.error === undefined) delta({});
        else send(problem(answer.error, 'server_error'));
        return void response.end();
      case 'eof':
        return void response.end();
      default:
        delta({}, ending);
        send({
          ...frame,
          choices: [],
          usage: {
            prompt_tokens: answer.promptTokens ?? promptTokens,
            completion_tokens: thoughts.length + content.length,
            total_tokens: promptTokens + thoughts.length + content.length,
          },
        });
        response.end('data: [DONE]\n\n');
    }
  };

  const { url, close } = await listen(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://fake');
    const raw = await readBody(request);
    const body = raw === '' ? null : (JSON.parse(raw) as Record<string, unknown>);
    requests.push({
      method: request.method ?? '',
      path: pathname,
      query: searchParams,
      headers: request.headers,
      body,
    });
    const key = request.headers['api-key'] ?? request.headers.authorization?.replace(/^Bearer /, '');
    if (options.apiKey !== undefined && key !== options.apiKey)
      return sendJson(
        response,
        401,
        problem(`Incorrect API key provided: ${String(key)}.`, 'invalid_request_error', 'invalid_api_key'),
      );
    const models = options.models ?? ['local'];
    if (/^(\/openai)?(\/v1)?\/models$/.test(pathname))
      return sendJson(response, 200, {
        object: 'list',
        data: models.map((id) => ({ id, object: 'model', owned_by: 'me', ...options.modelExtras })),
      });
    const deployment = /^\/openai\/deployments\/([^/]+)\/chat\/completions$/.exec(pathname)?.[1];
    if (!/^(\/openai)?\/v1\/chat\/completions$/.test(pathname) && deployment === undefined)
      return sendJson(response, 404, problem(`Unknown request URL: ${pathname}`, 'invalid_request_error'));
    const model = deployment ?? String(body?.model);
    if (!models.includes(model))
      return sendJson(
        response,
        404,
        problem(`The model '${model}' does not exist`, 'invalid_request_error', 'model_not_found'),
      );
    busy += 1;
    try {
      await chat(body ?? {}, model, response);
    } finally {
      busy -= 1;
    }
  });

  return {
    url,
    close,
    requests,
    get chats() {
      return requests.filter((r) => r.path.endsWith('/chat/completions'));
    },
    get busy() {
      return busy;
    },
    answerWith: (next) => (answers = next),
  };
}
