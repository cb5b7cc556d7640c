import { afterEach, describe, expect, it } from 'vitest';
import { inTurn, regimeDocument } from '../../../../test/servers/answers.js';
import { listen, readBody } from '../../../../test/servers/loopback.js';
import { startOpenAIServer, type FakeOpenAI, type OpenAIServerOptions } from '../../../../test/servers/openai.js';
import { realClock } from '../../../../test/support/llm-clock.js';
import type { TextRequest } from '../../../core/ports/text-model.js';
import { regimeAnswerJsonSchema } from '../../../core/regime/answer-schema.js';
import { IncompleteAnswerError, LlmError } from '../errors.js';
import { createProvider } from './create-provider.js';
import type { OpenAICompatibleSettings } from './openai-compatible.js';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function start(options: OpenAIServerOptions = {}, settings: Partial<OpenAICompatibleSettings> = {}) {
  const server: FakeOpenAI = await startOpenAIServer(options);
  open.push(server);
  const provider = createProvider({
    type: 'openai-compatible',
    id: 'lab',
    clock: realClock,
    baseUrl: `${server.url}/v1`,
    ...settings,
  });
  return { server, provider, model: provider.textModel('local') };
}

const ask = (overrides: Partial<TextRequest> = {}): TextRequest => ({
  system: 'You judge the market.',
  user: 'What is the regime?',
  format: { type: 'json-schema', name: 'regime', schema: regimeAnswerJsonSchema },
  temperature: 0,
  ...overrides,
});

const failure = async (call: Promise<unknown>): Promise<LlmError> => {
  const error: unknown = await call.then(
    () => new Error('it succeeded'),
    (e: unknown) => e,
  );
  if (!(error instanceof LlmError)) throw error;
  return error;
};

const json = JSON.stringify(regimeDocument());

