import { afterEach, describe, expect, it } from 'vitest';
import { inTurn } from '../../../../../test/servers/answers.js';
import { listen, readBody } from '../../../../../test/servers/loopback.js';
import { apiError, ask, compatible, failure, json } from '../../../../../test/servers/lab.js';
import { startOpenAIServer } from '../../../../../test/servers/openai.js';
import { realClock } from '../../../../../test/support/llm-clock.js';
import { newsSnapshot } from '../../../../../test/support/llm-snapshot.js';
import { IncompleteAnswerError, LlmError } from '../../errors.js';
import { createLlmRegimeModel } from '../../ladder/ladder.js';
import { createProvider } from '../create-provider.js';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

/** A server that refuses what a rule names and otherwise answers. */
async function strict(rule: (body: Readonly<Record<string, unknown>>) => unknown, status = 400) {
  const server = await startOpenAIServer({
    answers: (_call, body) => {
      const error = rule(body);
      return error === null ? json : { status, body: JSON.stringify(error) };
    },
  });
  open.push(server);
  return server;
}

describe('a parameter that the server refuses by name', () => {
  it('is renamed or left out, and the form is remembered', async () => {
    const server = await strict((body) => {
      if ('max_tokens' in body)
        return apiError(
          "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
          'max_tokens',
          'unsupported_parameter',
        );
      if (body.temperature !== undefined)
        return apiError(
          "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.",
          'temperature',
          'unsupported_value',
        );
      return null;
    });
    const model = compatible(server.url);
    expect((await model.generate(ask())).text).toBe(json);
    expect(server.chats).toHaveLength(3);
    expect(server.chats[2]?.body).toMatchObject({ max_completion_tokens: 4_096, seed: 7 });
    expect(server.chats[2]?.body).not.toHaveProperty('temperature');
    await model.generate(ask());
    expect(server.chats, 'the second question goes out in the right form').toHaveLength(4);
  });

  it.each([
    ['seed', apiError('property "seed" is unsupported'), 400],
    ['seed', { detail: [{ loc: ['body', 'seed'], msg: 'Extra inputs are not permitted' }] }, 422],
    ['temperature', apiError('`temperature` and `top_p` cannot both be specified for this model'), 400],
    ['temperature', { error: 'temperature must be 1 for this model' }, 400],
    ['top_p', apiError("Unknown parameter: 'top_p'.", 'top_p'), 400],
    ['stream_options', apiError('Unrecognized request argument supplied: stream_options'), 400],
    ['max_tokens', apiError('max_tokens: unknown field, use max_completion_tokens'), 400],
    ['reasoning_effort', { message: 'reasoning_effort is not supported with this model' }, 400],
    ['chat_template_kwargs', apiError('unknown field chat_template_kwargs'), 422],
  ])('%s: %j', async (name, refusal, status) => {
    const server = await strict((body) => (name in body ? refusal : null), status);
    const model = compatible(server.url, { thinking: 'on' });
    expect((await model.generate(ask({ topP: 0.9 }))).text).toBe(json);
    expect(server.chats).toHaveLength(2);
    expect(server.chats[1]?.body).not.toHaveProperty(name);
    expect(server.chats[1]?.body).toHaveProperty('response_format');
  });

  it.each([
    ['max_tokens must be less than or equal to `1024`, the maximum value for `max_tokens`', 1_024],
    ['max_tokens is too large: 4096. This model supports at most 2,048 completion tokens.', 2_048],
    [
      "This model's maximum context length is 6144 tokens. However, you requested 7396 tokens (3300 in the messages, 4096 in the completion).",
      2_828,
    ],
  ])('asks for as many answer tokens as there are: %s', async (message, most) => {
    const server = await strict((body) => (Number(body.max_tokens) > most ? apiError(message) : null));
    expect((await compatible(server.url).generate(ask())).text).toBe(json);
    expect(server.chats[1]?.body?.max_tokens).toBe(most);
  });

  it('a server that refuses on and on is given up', async () => {
    const server = await strict(() => apiError('max_tokens temperature seed top_p stream_options are all wrong'));
    expect(await failure(compatible(server.url).generate(ask()))).toMatchObject({ code: 'llm.bad-request' });
    expect(server.chats.length).toBeLessThanOrEqual(7);
  });

  it('a prompt that is too long is not sent anew', async () => {
    const server = await strict(() =>
      apiError("This model's maximum context length is 4096 tokens, your prompt has 9000 tokens", 'messages'),
    );
    expect(await failure(compatible(server.url).generate(ask()))).toMatchObject({
      code: 'llm.prompt-too-long',
      failureKind: 'overflow',
    });
    expect(server.chats).toHaveLength(1);
  });

  it('an Azure deployment of a reasoning model behind any name is asked in its form', async () => {
    const server = await startOpenAIServer({
      models: ['mine'],
      answers: (_call, body) =>
        'max_tokens' in body
          ? {
              status: 400,
              body: JSON.stringify(
                apiError("'max_tokens' is not supported. Use 'max_completion_tokens'.", 'max_tokens'),
              ),
            }
          : json,
    });
    open.push(server);
    const provider = createProvider({ type: 'azure', clock: realClock, apiKey: 'azure-key-1', endpoint: server.url });
    expect((await provider.textModel('mine').generate(ask())).text).toBe(json);
  });

  it('no temperature is sent where none is to be, and the question is another one', async () => {
    const server = await strict(() => null);
    const model = compatible(server.url, { sendTemperature: false });
    await model.generate(ask());
    expect(server.chats[0]?.body).not.toHaveProperty('temperature');
    expect(model.sampling).toEqual({ max_output_tokens: 4_096, temperature: 'none' });
  });
});

