import { afterEach, describe, expect, it } from 'vitest';
import { ask, compatible, failure, json } from '../../../../../test/servers/lab.js';
import { listen, readBody } from '../../../../../test/servers/loopback.js';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

/** The model of a server that answers HTTP 200 with exactly this. */
async function sending(...pieces: readonly string[]) {
  const server = await listen(async (request, response) => {
    await readBody(request);
    response.writeHead(200, { 'content-type': 'application/json' });
    for (const piece of pieces) response.write(piece);
    response.end();
  });
  open.push(server);
  return compatible(server.url);
}

const data = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;
const words = (content: string, finish: string | null = null): unknown => ({
  choices: [{ index: 0, delta: { content }, finish_reason: finish }],
});
const END = [data(words('', 'stop')), 'data: [DONE]\n\n'];
const completion = {
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', content: json }, finish_reason: 'stop' }],
};
const half = JSON.stringify(words(json)).length / 2;

describe('a stream', () => {
  it.each<[string, string[]]>([
    ['lines that end with CR alone', [data(words(json)), ...END].map((piece) => piece.replace(/\n/g, '\r'))],
    [
      'an event of several data lines',
      [
        `data: ${JSON.stringify(words(json)).slice(0, half)}\ndata: ${JSON.stringify(words(json)).slice(half)}\n\n`,
        ...END,
      ],
    ],
    [
      'another choice before the first',
      [
        data({
          choices: [
            { index: 1, delta: { content: 'other' } },
            { index: 0, delta: { content: json } },
          ],
        }),
        ...END,
      ],
    ],
    ['pings without choices', [data({ type: 'ping' }), data({ choices: null }), data(words(json)), ...END]],
    ['an end in small letters', [data(words(json)), data(words('', 'stop')), 'data: [done]\n\n']],
    ['an end named as Google’s enums', [data(words(json)), data(words('', 'FINISH_REASON_STOP')), 'data: [DONE]\n\n']],
  ])('with %s is read', async (_name, pieces) => {
    expect((await (await sending(...pieces)).generate(ask())).text).toBe(json);
  });

  it('that refuses in words of its own is a safety stop', async () => {
    const model = await sending(data({ choices: [{ index: 0, delta: { refusal: 'I cannot help.' } }] }), ...END);
    expect(await failure(model.generate(ask()))).toMatchObject({ failureKind: 'safety-stop' });
  });

  it('that breaks off within an event is not an answer', async () => {
    const model = await sending(data(words(json)), 'data: {"choices":[{"ind');
    expect(await failure(model.generate(ask()))).toMatchObject({ code: 'llm.stream-error', retryable: true });
  });
});

describe('a whole completion', () => {
  it.each([
    ['in a list', [completion]],
    ['under data', { data: completion }],
    ['under result', { success: true, result: completion }],
    ['of text', { model: 'm', choices: [{ index: 0, text: json, finish_reason: 'stop' }] }],
    ['beside a status of success', { ...completion, base_resp: { status_code: 0, status_msg: '' } }],
  ])('%s is an answer', async (_name, body) => {
    expect((await (await sending(JSON.stringify(body))).generate(ask())).text).toBe(json);
  });
});

describe('HTTP 200 with an error in another shape', () => {
  it.each([
    [{ code: 1113, msg: '您的账户余额不足' }, 'llm.forbidden', 'quota'],
    [{ message: 'Too many requests' }, 'llm.busy', 'rate-limit'],
    [{ success: false, errors: [{ code: 7003, message: 'model not found' }] }, 'llm.model-not-found', 'model'],
    [{ status: 'error', error_msg: 'Rate limit reached' }, 'llm.busy', 'rate-limit'],
    [{ detail: 'Unauthorized' }, 'llm.auth', 'key'],
    [{ choices: null, base_resp: { status_code: 1008, status_msg: 'insufficient balance' } }, 'llm.forbidden', 'quota'],
    [{ choices: [{ error: { code: 429, message: 'upstream' }, finish_reason: 'error' }] }, 'llm.busy', 'rate-limit'],
  ])('%j', async (body, code, failureKind) => {
    for (const text of [JSON.stringify(body), JSON.stringify(body, null, 2), data(body)])
      expect(await failure((await sending(text)).generate(ask()))).toMatchObject({ code, failureKind });
  });

  it.each(['{}', '{"object":"list","data":[]}', 'null', '[]', '"hello"'])(
    '%s is not from such a server',
    async (text) => {
      expect(await failure((await sending(text)).generate(ask()))).toMatchObject({
        code: 'llm.bad-response',
        failureKind: 'wrong-page',
        retryable: false,
      });
    },
  );
});

