import type { IncomingMessage, ServerResponse } from 'node:http';
import { asAnswer, countTokens, pieces, type AnswerSource, type FakeAnswer } from './answers.js';
import { listen, readBody, sendJson, waitOrGone } from './loopback.js';

/** A model that the fake server has. */
export interface FakeOllamaModel {
  readonly name: string;
  readonly digest?: string;
  readonly size?: number;
  readonly capabilities?: readonly string[];
  /** What the model was made for; `/api/show` reports it as `<family>.context_length`. Default 131,072. */
  readonly contextLength?: number;
  /** Where a cloud model runs. */
  readonly remoteHost?: string;
}

export interface OllamaServerOptions {
  readonly models?: readonly (FakeOllamaModel | string)[];
  readonly answers?: AnswerSource;
  readonly version?: string;
  /**
   * What happens to a prompt longer than `num_ctx`, by version and path of the real server: cut to half of it in silence
   * (`rendered`, what `truncate: false` turns into an error), cut in silence whatever is asked (`old`), or HTTP 400 with
   * llama-server's body as a string (`native`). Default `rendered`.
   */
  readonly overflow?: 'rendered' | 'old' | 'native';
  /** What `num_ctx` is where a request names none. */
  readonly defaultNumCtx?: number;
  /** Time a model takes to load before its first byte; a loaded one stays for `keep_alive`. ms. */
  readonly loadDelayMs?: number;
  /** Requests answered at once; more wait in silence. Default 1, as OLLAMA_NUM_PARALLEL. */
  readonly parallel?: number;
  /** Requests that may wait before the server says 503. Default 512, as OLLAMA_MAX_QUEUE. */
  readonly maxQueue?: number;
  /** Refuses foreign Host headers with an empty 403. Default true, as on a loopback bind. */
  readonly checkHost?: boolean;
}

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** Parsed JSON; null for none. */
  readonly body: Readonly<Record<string, unknown>> | null;
}

export interface FakeOllama {
  readonly url: string;
  readonly requests: readonly RecordedRequest[];
  /** The requests to /api/chat. */
  readonly chats: readonly RecordedRequest[];
  /** Requests that hold a slot now. */
  readonly busy: number;
  /** Streams that the client left before their end. */
  readonly aborted: number;
  answerWith(answers: AnswerSource): void;
  setModels(models: readonly (FakeOllamaModel | string)[]): void;
  close(): Promise<void>;
}