describe('an OpenAI-compatible server', () => {
  it('gets the whole request and gives the whole answer', async () => {
    const { server, model } = await start(
      { answers: () => json, reportedModel: 'local-q4', apiKey: 'key-123456' },
      { apiKey: 'key-123456 ', prices: { 'lab/*': { inputPerMillion: 1, outputPerMillion: 2 } } },
    );
    const deltas: string[] = [];
    const response = await model.generate(ask({ topP: 0.9, seed: 7, maxOutputTokens: 600 }), {
      onText: (d) => deltas.push(d),
    });
    expect(response).toMatchObject({
      text: json,
      finishReason: 'stop',
      provider: 'lab',
      model: 'local',
      modelVersion: 'local-q4',
    });
    const { prompt_tokens: prompt, completion_tokens: completion } = response.usage;
    expect(response.costUsd).toBeCloseTo(((prompt ?? 0) + 2 * (completion ?? 0)) / 1e6, 12);
    expect(deltas.join('')).toBe(json);
    expect(server.chats[0]?.body).toMatchObject({
      model: 'local',
      messages: [
        { role: 'system', content: 'You judge the market.' },
        { role: 'user', content: 'What is the regime?' },
      ],
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0,
      top_p: 0.9,
      seed: 7,
      max_tokens: 600,
      response_format: { type: 'json_schema', json_schema: { name: 'regime', schema: regimeAnswerJsonSchema } },
    });
  });

  it('is asked for JSON mode and for text', async () => {
    const { server, model } = await start({ answers: () => json });
    await model.generate(ask({ format: { type: 'json' } }));
    await model.generate(ask({ format: { type: 'text' } }));
    expect(server.chats[0]?.body?.response_format).toEqual({ type: 'json_object' });
    expect(server.chats[1]?.body?.response_format).toBeUndefined();
  });

  it.each(['reasoning', 'reasoning_content'] as const)('has its %s read aside', async (reasoningKey) => {
    const { model } = await start({ reasoningKey, answers: () => ({ thinking: 'hm {"prob_bull":1}', content: json }) });
    const deltas: string[] = [];
    expect((await model.generate(ask(), { onText: (d) => deltas.push(d) })).text).toBe(json);
    expect(deltas.join('')).toBe(json);
  });

  it('a mid-stream error that shows only as an empty delta and a missing end is an error', async () => {
    const { model } = await start({ answers: () => ({ content: json, ending: 'error' }) });
    expect(await failure(model.generate(ask()))).toMatchObject({ code: 'llm.stream-error', retryable: true });
  });

  it('a mid-stream error object is told in its own words', async () => {
    const { model } = await start({ answers: () => ({ content: '{', ending: 'error', error: 'slot was lost' }) });
    const error = await failure(model.generate(ask()));
    expect(error.code).toBe('llm.stream-error');
    expect(error.message).toContain('slot was lost');
  });

  it.each([
    ['eof', 'llm.stream-error'],
    ['kill', 'llm.network'],
  ] as const)('a stream that ends with %s is not an answer, however whole it looks', async (ending, code) => {
    const { model } = await start({ answers: () => ({ content: json, ending }) });
    expect(await failure(model.generate(ask()))).toMatchObject({ code, retryable: true });
  });

  it.each([
    ['stop', json],
    ['length', 'llm.incomplete'],
    [null, 'llm.stream-error'],
  ])('without [DONE] the finish reason %s decides', async (finish_reason, expected) => {
    const server = await listen(async (request, response) => {
      await readBody(request);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(`data: ${JSON.stringify({ choices: [{ delta: { content: json }, finish_reason }] })}\n\n`);
    });
    open.push(server);
    const provider = createProvider({ type: 'openai-compatible', id: 'lab', clock: realClock, baseUrl: server.url });
    const call = provider.textModel('x').generate(ask());
    if (finish_reason === 'stop') expect((await call).text).toBe(expected);
    else expect((await failure(call)).code).toBe(expected);
  });

  it.each([
    ['length', 'length'],
    ['content_filter', 'content-filter'],
    ['tool_calls', 'unknown'],
  ])('finish reason %s is not an answer', async (raw, finishReason) => {
    const server = await listen(async (request, response) => {
      await readBody(request);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const chunk = { choices: [{ delta: { content: json }, finish_reason: raw }] };
      response.end(`data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`);
    });
    open.push(server);
    const provider = createProvider({ type: 'openai-compatible', id: 'lab', clock: realClock, baseUrl: server.url });
    const error = await failure(provider.textModel('x').generate(ask()));
    if (!(error instanceof IncompleteAnswerError)) throw error;
    expect(error.response).toMatchObject({ finishReason, text: json });
  });

  it('an answer over its token limit is cut, and says so', async () => {
    const { model } = await start({ answers: () => json });
    const error = await failure(model.generate(ask({ maxOutputTokens: 12 })));
    expect(error.message).toContain('used up its 12 answer tokens');
  });

  it('a prompt that was cut in silence is noticed by its count', async () => {
    const { model } = await start({ contextTokens: 400, answers: () => json });
    const user = Array.from({ length: 400 }, (_, i) => `headline ${i} about funding`).join(' ');
    expect(await failure(model.generate(ask({ user })))).toMatchObject({ code: 'llm.prompt-truncated' });
  });

  it('a format it does not know is told apart from other refusals', async () => {
    const { model } = await start({ refuseFormats: ['json_schema'], answers: () => json });
    expect(await failure(model.generate(ask()))).toMatchObject({ code: 'llm.format-unsupported' });
    expect((await model.generate(ask({ format: { type: 'json' } }))).text).toBe(json);
  });

  it.each([
    [401, { error: { message: 'Incorrect API key provided: sk-abcdefghijkl.', type: 'x' } }, 'llm.auth', false],
    [403, { error: { message: 'country not supported' } }, 'llm.forbidden', false],
    [404, { error: { message: 'no such model' } }, 'llm.model-not-found', false],
    [429, { error: { message: 'slow down', type: 'rate_limit' } }, 'llm.busy', true],
    [429, { error: { message: 'pay', type: 'insufficient_quota' } }, 'llm.busy', false],
    [500, { error: { message: 'boom' } }, 'llm.server', true],
    [502, '<html>Bad Gateway</html>', 'llm.server', true],
    [503, { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } }, 'llm.busy', true],
    [400, { error: { message: 'too long', type: 'exceed_context_size_error' } }, 'llm.prompt-too-long', false],
    [400, { error: { message: 'no', code: 'context_length_exceeded' } }, 'llm.prompt-too-long', false],
    [400, { error: 'bad things' }, 'llm.bad-request', false],
    [307, '', 'llm.redirect', false],
  ])('HTTP %i %j is %s', async (status, body, code, retryable) => {
    const { model } = await start({
      answers: () => ({ status, body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const error = await failure(model.generate(ask()));
    expect(error).toMatchObject({ code, retryable });
    expect(error.message).not.toContain('sk-abc');
  });

  it('a nested error is unwrapped', async () => {
    const body = JSON.stringify({ error: { message: JSON.stringify({ error: { message: 'inner words' } }) } });
    const { model } = await start({ answers: () => ({ status: 500, body }) });
    expect((await failure(model.generate(ask()))).message).toContain(': inner words');
  });

  it('an abort ends the stream on the server too', async () => {
    const { server, model } = await start({ answers: () => ({ content: json, pieceDelayMs: 100 }) });
    const controller = new AbortController();
    const call = failure(
      model.generate(ask(), { signal: controller.signal, onText: () => controller.abort(new Error('enough')) }),
    );
    expect(await call).toMatchObject({ code: 'llm.aborted' });
    await expect.poll(() => server.busy).toBe(0);
  });

  it('nobody there', async () => {
    const { server, model } = await start({}, { baseUrlVariable: 'OPENAI_BASE_URL' });
    await server.close();
    const error = await failure(model.generate(ask()));
    expect(error).toMatchObject({ code: 'llm.network', retryable: true });
    expect(error.message).toContain('ECONNREFUSED');
    expect(error.remedy).toContain('OPENAI_BASE_URL');
  });

  it('an endless stream is cut off', async () => {
    const { server, model } = await start({
      answers: () => ({ content: '0'.repeat(11 * 1024 * 1024), ending: 'hang' }),
    });
    const error = await failure(model.generate(ask()));
    expect(error.code).toBe('llm.too-large');
    await expect.poll(() => server.busy).toBe(0);
  });

  it.each([
    [{ max_model_len: 8_192 }, 8_192],
    [{ context_length: 4_096 }, 4_096],
    [{ meta: { n_ctx_train: 2_048 } }, 2_048],
    [{}, null],
  ])('lists and probes its models: %j', async (modelExtras, contextTokens) => {
    const { provider } = await start({ modelExtras, answers: inTurn('{"probe":"ultramarine"}', 'Tuesday') });
    expect(await provider.listModels()).toEqual([{ model: 'local', version: null, sizeBytes: null, remote: false }]);
    expect(await provider.probe('local')).toMatchObject({ reachable: true, jsonSchema: true, contextTokens });
    expect(await provider.probe('local')).toMatchObject({ reachable: true, jsonSchema: false });
    expect(await provider.probe('gone')).toMatchObject({ reachable: false });
  });

  it('that refuses schemas is probed without one', async () => {
    const { provider } = await start({ refuseFormats: ['json_schema'], answers: () => '{}' });
    expect(await provider.probe('local')).toMatchObject({ reachable: true, jsonSchema: false, note: null });
  });
});

describe('openai', () => {
  it('with a base URL of its own is a compatible server and wants no key', async () => {
    const { server } = await start({ answers: () => json });
    const provider = createProvider({ type: 'openai', clock: realClock, baseUrl: `${server.url}/v1/` });
    const response = await provider.textModel('local').generate(ask());
    expect(response).toMatchObject({ provider: 'openai', text: json });
    expect(server.chats[0]?.headers.authorization).toBeUndefined();
  });

  it.each([undefined, '', '   '])('itself wants a key, not %j', (apiKey) => {
    expect(() => createProvider({ type: 'openai', clock: realClock, apiKey })).toThrow(/OPENAI_API_KEY is not set/);
  });

  it('says which variable holds a damaged key, not what is in it', () => {
    const apiKey = 'sk-abc def';
    expect(() => createProvider({ type: 'openai', clock: realClock, apiKey })).toThrow(
      'OPENAI_API_KEY holds blanks or characters that no key has.',
    );
  });

  it('is sent to its own address', async () => {
    const server = await startOpenAIServer({ models: ['gpt-4o-mini'], apiKey: 'sk-right', answers: () => json });
    open.push(server);
    const seen: string[] = [];
    const toLoopback: typeof fetch = (input, init) => {
      const url = input instanceof Request ? input.url : input.toString();
      seen.push(url);
      return fetch(url.replace('https://api.openai.com', server.url), init);
    };
    const provider = createProvider({ type: 'openai', clock: realClock, apiKey: 'sk-right', fetch: toLoopback });
    const response = await provider.textModel('gpt-4o-mini').generate(ask());
    expect(seen).toEqual(['https://api.openai.com/v1/chat/completions']);
    expect(response.text).toBe(json);
    expect(response.costUsd).toBeGreaterThan(0);
    expect(server.chats[0]?.body?.response_format).toMatchObject({ type: 'json_schema' });
  });
});

describe('azure', () => {
  const settings = { type: 'azure', clock: realClock, apiKey: 'azure-key-1' } as const;

  it.each([
    [undefined, '', '/openai/v1/chat/completions', null],
    ['v1', '/openai/v1/', '/openai/v1/chat/completions', null],
    ['preview', '/openai', '/openai/v1/chat/completions', 'preview'],
    ['2024-10-21', '/', '/openai/deployments/mine/chat/completions', '2024-10-21'],
  ])('version %s, endpoint ending in "%s", posts to %s', async (apiVersion, suffix, path, sent) => {
    const server = await startOpenAIServer({ models: ['mine'], apiKey: 'azure-key-1', answers: () => json });
    open.push(server);
    const provider = createProvider({ ...settings, endpoint: server.url + suffix, apiVersion });
    const response = await provider.textModel('mine').generate(ask());
    expect(response).toMatchObject({ provider: 'azure', model: 'mine', text: json, costUsd: null });
    expect(server.chats[0]?.path).toBe(path);
    expect(server.chats[0]?.query.get('api-version')).toBe(sent);
    expect((await provider.listModels()).map((m) => m.model)).toEqual(['mine']);
  });

  it('names its own variables', async () => {
    const server = await startOpenAIServer({ models: ['mine'], apiKey: 'another' });
    open.push(server);
    const provider = createProvider({ ...settings, endpoint: server.url });
    const error = await failure(provider.textModel('mine').generate(ask()));
    expect(error.remedy).toContain('AZURE_OPENAI_API_KEY');
    expect(error.message).not.toContain('azure-key-1');
    expect(() => createProvider({ ...settings, endpoint: 'x' })).toThrow(/AZURE_OPENAI_ENDPOINT/);
    expect(() => createProvider({ ...settings, endpoint: server.url, apiVersion: 'v1&x=1' })).toThrow(
      /AZURE_OPENAI_API_VERSION/,
    );
  });
});

/** A server that answers every POST with these events and every GET with a listing; it keeps what it was sent. */
async function eventServer(events: readonly unknown[], listing: unknown) {
  const seen: { path: string; headers: Record<string, unknown>; body: string }[] = [];
  const server = await listen(async (request, response) => {
    seen.push({ path: request.url ?? '', headers: request.headers, body: await readBody(request) });
    if (request.method === 'GET') {
      response.writeHead(200, { 'content-type': 'application/json' });
      return void response.end(JSON.stringify(listing));
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const frames = events.map((event) => {
      const { type } = event as { type?: string };
      return `${type === undefined ? '' : `event: ${type}\n`}data: ${JSON.stringify(event)}\n\n`;
    });
    response.end(frames.join(''));
  });
  open.push(server);
  return { url: server.url, seen };
}

describe('anthropic', () => {
  const events = (stop: string) => [
    {
      type: 'message_start',
      message: {
        id: 'm',
        type: 'message',
        role: 'assistant',
        model: 'claude-x-1',
        content: [],
        usage: { input_tokens: 40, output_tokens: 1 },
      },
    },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: json } },
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: stop, stop_sequence: null }, usage: { output_tokens: 90 } },
    { type: 'message_stop' },
  ];
  const settings = { type: 'anthropic', clock: realClock, apiKey: 'ant-key-1' } as const;

  it('answers', async () => {
    const { url, seen } = await eventServer(events('end_turn'), { data: [{ id: 'claude-x' }] });
    const provider = createProvider({ ...settings, baseUrl: `${url}/v1` });
    const response = await provider.textModel('claude-x').generate(ask({ format: { type: 'text' } }));
    expect(response).toMatchObject({
      text: json,
      finishReason: 'stop',
      modelVersion: 'claude-x-1',
      usage: { prompt_tokens: 40, completion_tokens: 90 },
    });
    expect(seen[0]).toMatchObject({ path: '/v1/messages' });
    expect(seen[0]?.headers['x-api-key']).toBe('ant-key-1');
    expect((await provider.listModels()).map((m) => m.model)).toEqual(['claude-x']);
  });

  it('is cut at its limit, or in the middle', async () => {
    const cut = await eventServer(events('max_tokens'), {});
    const one = createProvider({ ...settings, baseUrl: cut.url }).textModel('claude-x');
    expect((await failure(one.generate(ask({ format: { type: 'text' } })))).message).toContain('used up its');
    const broken = await eventServer(events('end_turn').slice(0, 3), {});
    const two = createProvider({ ...settings, baseUrl: broken.url }).textModel('claude-x');
    expect(await failure(two.generate(ask({ format: { type: 'text' } })))).toMatchObject({ code: 'llm.incomplete' });
  });
});