/** A server that sends exactly this. */
async function raw(contentType: string, pieces: readonly string[], keepOpen = false) {
  let calls = 0;
  const bodies: Record<string, unknown>[] = [];
  const server = await listen(async (request, response) => {
    bodies.push(JSON.parse(await readBody(request)) as Record<string, unknown>);
    calls += 1;
    response.writeHead(200, { 'content-type': contentType });
    for (const piece of pieces) response.write(piece);
    if (!keepOpen) response.end();
  });
  open.push(server);
  return { url: server.url, bodies, calls: () => calls };
}

const SSE = 'text/event-stream';
const data = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;
const words = (content: string, finish: string | null = null): unknown => ({
  choices: [{ index: 0, delta: { content }, finish_reason: finish }],
});
const completion = {
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', content: json }, finish_reason: 'stop' }],
};

describe('HTTP 200', () => {
  it.each([
    [{ error: { code: 402, message: 'Insufficient credits' } }, 'llm.forbidden', 'quota', false],
    [{ error: { code: 429, message: 'slow down' } }, 'llm.busy', 'rate-limit', true],
    [{ error: { message: 'Rate limit reached', type: 'rate_limit_exceeded' } }, 'llm.busy', 'rate-limit', true],
    [
      { error: { message: 'maximum context length is 4096 tokens', code: 'context_length_exceeded' } },
      'llm.prompt-too-long',
      'overflow',
      false,
    ],
    [{ error: { message: 'Invalid API key' } }, 'llm.auth', 'key', false],
    [{ error: 'model not found' }, 'llm.model-not-found', 'model', false],
    [{ object: 'error', message: 'something broke', code: 500 }, 'llm.server', undefined, true],
  ])('with %j is %s', async (body, code, kind, retryable) => {
    for (const pieces of [
      [JSON.stringify(body)],
      [JSON.stringify(body, null, 2)],
      [data(body)],
      [data(words('{')), data(body)],
    ]) {
      const server = await raw(pieces[0]?.startsWith('data') === true ? SSE : 'application/json', pieces);
      expect(await failure(compatible(server.url).generate(ask()))).toMatchObject({
        code,
        failureKind: kind,
        retryable,
      });
    }
  });

  it('with a page names the page and the variable', async () => {
    const server = await raw('text/html', ['<!DOCTYPE html>\n<html><title>Sign in</title></html>']);
    const found = await failure(compatible(server.url, { baseUrlVariable: 'OPENAI_BASE_URL' }).generate(ask()));
    expect(found).toMatchObject({ failureKind: 'wrong-page', retryable: false, said: 'Sign in' });
    expect(found.remedy).toContain('OPENAI_BASE_URL');
  });

  it('with nothing says so', async () => {
    const server = await raw(SSE, []);
    expect(await failure(compatible(server.url).generate(ask()))).toMatchObject({ failureKind: 'empty' });
  });

  it.each([JSON.stringify(completion), JSON.stringify(completion, null, 2), data(completion)])(
    'with a whole completion is an answer: %#',
    async (body) => {
      const server = await raw('application/json', [body]);
      expect((await compatible(server.url).generate(ask())).text).toBe(json);
    },
  );

  it.each([
    ['data: [DONE]\n\n', 'after [DONE]'],
    ['data: [DONE]\n\ndata: {"choices":[{"delta":{"content":"}}"}}]}\n\n', 'with text after it'],
    ['data:[DONE]\n', 'without blanks'],
  ])('left open %#', async (end) => {
    const server = await raw(SSE, [data(words(json)), data(words('', 'stop')), end], true);
    expect((await compatible(server.url).generate(ask())).text).toBe(json);
  });

  it.each([
    ['without [DONE], as ik_llama.cpp ends it', [data(words('', 'stop'))]],
    ['with [DONE] and no finish reason, as vllm-mlx ends it', ['data: [DONE]\n\n']],
    ['with empty finish reasons, as GenieX writes them', [data(words('', '')), 'data: [DONE]\n\n']],
  ])('is whole %s', async (_, end) => {
    const server = await raw(SSE, [data(words(json)), ...end]);
    expect((await compatible(server.url).generate(ask())).text).toBe(json);
  });

  it.each([
    ['with neither', [data(words(json))]],
    ['with an empty delta, as Ollama reports an error', [data(words(json)), data(words(''))]],
    ['cut inside an event', [data(words(json)), data(words('', 'stop')).slice(0, 30)]],
  ])('is not whole %s', async (_, pieces) => {
    const server = await raw(SSE, pieces);
    expect(await failure(compatible(server.url).generate(ask()))).toMatchObject({ code: 'llm.stream-error' });
  });

  it('with [DONE] alone is no answer', async () => {
    const server = await raw(SSE, [data(words('')), 'data: [DONE]\n\n']);
    expect(await failure(compatible(server.url).generate(ask()))).toBeInstanceOf(LlmError);
  });

  it('left open after the finish reason is done a little later', async () => {
    const server = await raw(SSE, [data(words(json)), data(words('', 'stop'))], true);
    const clock = { ...realClock, sleep: () => Promise.resolve() };
    const model = compatible(server.url, { clock });
    expect((await model.generate(ask())).text).toBe(json);
  });

  it.each(['eos', 'eos_token', 'end_turn', 'stop_sequence', 'COMPLETE', 'STOP'])(
    'that ends with %s is whole',
    async (end) => {
      const server = await raw(SSE, [data({ id: 'x' }), data(words(json)), data(words('', end)), 'data: [DONE]\n\n']);
      expect((await compatible(server.url).generate(ask())).text).toBe(json);
    },
  );

  it.each([
    ['SAFETY', 'safety-stop', 'safety filter'],
    ['MAX_TOKENS', 'answer-tokens', '4096 answer tokens'],
    ['abort', undefined, 'abort'],
  ])('that ends with %s is not', async (end, kind, text) => {
    const server = await raw(SSE, [data(words(json)), data(words('', end)), 'data: [DONE]\n\n']);
    const found = await failure(compatible(server.url).generate(ask()));
    expect(found).toBeInstanceOf(IncompleteAnswerError);
    expect(found.failureKind).toBe(kind);
    expect(found.message).toContain(text);
  });

  it.each([
    [{ prompt_tokens: 100, completion_tokens: 50, total_tokens: 650 }, 100, 550],
    [{ prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 }, null, null],
    [{ prompt_tokens: null, completion_tokens: null }, null, null],
    [{ input_tokens: 100, output_tokens: 50 }, 100, 50],
    [{ prompt_tokens: 100, completion_tokens: 50, total_tokens: 150 }, 100, 50],
    [{ prompt_tokens: 100, completion_tokens: 49.5, total_tokens: 149.5 }, 100, 50],
    [{ prompt_tokens: '100.0', completion_tokens: '50' }, 100, 50],
    [{ prompt_tokens: -1, completion_tokens: -1 }, null, null],
  ])('usage %j', async (usage, prompt, completed) => {
    const server = await raw(SSE, [
      data(words(json)),
      data(words('', 'stop')),
      data({ choices: [], usage }),
      'data: [DONE]\n\n',
    ]);
    const response = await compatible(server.url).generate(ask());
    expect(response.usage).toEqual({ prompt_tokens: prompt, completion_tokens: completed });
  });

  it.each([
    [
      'beside the prompt, by their number',
      { prompt_tokens: 100, completion_tokens: 50, total_tokens: 150 },
      900,
      1_000,
    ],
    [
      'beside the prompt, by the total',
      { prompt_tokens: 1_000, completion_tokens: 50, total_tokens: 1_950 },
      900,
      1_900,
    ],
    ['as a part of the prompt', { prompt_tokens: 1_000, completion_tokens: 50, total_tokens: 1_050 }, 900, 1_000],
  ])('cached tokens counted %s', async (_, counts, cached_tokens, prompt) => {
    const usage = { ...counts, prompt_tokens_details: { cached_tokens } };
    const server = await raw(SSE, [data(words(json)), data(words('', 'stop')), data({ choices: [], usage })]);
    expect((await compatible(server.url).generate(ask())).usage).toEqual({
      prompt_tokens: prompt,
      completion_tokens: 50,
      cached_prompt_tokens: cached_tokens,
    });
  });

  it('whose tokens went into thinking says how many', async () => {
    const server = await raw(SSE, [
      data({ choices: [{ index: 0, delta: { reasoning_content: 'hm' }, finish_reason: null }] }),
      data(words('', 'length')),
      data({
        choices: [],
        usage: { prompt_tokens: 90, completion_tokens: 4_096, completion_tokens_details: { reasoning_tokens: 4_096 } },
      }),
      'data: [DONE]\n\n',
    ]);
    const found = await failure(compatible(server.url).generate(ask()));
    expect(found).toMatchObject({ failureKind: 'thinking-tokens' });
    expect(found.message).toContain('4,096 of 4,096');
    expect(found.remedy).toContain('LLM_MAX_ANSWER_TOKENS');
  });

  it('whose answer stands in the thinking alone is not an answer', async () => {
    const server = await raw(SSE, [
      data({ choices: [{ index: 0, delta: { reasoning_content: json }, finish_reason: null }] }),
      data(words('', 'stop')),
      'data: [DONE]\n\n',
    ]);
    expect(await failure(compatible(server.url).generate(ask()))).toMatchObject({ failureKind: 'thinking-only' });
  });
});