describe('tokens', () => {
  const usageOf = async (chunk: unknown) =>
    (await (await sending(data(words(json)), data(chunk), ...END)).generate(ask())).usage;

  it.each([
    [
      { prompt_tokens: '1000', completion_tokens: '50' },
      { prompt_tokens: 1_000, completion_tokens: 50 },
    ],
    [
      { promptTokens: 1_000, completionTokens: 50 },
      { prompt_tokens: 1_000, completion_tokens: 50 },
    ],
    [
      { promptTokenCount: 1_000, candidatesTokenCount: 50, thoughtsTokenCount: 600, totalTokenCount: 1_650 },
      { prompt_tokens: 1_000, completion_tokens: 650 },
    ],
    [{ tokens: { input_tokens: 1_000, output_tokens: 50 } }, { prompt_tokens: 1_000, completion_tokens: 50 }],
    [
      { prompt_tokens: 1_000, completion_tokens: 50, completion_tokens_details: { reasoning_tokens: 600 } },
      { prompt_tokens: 1_000, completion_tokens: 650 },
    ],
    [
      {
        prompt_tokens: 1_000,
        completion_tokens: 650,
        total_tokens: 1_650,
        completion_tokens_details: { reasoning_tokens: 600 },
      },
      { prompt_tokens: 1_000, completion_tokens: 650 },
    ],
    [
      { prompt_tokens: 1_000, completion_tokens: 50, prompt_tokens_details: { cached_tokens: 896 } },
      { prompt_tokens: 1_000, completion_tokens: 50, cached_prompt_tokens: 896 },
    ],
    [
      { prompt_tokens: 1_000, completion_tokens: 50, prompt_cache_hit_tokens: 896, prompt_cache_miss_tokens: 104 },
      { prompt_tokens: 1_000, completion_tokens: 50, cached_prompt_tokens: 896 },
    ],
    [
      { prompt_tokens: 1_000, completion_tokens: 50, cached_tokens: 896 },
      { prompt_tokens: 1_000, completion_tokens: 50, cached_prompt_tokens: 896 },
    ],
    [
      { input_tokens: 104, cache_read_input_tokens: 896, output_tokens: 50 },
      { prompt_tokens: 1_000, completion_tokens: 50, cached_prompt_tokens: 896 },
    ],
    [
      { prompt_tokens: 1_000, cache_read_input_tokens: 896, completion_tokens: 50 },
      { prompt_tokens: 1_000, completion_tokens: 50, cached_prompt_tokens: 896 },
    ],
    [
      { promptTokenCount: 1_000, candidatesTokenCount: 50, cachedContentTokenCount: 896 },
      { prompt_tokens: 1_000, completion_tokens: 50, cached_prompt_tokens: 896 },
    ],
    [{ total_tokens: 1_050 }, { prompt_tokens: null, completion_tokens: null }],
    [
      { prompt_tokens: -1, completion_tokens: 'many' },
      { prompt_tokens: null, completion_tokens: null },
    ],
  ])('%j', async (usage, expected) => {
    expect(await usageOf({ choices: [], usage })).toEqual(expected);
  });

  it('are found where a server puts them', async () => {
    const usage = { prompt_tokens: 1_000, completion_tokens: 50 };
    for (const chunk of [
      { choices: [], x_groq: { usage } },
      { choices: [{ index: 0, delta: {}, usage }] },
      { choices: [], usageMetadata: { promptTokenCount: 1_000, candidatesTokenCount: 50 } },
    ])
      expect(await usageOf(chunk)).toEqual(usage);
  });
});
