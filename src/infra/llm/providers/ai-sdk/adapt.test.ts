import { afterEach, describe, expect, it } from 'vitest';
import { apiError, ask, compatible, failure, json } from '../../../../../test/servers/lab.js';
import { startOpenAIServer, type FakeOpenAI } from '../../../../../test/servers/openai.js';
import { realClock } from '../../../../../test/support/llm-clock.js';
import { createProvider } from '../create-provider.js';
import type { OpenAICompatibleSettings } from '../openai-compatible.js';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

/** A server that answers only what a rule lets pass; a text is sent as it is. */
async function refusing(rule: (body: Readonly<Record<string, unknown>>) => unknown): Promise<FakeOpenAI> {
  const server = await startOpenAIServer({
    answers: (_call, body) => {
      const error = rule(body);
      if (error === null) return json;
      return { status: 400, body: typeof error === 'string' ? error : JSON.stringify(error) };
    },
  });
  open.push(server);
  return server;
}

/** The body that got the answer, from a server that refuses this parameter with these words. */
async function acceptedAfter(name: string, words: unknown, settings: Partial<OpenAICompatibleSettings> = {}) {
  const server = await refusing((body) => (name in body ? words : null));
  expect((await compatible(server.url, settings).generate(ask({ topP: 0.9 }))).text).toBe(json);
  expect(server.chats).toHaveLength(2);
  return server.chats[1]?.body ?? {};
}

const behindGateway = (raw: unknown): unknown => ({
  error: { message: 'Provider returned error', code: 400, metadata: { raw, provider_name: 'OpenAI' } },
});
const USE_OTHER =
  "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.";

describe('a refused parameter, in the words of many gateways', () => {
  it.each([
    apiError(USE_OTHER, 'max_tokens', 'unsupported_parameter'),
    apiError(USE_OTHER),
    { error: 'max_tokens is deprecated, please use max_completion_tokens' },
    { detail: [{ type: 'extra_forbidden', loc: ['body', 'max_tokens'], msg: 'Extra inputs are not permitted' }] },
    { message: 'Unrecognized request argument supplied: max_tokens' },
    { errors: [{ message: 'max_tokens: unknown field' }] },
    { errors: { max_tokens: ['unknown'] } },
    { code: 400, msg: 'invalid param: max_tokens' },
    { error: { message: 'invalid_request', details: [{ field: 'max_tokens', description: 'not allowed' }] } },
    behindGateway(JSON.stringify(apiError(USE_OTHER, 'max_tokens'))),
    behindGateway('max_tokens is unsupported'),
    behindGateway(apiError(USE_OTHER)),
    'Bad Request: max_tokens not supported',
  ])('answer tokens get their other name: %j', async (words) => {
    const body = await acceptedAfter('max_tokens', words);
    expect(body).toMatchObject({ max_completion_tokens: 4_096, temperature: 0, seed: 7 });
  });

  it.each([
    apiError("Unsupported value: 'temperature' does not support 0 with this model.", 'temperature'),
    { error: { message: 'invalid temperature: only 1 is allowed for this model' } },
    { error: { message: 'Temperature must be greater than 0' } },
    { detail: [{ loc: ['body', 'temperature'], msg: 'Input should be greater than 0' }] },
    { error: { message: 'Unsupported sampling settings: temp' } },
    behindGateway('{"error":{"message":"temperature is not supported"}}'),
  ])('the temperature is left out: %j', async (words) => {
    const body = await acceptedAfter('temperature', words);
    expect(body).not.toHaveProperty('temperature');
    expect(body).toMatchObject({ max_tokens: 4_096, top_p: 0.9, seed: 7 });
  });

  it.each([
    { error: { message: 'Reasoning is mandatory for this endpoint and cannot be disabled.' } },
    { error: { message: "m does not support parameters: ['reasoning_effort']" } },
  ])('the effort is left out: %j', async (words) => {
    expect(await acceptedAfter('reasoning_effort', words, { thinking: 'off' })).not.toHaveProperty('reasoning_effort');
  });

  it('whatever asks for thinking is left out where there is none', async () => {
    const words = { error: 'thinking is not supported by this model' };
    const server = await refusing((body) => ('reasoning_effort' in body ? words : null));
    await compatible(server.url, { thinking: 'off' }).generate(ask());
    expect(server.chats.at(-1)?.body).not.toHaveProperty('chat_template_kwargs');
  });

  it('the least effort that the model knows is sent where it cannot do without', async () => {
    const words = apiError("'reasoning_effort' does not support 'none'. Supported values are: 'low', 'medium'.");
    const server = await refusing((body) => (body.reasoning_effort === 'none' ? words : null));
    await compatible(server.url, { thinking: 'off' }).generate(ask());
    expect(server.chats[1]?.body?.reasoning_effort).toBe('low');
  });

  it('eight refusals in a row end in an answer, and are not repeated', async () => {
    const refused = ['max_tokens', 'max_completion_tokens', 'temperature', 'top_p', 'seed', 'stream_options'];
    refused.push('reasoning_effort', 'chat_template_kwargs');
    const server = await refusing((body) => {
      const name = refused.find((each) => each in body);
      return name === undefined ? null : apiError(`Unsupported parameter: '${name}'`, name);
    });
    const model = compatible(server.url, { thinking: 'off' });
    expect((await model.generate(ask({ topP: 0.9 }))).text).toBe(json);
    expect(server.chats).toHaveLength(9);
    await model.generate(ask({ topP: 0.9 }));
    expect(server.chats).toHaveLength(10);
  });
});

