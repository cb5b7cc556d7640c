import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PromptTooLong, type Engine, type Message, type Question, type Timing } from './engine.js';
import { SchemaError } from './grammar.js';

export interface ServedModel {
  readonly name: string;
  /** SHA-256 of the file. */
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
}

type Json = Record<string, unknown>;

const OLLAMA_DEFAULT_TEMPERATURE = 0.8;
const NS_PER_MS = 1e6;

/**
 * A language model behind the two protocols that local servers speak: Ollama's (https://github.com/ollama/ollama/blob/main/docs/api.md)
 * and OpenAI's with llama-server's `timings`, by which cached tokens are told. `GET /timings` tells those of all answers.
 * @returns the base URL
 */
export async function serve(engine: Engine, model: ServedModel, port: number): Promise<string> {
  const timings: Timing[] = [];

  const routes: Readonly<Record<string, (body: Json, response: ServerResponse) => Promise<void> | void>> = {
    'GET /': (_body, response) => void response.end('Ollama is running'),
    'GET /timings': (_body, response) => sendJson(response, 200, timings),
    'GET /api/version': (_body, response) => sendJson(response, 200, { version: '0.17.4' }),
    'GET /api/tags': (_body, response) => sendJson(response, 200, { models: [{ ...model, model: model.name }] }),
    'POST /api/show': (_body, response) =>
      sendJson(response, 200, {
        model_info: { 'llama.context_length': engine.trainedContext },
        capabilities: ['completion'],
      }),
    'GET /v1/models': (_body, response) =>
      sendJson(response, 200, { object: 'list', data: [{ id: model.name, object: 'model', owned_by: 'local' }] }),
    'POST /api/chat': (body, response) => chat(body, response),
    'POST /v1/chat/completions': (body, response) => completion(body, response),
  };

  const run = async (
    question: Omit<Question, 'signal'>,
    response: ServerResponse,
    onText: (delta: string) => void,
  ): Promise<Timing> => {
    const gone = new AbortController();
    response.once('close', () => gone.abort(new Error('the client has gone')));
    const timing = await engine.answer({ ...question, signal: gone.signal }, onText);
    timings.push(timing);
    return timing;
  };

  const chat = async (body: Json, response: ServerResponse): Promise<void> => {
    if (body.model !== model.name) {
      sendJson(response, 404, { error: `model '${String(body.model)}' not found` });
      return;
    }
    const options = (body.options ?? {}) as Readonly<Record<string, number | undefined>>;
    const { format } = body;
    const frame = (value: Json): void =>
      void response.write(`${JSON.stringify({ model: model.name, created_at: new Date().toISOString(), ...value })}\n`);
    const timing = await run(
      {
        messages: body.messages as Message[],
        ...schemaPart(format === 'json' ? null : (format as Json | undefined)),
        temperature: options.temperature ?? OLLAMA_DEFAULT_TEMPERATURE,
        ...samplingPart(options.top_p, options.seed),
        most: options.num_predict !== undefined && options.num_predict > 0 ? options.num_predict : Infinity,
      },
      response,
      (content) => {
        if (!response.headersSent) response.writeHead(200, { 'content-type': 'application/x-ndjson' });
        frame({ message: { role: 'assistant', content }, done: false });
      },
    );
    frame({
      message: { role: 'assistant', content: '' },
      done: true,
      done_reason: timing.ended,
      prompt_eval_count: timing.prompt,
      prompt_eval_duration: Math.round(timing.promptMs * NS_PER_MS),
      eval_count: timing.answer,
      eval_duration: Math.round(timing.answerMs * NS_PER_MS),
    });
    response.end();
  };

  const completion = async (body: Json, response: ServerResponse): Promise<void> => {
    const head = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 0, model: model.name };
    const frame = (value: Json): void => void response.write(`data: ${JSON.stringify({ ...head, ...value })}\n\n`);
    const format = body.response_format as
      { readonly type: string; readonly json_schema?: { readonly schema: Json } } | undefined;
    const schema = format === undefined || format.type === 'text' ? undefined : (format.json_schema?.schema ?? null);
    const timing = await run(
      {
        messages: body.messages as Message[],
        ...schemaPart(schema),
        temperature: (body.temperature as number | undefined) ?? 1,
        ...samplingPart(body.top_p as number | undefined, body.seed as number | undefined),
        most: (body.max_tokens ?? body.max_completion_tokens ?? Infinity) as number,
      },
      response,
      (content) => {
        if (!response.headersSent) response.writeHead(200, { 'content-type': 'text/event-stream' });
        frame({ choices: [{ index: 0, delta: { content }, finish_reason: null }] });
      },
    );
    frame({ choices: [{ index: 0, delta: {}, finish_reason: timing.ended }] });
    frame({
      choices: [],
      usage: {
        prompt_tokens: timing.prompt,
        completion_tokens: timing.answer,
        total_tokens: timing.prompt + timing.answer,
        prompt_tokens_details: { cached_tokens: timing.cached },
      },
      timings: {
        cache_n: timing.cached,
        prompt_n: timing.prompt - timing.cached,
        prompt_ms: timing.promptMs,
        predicted_n: timing.answer,
        predicted_ms: timing.answerMs,
      },
    });
    response.end('data: [DONE]\n\n');
  };

  const server = createServer((request, response) => {
    const route = routes[`${request.method ?? ''} ${request.url ?? ''}`];
    const work = async (): Promise<void> => {
      if (route === undefined) {
        sendJson(response, 404, { error: 'not found' });
        return;
      }
      const text = await bodyOf(request);
      await route(text === '' ? {} : (JSON.parse(text) as Json), response);
    };
    work().catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      if (response.headersSent) {
        response.destroy();
        return;
      }
      const isTheirs = error instanceof SchemaError || error instanceof PromptTooLong;
      sendJson(response, isTheirs ? 400 : 500, { error: message });
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const schemaPart = (schema: Json | null | undefined): Pick<Question, 'schema'> =>
  schema === undefined ? {} : { schema };

const samplingPart = (topP: number | undefined, seed: number | undefined): Pick<Question, 'topP' | 'seed'> => ({
  ...(topP === undefined ? {} : { topP }),
  ...(seed === undefined ? {} : { seed }),
});

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(value));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