it('an account that may not stream is asked without', async () => {
  const server = await listen(async (request, response) => {
    const body = JSON.parse(await readBody(request)) as { stream?: boolean };
    const refused = body.stream === true;
    response.writeHead(refused ? 400 : 200, { 'content-type': 'application/json' });
    const no = apiError('Your organization must be verified to stream this model.', 'stream', 'unsupported_value');
    response.end(JSON.stringify(refused ? no : completion));
  });
  open.push(server);
  expect((await compatible(server.url).generate(ask())).text).toBe(json);
});

it.each([
  [{ 'retry-after-ms': '1500' }, {}, 1_500],
  [{}, { details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '12.5s' }] }, 12_500],
])('the wait a server asks for is read: %j %j', async (headers, more, wait) => {
  const body = JSON.stringify({ error: { code: 429, message: 'You exceeded your current quota', ...more } });
  const server = await startOpenAIServer({ answers: inTurn({ status: 429, headers, body }) });
  open.push(server);
  expect(await failure(compatible(server.url).generate(ask()))).toMatchObject({
    retryAfterMs: wait,
    retryable: true,
    failureKind: 'rate-limit',
  });
});

it('JSON that the server itself refused is asked for once more, not the end of the decision', async () => {
  const body = JSON.stringify(
    apiError(
      "Failed to generate JSON. Please adjust your prompt. See 'failed_generation'.",
      null,
      'json_validate_failed',
    ),
  );
  const server = await startOpenAIServer({ answers: inTurn({ status: 400, body }) });
  open.push(server);
  const found = await failure(compatible(server.url).generate(ask()));
  expect(found).toBeInstanceOf(IncompleteAnswerError);
  expect(found.message).toContain('Failed to generate JSON');
  const ladder = createLlmRegimeModel({ models: [compatible(server.url)], clock: realClock });
  server.answerWith((_call, sent) =>
    JSON.stringify(sent.messages).includes('# Correction') ? json : { status: 400, body },
  );
  expect(await ladder.assess(newsSnapshot([{ text: 'ETF inflows rise' }]))).toMatchObject({ usage: { calls: 2 } });
});

it('what a safety filter ended is not asked for again', async () => {
  const filtered = await raw(SSE, [data(words('')), data(words('', 'content_filter')), 'data: [DONE]\n\n']);
  const ladder = createLlmRegimeModel({ models: [compatible(filtered.url)], clock: realClock });
  const snapshot = newsSnapshot([{ text: 'ETF inflows rise' }]);
  const error = await ladder.assess(snapshot).then(
    () => new Error('it succeeded'),
    (caught: unknown) => caught as Error,
  );
  expect(error.message).toContain('A safety filter ended the answer');
  expect(error.message).not.toContain('Two answers');
  expect(ladder.counters()).toMatchObject({ calls: 1, rejected: 1, repaired: 0 });
});