it('a probe says how the model wants to be asked', async () => {
  const server = await refusing((body) => {
    if ('max_tokens' in body) return apiError(USE_OTHER, 'max_tokens');
    return 'temperature' in body ? apiError('Unsupported parameter', 'temperature') : null;
  });
  const provider = createProvider({
    type: 'openai-compatible',
    id: 'lab',
    clock: realClock,
    baseUrl: `${server.url}/v1`,
  });
  expect((await provider.probe('local')).note).toBe(
    'takes a schema but does not keep to it; is asked as it wants: max_completion_tokens instead of max_tokens, without temperature',
  );
});

describe('answer tokens are lowered to what there is', () => {
  it.each([
    ['max_tokens must be less than or equal to 2048', 2_048],
    ['Range of max_tokens should be [1, 2048]', 2_048],
    ['max_tokens is too large: 4096. This model supports at most 2,048 completion tokens.', 2_048],
    ['max_tokens: 4096 > 2048, which is the maximum allowed number of output tokens for m', 2_048],
    [
      '`max_completion_tokens` must be less than or equal to `2048`, the maximum value for `max_completion_tokens` is less than the `context_window` for this model',
      2_048,
    ],
    ['max_new_tokens must be smaller than 2048', 2_048],
    ['The maximum output length is 2048 tokens but max_tokens=4096 was requested', 2_048],
    [
      "This model's maximum context length is 4096 tokens. However, you requested 4400 tokens (304 in the messages, 4096 in the completion).",
      3_776,
    ],
    [
      "'max_tokens' or 'max_completion_tokens' is too large: 4096. This model's maximum context length is 4096 tokens and your request has 396 input tokens (4096 > 4096 - 396).",
      3_684,
    ],
    ['`inputs` tokens + `max_new_tokens` must be <= 4096. Given: 396 `inputs` tokens and 4096 `max_new_tokens`', 3_684],
    ['input length and `max_tokens` exceed context limit: 1200 + 4096 > 4096, decrease either', 2_880],
    ['Input length 396 exceeds what is left: max_seq_len 4096 with max_tokens 4096', 3_684],
  ])('%s', async (words, tokens) => {
    const server = await refusing((body) => (Number(body.max_tokens) > tokens ? { error: words } : null));
    expect((await compatible(server.url).generate(ask())).text).toBe(json);
    expect(server.chats.map(({ body }) => body?.max_tokens)).toEqual([4_096, tokens]);
  });
});

