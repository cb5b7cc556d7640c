import type { Agent } from 'undici';
import { afterEach, describe, expect, it } from 'vitest';
import { realClock } from '../../../../../test/support/llm-clock.js';
import { inTurn, regimeDocument } from '../../../../../test/servers/answers.js';
import { startOllamaServer, type FakeOllama, type OllamaServerOptions } from '../../../../../test/servers/ollama.js';
import type { TextRequest } from '../../../../core/ports/text-model.js';
import { regimeAnswerJsonSchema } from '../../../../core/regime/answer-schema.js';
import { IncompleteAnswerError, LlmError } from '../../errors.js';
import { createLlmFetch, LLM_AGENT_OPTIONS } from '../../fetch.js';
import { createOllamaProvider, type OllamaSettings } from './ollama.js';

const DEFAULT_OLLAMA_MODEL = 'deepseek-v3.1:671b-cloud';
const servers: FakeOllama[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function start(options: OllamaServerOptions = {}, settings: Partial<OllamaSettings> = {}) {
  const server = await startOllamaServer(options);
  servers.push(server);
  const provider = createOllamaProvider({ clock: realClock, baseUrl: server.url, ...settings });
  return { server, provider, model: provider.textModel('llama3.2') };
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

/** What came of a call that was answered, but not in full. */
const incomplete = (error: LlmError) => {
  if (error instanceof IncompleteAnswerError) return error.response;
  throw error;
};

const json = JSON.stringify(regimeDocument());
const words = (count: number): string => Array.from({ length: count }, (_, i) => `word${i % 7} of news`).join(' ');

describe('a call to Ollama', () => {
  it('sends the whole request and returns the whole answer', async () => {
    const { server, model } = await start({
      models: [{ name: 'llama3.2:latest', digest: 'sha-1' }],
      answers: () => json,
    });
    const deltas: string[] = [];
    const response = await model.generate(ask({ topP: 0.9, seed: 7, maxOutputTokens: 500 }), {
      onText: (d) => deltas.push(d),
    });
    expect(response).toMatchObject({
      text: json,
      finishReason: 'stop',
      costUsd: 0,
      provider: 'ollama',
      model: 'llama3.2',
      modelVersion: 'sha-1',
      replayed: false,
    });
    expect(response.usage.prompt_tokens).toBeGreaterThan(5);
    expect(response.usage.completion_tokens).toBeGreaterThan(5);
    expect(deltas.length).toBeGreaterThan(10);
    expect(deltas.join('')).toBe(json);
    expect(server.chats[0]?.body).toEqual({
      model: 'llama3.2',
      messages: [
        { role: 'system', content: 'You judge the market.' },
        { role: 'user', content: 'What is the regime?' },
      ],
      stream: true,
      truncate: false,
      shift: false,
      format: regimeAnswerJsonSchema,
      think: false,
      keep_alive: '2h',
      options: { num_ctx: 16_384, num_predict: 500, temperature: 0, top_p: 0.9, seed: 7 },
    });
  });

  it('asks for JSON mode and for plain text', async () => {
    const { server, model } = await start({ answers: () => json });
    await model.generate(ask({ format: { type: 'json' } }));
    await model.generate(ask({ format: { type: 'text' } }));
    expect(server.chats[0]?.body?.format).toBe('json');
    expect(server.chats[1]?.body).not.toHaveProperty('format');
  });

  it('keeps the key of a protected server out of messages', async () => {
    const { server, model } = await start(
      { answers: () => ({ status: 500, body: '{"error":"key my-secret-key-1 is odd"}' }) },
      { apiKey: ' my-secret-key-1 ' },
    );
    const error = await failure(model.generate(ask()));
    expect(error.message).toContain('[redacted]');
    expect(error.message).not.toContain('my-secret-key-1');
    expect(server.chats[0]?.headers.authorization).toBe('Bearer my-secret-key-1');
  });

  it('says where it looked when nobody listens', async () => {
    const { server, model } = await start();
    await server.close();
    const error = await failure(model.generate(ask()));
    expect(error).toMatchObject({ code: 'llm.network', retryable: true });
    expect(error.message).toContain(`${server.url} cannot be reached or broke off (ECONNREFUSED)`);
    expect(error.remedy).toContain('OLLAMA_BASE_URL');
  });

  it.each(['ftp://x', 'http://u:p@127.0.0.1:1', 'http://127.0.0.1:1?x=1', 'nonsense'])(
    'refuses the base URL %s',
    (baseUrl) => {
      expect(() => createOllamaProvider({ clock: realClock, baseUrl })).toThrow(/OLLAMA_BASE_URL/);
    },
  );

  it('takes a base URL that ends in /api or /v1', async () => {
    const { server } = await start({ answers: () => json });
    for (const suffix of ['/api', '/v1/', '/']) {
      const provider = createOllamaProvider({ clock: realClock, baseUrl: server.url + suffix });
      expect((await provider.textModel('llama3.2').generate(ask())).text).toBe(json);
    }
  });
});

describe('trap 1: a prompt that does not fit is cut in silence', () => {
  it('sends nothing that may not fit', async () => {
    const { server, model } = await start({}, { numCtx: 4096 });
    const error = await failure(model.generate(ask({ user: words(1_500) })));
    expect(error).toMatchObject({ code: 'llm.prompt-too-long', retryable: false });
    expect(server.chats).toHaveLength(0);
  });

  it('asks the server for an error instead of a cut', async () => {
    const { model } = await start({ models: [{ name: 'llama3.2', contextLength: 256 }], answers: () => json });
    const error = await failure(model.generate(ask({ user: words(200) })));
    expect(error).toMatchObject({ code: 'llm.prompt-too-long' });
    expect(error.remedy).toContain('num_ctx');
  });

  it('notices a silent cut by a server that counted too few tokens', async () => {
    const { model } = await start({
      overflow: 'old',
      models: [{ name: 'llama3.2', contextLength: 512 }],
      answers: () => json,
    });
    expect(await failure(model.generate(ask({ user: words(400) })))).toMatchObject({ code: 'llm.prompt-truncated' });
  });

  it('notices a count near the limit', async () => {
    const { model } = await start({ answers: () => ({ content: json, promptTokens: 16_000 }) });
    expect(await failure(model.generate(ask()))).toMatchObject({ code: 'llm.prompt-truncated' });
  });

  it('accepts a server that does not count', async () => {
    const { model } = await start({ answers: () => ({ content: json, promptTokens: null }) });
    expect((await model.generate(ask())).usage.prompt_tokens).toBeNull();
  });
});

it('trap 2: an error whose text is JSON again is unwrapped twice', async () => {
  const { model } = await start({ overflow: 'native', models: [{ name: 'llama3.2', contextLength: 256 }] });
  const error = await failure(model.generate(ask({ user: words(200) })));
  expect(error.code).toBe('llm.prompt-too-long');
  expect(error.message).toMatch(/request \(\d+ tokens\) exceeds the available context size \(256 tokens\)$/);
});

describe('trap 3: HTTP 200 without done: true is not an answer', () => {
  it.each([
    ['a whole object', json],
    ['repeated tokens', '0'.repeat(200)],
    ['nothing', ''],
  ])('rejects %s', async (_name, content) => {
    const { model } = await start({ answers: () => ({ content, ending: 'eof' }) });
    const error = await failure(model.generate(ask()));
    expect(incomplete(error)).toMatchObject({ finishReason: 'unknown', text: content });
  });

  it('rejects a connection that is cut in the middle', async () => {
    const { model } = await start({ answers: () => ({ content: json, ending: 'kill' }) });
    expect(await failure(model.generate(ask()))).toMatchObject({ code: 'llm.network', retryable: true });
  });

  it('rejects an error inside the stream', async () => {
    const { model } = await start({
      answers: () => ({ content: json.slice(0, 40), ending: 'error', error: 'llama runner process has terminated' }),
    });
    const error = await failure(model.generate(ask()));
    expect(error).toMatchObject({ code: 'llm.stream-error', retryable: true });
    expect(error.message).toContain('llama runner process has terminated');
  });
});

describe('trap 4: done_reason "length" is a cut answer', () => {
  it('rejects it and says what to raise', async () => {
    const { model } = await start({ answers: () => json }, { numPredict: 20 });
    const error = await failure(model.generate(ask()));
    expect(incomplete(error).finishReason).toBe('length');
    expect(error.remedy).toContain('LLM_MAX_ANSWER_TOKENS');
  });

  it('says when thinking ate the budget', async () => {
    const { model } = await start(
      {
        models: [{ name: 'llama3.2', capabilities: ['completion', 'thinking'] }],
        answers: () => ({ thinking: words(300), content: json }),
      },
      { numPredict: 50, think: true },
    );
    expect((await failure(model.generate(ask()))).message).toContain('50 of 50 went into thinking');
  });
});

describe('trap 5: thinking', () => {
  const thinker = { name: 'llama3.2', capabilities: ['completion', 'thinking'] };

  it('is switched off unless asked for, and never part of the text', async () => {
    const { server, model } = await start({ models: [thinker], answers: () => ({ thinking: 'hm', content: json }) });
    expect((await model.generate(ask())).text).toBe(json);
    expect(server.chats[0]?.body?.think).toBe(false);

    const thinking = createOllamaProvider({ clock: realClock, baseUrl: server.url, think: true });
    const deltas: string[] = [];
    const response = await thinking.textModel('llama3.2').generate(ask(), { onText: (d) => deltas.push(d) });
    expect(server.chats[1]?.body?.think).toBe(true);
    expect(response.text).toBe(json);
    expect(deltas.join('')).toBe(json);
  });

  it('is left out after a model has refused it, once and for all', async () => {
    const { server, model } = await start({ answers: () => json }, { think: true });
    expect((await model.generate(ask())).text).toBe(json);
    await model.generate(ask());
    expect(server.chats.map((c) => c.body?.think)).toEqual([true, undefined, undefined]);
  });

  it.each([
    [undefined, 'low'],
    [false, 'low'],
    ['high', 'high'],
  ] as const)('of gpt-oss takes levels only: %s becomes %s', async (think, sent) => {
    const { server, provider } = await start(
      { models: [{ name: 'gpt-oss:20b', capabilities: ['completion', 'thinking'] }], answers: () => json },
      think === undefined ? {} : { think },
    );
    await provider.textModel('gpt-oss:20b').generate(ask());
    expect(server.chats[0]?.body?.think).toBe(sent);
  });

  it('of other models takes no level', async () => {
    const { server, model } = await start({ models: [thinker], answers: () => json }, { think: 'high' });
    await model.generate(ask());
    expect(server.chats[0]?.body?.think).toBe(true);
  });
});

describe('trap 6: cloud models', () => {
  const cloud = { name: DEFAULT_OLLAMA_MODEL, remoteHost: 'https://ollama.com' };

  it('begin at JSON mode, since schemas are not kept there, and have no known price', async () => {
    const { provider } = await start({ models: [cloud], answers: () => json });
    const model = provider.textModel(DEFAULT_OLLAMA_MODEL);
    expect(model.formats).toEqual(['json', 'text']);
    expect((await model.generate(ask({ format: { type: 'json' } }))).costUsd).toBeNull();
    expect(await provider.listModels()).toMatchObject([{ model: DEFAULT_OLLAMA_MODEL, remote: true }]);
  });

  it.each([
    [
      401,
      '{"error":"unauthorized","signin_url":"https://ollama.com/connect?name=x"}',
      'llm.auth',
      'https://ollama.com/connect?name=x',
    ],
    [401, '{"error":"unauthorized"}', 'llm.auth', 'ollama signin'],
    [403, '{"error":"remote models are disabled"}', 'llm.forbidden', 'choose a local one'],
    [502, '{"error":"upstream unreachable"}', 'llm.server', 'internet connection'],
    [410, '{"error":"model retired"}', 'llm.model-not-found', '`model: ollama/NAME`'],
  ])('explain HTTP %i %s', async (status, body, code, remedy) => {
    const { provider } = await start({ models: [cloud], answers: () => ({ status, body }) });
    const error = await failure(provider.textModel(DEFAULT_OLLAMA_MODEL).generate(ask()));
    expect(error).toMatchObject({ code, status });
    expect(error.remedy).toContain(remedy);
  });

  it('may be gone: the error lists what the server has', async () => {
    const { provider } = await start({ models: ['qwen3:8b', 'llama3.2'] });
    const error = await failure(provider.textModel(DEFAULT_OLLAMA_MODEL).generate(ask()));
    expect(error).toMatchObject({ code: 'llm.model-not-found', status: 404, retryable: false });
    expect(error.message).toContain('it has qwen3:8b, llama3.2.');
    expect(error.message).toContain('retired');
  });
});

describe('errors of the server', () => {
  it('an unknown model lists the others, or says that there are none', async () => {
    const { server, provider } = await start({ models: ['a:1b'] });
    expect((await failure(provider.textModel('b').generate(ask()))).message).toContain(
      'no model b (HTTP 404): it has a:1b.',
    );
    server.setModels([]);
    const error = await failure(provider.textModel('b').generate(ask()));
    expect(error.message).toContain('it has none yet');
    expect(error.remedy).toContain('ollama pull b');
  });

  it.each([
    [503, '{"error":"server busy, please try again.  maximum pending requests exceeded"}', 'llm.busy', true],
    [503, '{"error":{"message":"Loading model","type":"unavailable_error","code":503}}', 'llm.busy', true],
    [500, '{"error":"llama runner process has terminated"}', 'llm.server', true],
    [502, '<html><body>Bad Gateway</body></html>', 'llm.server', true],
    [499, '{"error":"request canceled"}', 'llm.bad-request', false],
    [400, '{"error":"invalid format: 5; expected \\"json\\""}', 'llm.format-unsupported', false],
    [302, '', 'llm.redirect', false],
    [200, '<html>hello</html>', 'llm.bad-response', false],
    [200, '[1,2]', 'llm.bad-response', false],
  ])('HTTP %i %s is %s', async (status, body, code, retryable) => {
    const { model } = await start({ answers: () => ({ status: status === 200 ? 201 : status, body }) });
    expect(await failure(model.generate(ask()))).toMatchObject({ code, retryable });
  });

  it('a foreign Host is an empty 403, which is explained', async () => {
    const { server } = await start({ answers: () => json });
    const agent = createLlmFetch({
      connect: { lookup: (_h, _o, done) => done(null, [{ address: '127.0.0.1', family: 4 }]) },
    });
    const { port } = new URL(server.url);
    const provider = createOllamaProvider({ clock: realClock, baseUrl: `http://ollama.example:${port}`, fetch: agent });
    const error = await failure(provider.textModel('llama3.2').generate(ask()));
    expect(error).toMatchObject({ code: 'llm.forbidden', status: 403 });
    expect(error.remedy).toContain('OLLAMA_HOST=0.0.0.0');
  });

  it('Retry-After is passed on', async () => {
    const { model } = await start({
      answers: () => ({ status: 429, body: '{"error":"slow"}', headers: { 'retry-after': '7' } }),
    });
    expect(await failure(model.generate(ask()))).toMatchObject({ code: 'llm.busy', retryAfterMs: 7_000 });
  });

  it('an endless answer is cut off', async () => {
    const { server, model } = await start({
      answers: () => ({ content: 'x'.repeat(11 * 1024 * 1024), ending: 'hang' }),
    });
    expect(await failure(model.generate(ask({ maxOutputTokens: 4_000 })))).toMatchObject({ code: 'llm.too-large' });
    await expect.poll(() => server.busy).toBe(0);
  });
});

describe('trap 8: a cold load comes before the first byte', () => {
  it('no clock of the HTTP client ends the wait: only our deadline does', async () => {
    expect(LLM_AGENT_OPTIONS).toMatchObject({ headersTimeout: 0, bodyTimeout: 0 });
    const { server } = await start({ answers: () => json, loadDelayMs: 2_500 });
    // The same client with a limit, as every HTTP client has one: it gives up while the model loads.
    const naive = createLlmFetch({ ...LLM_AGENT_OPTIONS, headersTimeout: 500 } satisfies Agent.Options);
    const withNaive = createOllamaProvider({ clock: realClock, baseUrl: server.url, fetch: naive });
    expect((await failure(withNaive.textModel('llama3.2').generate(ask()))).message).toContain(
      'UND_ERR_HEADERS_TIMEOUT',
    );

    const ours = createOllamaProvider({ clock: realClock, baseUrl: server.url });
    const startedAt = Date.now();
    expect((await ours.textModel('llama3.2').generate(ask())).text).toBe(json);
    expect(Date.now() - startedAt, 'it really waited').toBeGreaterThan(2_300);
  });

  it('a silence between two pieces does not end the answer either', async () => {
    const { model } = await start({ answers: () => ({ content: 'x'.repeat(12), pieceDelayMs: 400 }) });
    expect((await model.generate(ask())).text).toBe('x'.repeat(12));
  });

  it.each(['hang', 'stop'] as const)('an abort frees the slot of the server at once (%s)', async (ending) => {
    const { server, model } = await start({
      answers: inTurn({ content: json, pieceDelayMs: 200, ending }, json),
    });
    const controller = new AbortController();
    const call = failure(
      model.generate(ask(), { signal: controller.signal, onText: () => controller.abort(new Error('enough')) }),
    );
    expect(await call).toMatchObject({ code: 'llm.aborted', retryable: false });
    const startedAt = Date.now();
    await expect.poll(() => server.busy).toBe(0);
    expect((await model.generate(ask())).text).toBe(json);
    expect(Date.now() - startedAt, 'the next request does not wait for the aborted one').toBeLessThan(1_000);
    expect(server.aborted).toBe(1);
  });
});

it('trap 9: a schema bounds no range, so the text is passed on as it is', async () => {
  const wild = JSON.stringify(regimeDocument()).replace('0.62', '9e999');
  const { model } = await start({ answers: () => wild });
  expect((await model.generate(ask())).text).toBe(wild);
});

describe('trap 10: a seed alone reproduces nothing', () => {
  it('the version is the digest of the weights, looked up again after a minute', async () => {
    let now = 0;
    const clock = { ...realClock, now: () => now };
    const { server, provider } = await start({ models: [{ name: 'llama3.2:latest', digest: 'a' }] }, { clock });
    const model = provider.textModel('llama3.2');
    expect(await model.version()).toBe('a');
    server.setModels([{ name: 'llama3.2:latest', digest: 'b' }]);
    expect(await model.version(), 'within a minute').toBe('a');
    now = 60_000;
    expect(await model.version(), 'after a pull').toBe('b');
    expect(await provider.textModel('other').version()).toBeNull();
  });

  it('what changes an answer is in sampling', () => {
    const model = createOllamaProvider({ clock: realClock, numCtx: 9_000, think: true }).textModel('qwen3');
    expect(model.sampling).toEqual({ num_ctx: 9_000, num_predict: 2_048, think: true });
  });
});

describe('keep_alive', () => {
  it.each([
    [300, 300],
    ['300', 300],
    ['-1', -1],
    ['2h30m', '2h30m'],
  ])('%s is sent as %s', async (keepAlive, sent) => {
    const { server, model } = await start({ answers: () => json }, { keepAlive });
    await model.generate(ask());
    expect(server.chats[0]?.body?.keep_alive).toBe(sent);
  });
  it.each(['an hour', '5 minutes', '', NaN])('%s is refused at once', (keepAlive) => {
    expect(() => createOllamaProvider({ clock: realClock, keepAlive })).toThrow(/keep_alive/);
  });
});

describe('probe', () => {
  it('tells a server that keeps to a schema from one that does not', async () => {
    const { provider } = await start({
      models: [{ name: 'llama3.2', contextLength: 4_096 }],
      answers: inTurn('{"probe":"ultramarine"}', '{"day":"Tuesday"}'),
    });
    expect(await provider.probe('llama3.2')).toMatchObject({
      provider: 'ollama',
      model: 'llama3.2',
      reachable: true,
      jsonSchema: true,
      contextTokens: 4_096,
      note: null,
    });
    expect(await provider.probe('llama3.2')).toMatchObject({ reachable: true, jsonSchema: false });
  });

  it('reports what failed', async () => {
    const { server, provider } = await start();
    const missing = await provider.probe('nope');
    expect(missing).toMatchObject({ reachable: false, jsonSchema: null, latencyMs: null });
    expect(missing.note).toContain('it has llama3.2');
    await server.close();
    expect((await provider.probe('llama3.2')).note).toContain('cannot be reached');
  });
});