describe('google', () => {
  const event = (finishReason?: string) => ({
    candidates: [
      {
        content: { parts: [{ text: json }], role: 'model' },
        index: 0,
        ...(finishReason === undefined ? {} : { finishReason }),
      },
    ],
    usageMetadata: { promptTokenCount: 30, candidatesTokenCount: 70, totalTokenCount: 100 },
    modelVersion: 'gemini-x-001',
  });
  const settings = { type: 'google', clock: realClock, apiKey: 'goog-key-1' } as const;

  it('answers', async () => {
    const { url, seen } = await eventServer([event('STOP')], {
      models: [{ name: 'models/gemini-x', inputTokenLimit: 1_000 }],
    });
    const provider = createProvider({ ...settings, baseUrl: `${url}/v1beta` });
    const response = await provider.textModel('gemini-x').generate(ask());
    expect(response).toMatchObject({
      text: json,
      finishReason: 'stop',
      usage: { prompt_tokens: 30, completion_tokens: 70 },
    });
    expect(seen[0]?.path).toBe('/v1beta/models/gemini-x:streamGenerateContent?alt=sse');
    expect(seen[0]?.headers['x-goog-api-key']).toBe('goog-key-1');
    expect(seen[0]?.body).toContain('"responseMimeType":"application/json"');
    expect((await provider.listModels()).map((m) => m.model)).toEqual(['gemini-x']);
  });

  it('is cut at its limit, or in the middle', async () => {
    const cut = await eventServer([event('MAX_TOKENS')], {});
    const one = createProvider({ ...settings, baseUrl: cut.url }).textModel('gemini-x');
    expect((await failure(one.generate(ask()))).message).toContain('used up its');
    const broken = await eventServer([event()], {});
    const two = createProvider({ ...settings, baseUrl: broken.url }).textModel('gemini-x');
    expect(await failure(two.generate(ask()))).toMatchObject({ code: 'llm.incomplete' });
  });
});