it.each([
  "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model",
  'Model does not support guided decoding',
  'output format not supported',
  "unsupported JSON-Schema keyword 'minimum'",
  "For 'array' type, property 'maxItems' is not supported",
])('a refused format goes to the next rung of the ladder: %s', async (words) => {
  const server = await refusing(() => behindGateway(words));
  expect((await failure(compatible(server.url).generate(ask()))).code).toBe('llm.format-unsupported');
  // A keyword that is refused costs the bounds first, and only then the whole schema.
  expect(server.chats).toHaveLength(/keyword|property/.test(words) ? 2 : 1);
});

describe('the class of a refusal is told by its cause', () => {
  it.each([
    [400, 'Your credit balance is too low to access the API.', 'llm.forbidden', 'Top up'],
    [400, 'User location is not supported for the API use.', 'llm.forbidden', 'country'],
    [404, 'No endpoints found matching your data policy.', 'llm.forbidden', 'plan of this account'],
    [400, 'filtered by the content management policy', 'llm.forbidden', 'safety filter'],
    [400, 'API key not valid. Please pass a valid API key.', 'llm.auth', 'Check the key'],
    [410, 'model retired', 'llm.model-not-found', 'llm-trading models'],
    [400, 'The model `x` has been decommissioned', 'llm.model-not-found', 'llm-trading models'],
    [529, 'Overloaded', 'llm.busy', 'Wait'],
    [404, 'Not Found', 'llm.model-not-found', 'nothing answers questions below'],
    [404, "model 'x' not found", 'llm.model-not-found', 'llm-trading models'],
    [500, 'input is larger than the max context size', 'llm.prompt-too-long', 'longer context'],
  ])('HTTP %i, %s', async (status, message, code, advice) => {
    const server = await startOpenAIServer({
      answers: () => ({ status, body: JSON.stringify({ error: { message } }) }),
    });
    open.push(server);
    const found = await failure(compatible(server.url, { keyVariable: 'the key' }).generate(ask()));
    expect(found).toMatchObject({ code, status });
    expect(found.message).toContain(`HTTP ${status}`);
    expect(found.remedy).toContain(advice);
  });
});

it('what there is too little memory for is not asked again', async () => {
  const message = 'model requires more system memory (5.6 GiB) than is available (3.2 GiB)';
  const server = await startOpenAIServer({
    answers: () => ({ status: 500, body: JSON.stringify({ error: message }) }),
  });
  open.push(server);
  const found = await failure(compatible(server.url).generate(ask()));
  expect(found).toMatchObject({ code: 'llm.server', retryable: false });
  expect(found.remedy).toContain('choose a smaller model');
});

describe('a base URL', () => {
  it('may be the whole address of the questions', async () => {
    const server = await startOpenAIServer({ answers: () => json });
    open.push(server);
    const model = compatible(server.url, { baseUrl: `${server.url}/v1/chat/completions` });
    expect((await model.generate(ask())).text).toBe(json);
  });

  it('that lacks its /v1 is told so', async () => {
    const server = await startOpenAIServer({ answers: () => json });
    open.push(server);
    const found = await failure(compatible(server.url, { baseUrl: server.url }).generate(ask()));
    expect(found.remedy).toContain(`it may lack its /v1, as in ${server.url}/v1`);
  });

  it('with https where plain HTTP is spoken is told so', async () => {
    const server = await startOpenAIServer({ answers: () => json });
    open.push(server);
    const baseUrl = server.url.replace('http:', 'https:');
    const found = await failure(compatible(server.url, { baseUrl }).generate(ask()));
    expect(found).toMatchObject({ code: 'llm.network', retryable: false });
    expect(found.remedy).toContain('write http:// instead of https://');
  });
});