const DURATION = /^-?(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/;
const OPTION_TYPES: Readonly<Record<string, 'number' | 'integer'>> = {
  num_ctx: 'integer',
  num_predict: 'integer',
  seed: 'integer',
  top_k: 'integer',
  temperature: 'number',
  top_p: 'number',
};

const named = (model: FakeOllamaModel | string): FakeOllamaModel =>
  typeof model === 'string' ? { name: model } : model;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const fullName = (name: string): string => (/:[^/]*$/.test(name) ? name : `${name}:latest`);
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What the real server refuses before it looks at a model; null where the request is well formed. */
function malformed(body: Record<string, unknown>): string | null {
  const { format, keep_alive: keepAlive, options } = body;
  if (format !== undefined && format !== null && format !== '' && format !== 'json' && !isRecord(format))
    return `invalid format: ${JSON.stringify(format)}; expected "json" or a valid JSON Schema object`;
  if (typeof keepAlive === 'string' && !DURATION.test(keepAlive)) return `time: invalid duration "${keepAlive}"`;
  for (const [name, value] of Object.entries(isRecord(options) ? options : {})) {
    const type = OPTION_TYPES[name];
    if (type === undefined) continue; // Unknown options are only logged.
    if (typeof value !== 'number' || (type === 'integer' && !Number.isInteger(value)))
      return `option "${name}" must be of type ${type}`;
  }
  return null;
}

/**
 * An Ollama server as a client meets it, on loopback: https://github.com/ollama/ollama/blob/main/docs/api.md and, for what
 * the documentation leaves out, server/routes.go, server/prompt.go and llm/llama_server.go.
 */
export async function startOllamaServer(options: OllamaServerOptions = {}): Promise<FakeOllama> {
  let models = (options.models ?? ['llama3.2']).map(named);
  let answers: AnswerSource = options.answers ?? (() => '{}');
  const requests: RecordedRequest[] = [];
  const loaded = new Set<string>();
  const waiting: (() => void)[] = [];
  let call = 0;
  let busy = 0;
  let aborted = 0;

  const find = (name: unknown): FakeOllamaModel | undefined =>
    typeof name === 'string' ? models.find((m) => fullName(m.name) === fullName(name)) : undefined;

  const takeSlot = async (): Promise<boolean> => {
    if (busy >= (options.parallel ?? 1)) {
      if (waiting.length >= (options.maxQueue ?? 512)) return false;
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    busy += 1;
    return true;
  };
  const freeSlot = (): void => {
    busy -= 1;
    waiting.shift()?.();
  };

  /** Chat and generate, once the model is known. */
  const infer = async (
    body: Record<string, unknown>,
    model: FakeOllamaModel,
    response: ServerResponse,
    chat: boolean,
  ): Promise<void> => {
    const wrong = malformed(body);
    if (wrong !== null) return sendJson(response, 400, { error: wrong });
    const think = body.think;
    const thinks = model.capabilities?.includes('thinking') === true;
    if (model.name.includes('gpt-oss') && typeof think === 'string' && !['low', 'medium', 'high'].includes(think))
      return sendJson(response, 400, {
        error: `invalid think value: "${think}" (must be "high", "medium", "low", true, or false)`,
      });
    if (think !== undefined && think !== false && !thinks)
      return sendJson(response, 400, { error: `"${model.name}" does not support thinking` });
    if (!(await takeSlot()))
      return sendJson(response, 503, { error: 'server busy, please try again.  maximum pending requests exceeded' });
    try {
      if (!loaded.has(model.name) && !(await waitOrGone(response, options.loadDelayMs ?? 0)))
        return void (aborted += 1);
      if (body.keep_alive !== 0) loaded.add(model.name);
      const messages = Array.isArray(body.messages) ? (body.messages as { content?: string }[]) : [];
      const prompt = chat ? messages.map((m) => m.content ?? '').join('\n') : text(body.prompt);
      if (prompt === '') {
        await sendJson(response, 200, {
          model: model.name,
          created_at: new Date().toISOString(),
          done: true,
          done_reason: 'load',
        });
        return;
      }
      const answer = asAnswer(answers(call++, body));
      if (answer.status !== undefined && answer.status !== 200) {
        if (!(await waitOrGone(response, answer.delayMs ?? 0))) return void (aborted += 1);
        response.writeHead(answer.status, { 'content-type': 'application/json; charset=utf-8', ...answer.headers });
        return void response.end(answer.body ?? '');
      }
      await stream(body, model, prompt, answer, response, chat, think !== false && thinks);
    } finally {
      freeSlot();
    }
  };

  const stream = async (
    body: Record<string, unknown>,
    model: FakeOllamaModel,
    prompt: string,
    answer: FakeAnswer,
    response: ServerResponse,
    chat: boolean,
    thinkingShown: boolean,
  ): Promise<void> => {
    const asked = isRecord(body.options) ? body.options : {};
    const numCtx = Math.min(Number(asked.num_ctx ?? options.defaultNumCtx ?? 4_096), model.contextLength ?? 131_072);
    const numPredict = Number(asked.num_predict ?? -1);
    let promptTokens = countTokens(prompt);
    if (promptTokens > numCtx) {
      const overflow = options.overflow ?? 'rendered';
      const nested = {
        error: {
          code: 400,
          message: `request (${promptTokens} tokens) exceeds the available context size (${numCtx} tokens)`,
          type: 'exceed_context_size_error',
          n_prompt_tokens: promptTokens,
          n_ctx: numCtx,
        },
      };
      if (overflow === 'native') return sendJson(response, 400, { error: JSON.stringify(nested) });
      if (overflow === 'rendered' && body.truncate === false)
        return sendJson(response, 400, { error: 'the input length exceeds the context length' });
      promptTokens = Math.floor(numCtx / 2);
    }
    if (answer.promptTokens !== undefined) promptTokens = answer.promptTokens ?? 0;
    if (!(await waitOrGone(response, answer.delayMs ?? 0))) return void (aborted += 1);

    const base = (): Record<string, unknown> => ({ model: model.name, created_at: new Date().toISOString() });
    const part = (content: string, thinking = ''): Record<string, unknown> =>
      chat
        ? { ...base(), message: { role: 'assistant', content, ...(thinking === '' ? {} : { thinking }) }, done: false }
        : { ...base(), response: content, ...(thinking === '' ? {} : { thinking }), done: false };
    const thoughts = thinkingShown || answer.thinking === undefined ? pieces(answer.thinking ?? '') : [];
    let content = pieces(answer.content ?? '');
    let ending = answer.ending ?? 'stop';
    if (numPredict >= 0 && thoughts.length + content.length > numPredict) {
      content = content.slice(0, Math.max(0, numPredict - thoughts.length));
      ending = ending === 'stop' ? 'length' : ending;
    }
    const evalCount = thoughts.length + content.length;
    const last = {
      ...part(''),
      done: true,
      done_reason: ending === 'length' ? 'length' : 'stop',
      total_duration: 5_000_000_000,
      // A zero is an absent key.
      ...(options.loadDelayMs === undefined ? {} : { load_duration: options.loadDelayMs * 1_000_000 }),
      ...(promptTokens === 0 ? {} : { prompt_eval_count: promptTokens, prompt_eval_duration: 40_000_000 }),
      ...(evalCount === 0 ? {} : { eval_count: evalCount, eval_duration: 900_000_000 }),
    };
    if (body.stream === false) {
      if (ending === 'error')
        return sendJson(response, 500, { error: answer.error ?? 'an error was encountered while running the model' });
      const message = {
        role: 'assistant',
        content: content.join(''),
        ...(thoughts.length === 0 ? {} : { thinking: thoughts.join('') }),
      };
      return sendJson(response, 200, ending === 'eof' ? { ...base(), message, done: false } : { ...last, message });
    }
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    response.flushHeaders();
    const lines = [...thoughts.map((t) => part('', t)), ...content.map((c) => part(c))];
    for (const line of lines) {
      if (response.destroyed) return void (aborted += 1);
      response.write(`${JSON.stringify(line)}\n`);
      if (answer.pieceDelayMs !== undefined && !(await waitOrGone(response, answer.pieceDelayMs)))
        return void (aborted += 1);
    }
    if (ending === 'kill') {
      response.write('{"model":"x","mess');
      await new Promise((resolve) => setTimeout(resolve, 20));
      return void response.destroy();
    }
    if (ending === 'hang') {
      await new Promise((resolve) => response.once('close', resolve));
      return void (aborted += 1);
    }
    if (ending === 'error')
      response.write(
        `${JSON.stringify({ error: answer.error ?? 'an error was encountered while running the model' })}\n`,
      );
    else if (ending !== 'eof') response.write(`${JSON.stringify(last)}\n`);
    response.end();
  };

  const tag = (m: FakeOllamaModel): Record<string, unknown> => ({
    name: m.name,
    model: m.name,
    modified_at: '2026-08-01T00:00:00Z',
    size: m.size ?? 2_019_393_189,
    digest: m.digest ?? `digest-of-${m.name}`,
    details: { family: 'llama', parameter_size: '3.2B', quantization_level: 'Q4_K_M' },
    capabilities: m.capabilities ?? ['completion'],
    ...(m.remoteHost === undefined ? {} : { remote_model: m.name, remote_host: m.remoteHost }),
  });

  const route = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = new URL(request.url ?? '/', 'http://fake').pathname;
    const raw = await readBody(request);
    let body: Record<string, unknown> | null;
    try {
      const parsed: unknown = raw === '' ? null : JSON.parse(raw);
      body = isRecord(parsed) ? parsed : null;
    } catch {
      return sendJson(response, 400, { error: 'invalid character looking for beginning of value' });
    }
    requests.push({ method: request.method ?? '', path, headers: request.headers, body });
    if (options.checkHost !== false && !/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? '')) {
      response.writeHead(403);
      return void response.end();
    }
    switch (path) {
      case '/':
        response.writeHead(200, { 'content-type': 'text/plain' });
        return void response.end('Ollama is running');
      case '/api/version':
        return sendJson(response, 200, { version: options.version ?? '0.13.0' });
      case '/api/tags':
        return sendJson(response, 200, { models: models.map(tag) });
      case '/api/ps':
        return sendJson(response, 200, { models: models.filter((m) => loaded.has(m.name)).map(tag) });
      case '/api/show': {
        const model = find(body?.model);
        if (model === undefined) return sendJson(response, 404, { error: `model '${text(body?.model)}' not found` });
        return sendJson(response, 200, {
          details: tag(model).details,
          model_info: { 'general.architecture': 'llama', 'llama.context_length': model.contextLength ?? 131_072 },
          capabilities: model.capabilities ?? ['completion'],
        });
      }
      case '/api/chat':
      case '/api/generate': {
        const chat = path === '/api/chat';
        if (body?.model === undefined || body.model === '')
          return chat
            ? sendJson(response, 400, { error: 'model is required' })
            : sendJson(response, 404, { error: "model '' not found" });
        const model = find(body.model);
        if (model === undefined) return sendJson(response, 404, { error: `model '${text(body.model)}' not found` });
        return infer(body, model, response, chat);
      }
      default:
        response.writeHead(404, { 'content-type': 'text/plain' });
        return void response.end('404 page not found');
    }
  };

  const { url, close } = await listen(route);
  return {
    url,
    close,
    requests,
    get chats() {
      return requests.filter((r) => r.path === '/api/chat');
    },
    get busy() {
      return busy;
    },
    get aborted() {
      return aborted;
    },
    answerWith: (next) => (answers = next),
    setModels: (next) => (models = next.map(named)),
  };
}
