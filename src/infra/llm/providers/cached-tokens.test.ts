import { afterEach, expect, it } from 'vitest';
import { ask, json } from '../../../../test/servers/lab.js';
import { listen, readBody } from '../../../../test/servers/loopback.js';
import { realClock } from '../../../../test/support/llm-clock.js';
import { createProvider } from './create-provider.js';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

let sent: unknown;
async function streaming(events: readonly unknown[], end = ''): Promise<string> {
  const server = await listen(async (request, response) => {
    sent = JSON.parse(await readBody(request));
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const event of events) response.write(`data: ${JSON.stringify(event)}\n\n`);
    response.end(end);
  });
  open.push(server);
  return server.url;
}

const common = { clock: realClock, apiKey: 'some-key-1' } as const;

it('OpenAI: prompt tokens of the cache cost its price', async () => {
  const usage = { prompt_tokens: 3_000, completion_tokens: 500, prompt_tokens_details: { cached_tokens: 2_048 } };
  const url = await streaming(
    [{ choices: [{ index: 0, delta: { content: json }, finish_reason: 'stop' }] }, { choices: [], usage }],
    'data: [DONE]\n\n',
  );
  const model = createProvider({ type: 'openai', ...common, baseUrl: `${url}/v1` }).textModel('gpt-5-mini');
  const response = await model.generate(ask());
  expect(response.usage).toEqual({ prompt_tokens: 3_000, completion_tokens: 500, cached_prompt_tokens: 2_048 });
  // 952 · 0.25 + 2,048 · 0.025 + 500 · 2, in millionths of a USD.
  expect(response.costUsd).toBeCloseTo(0.0012892, 12);
});

it('Anthropic: what is read from the cache and written into it is counted beside the rest of the prompt', async () => {
  const usage = { input_tokens: 100, cache_read_input_tokens: 600, cache_creation_input_tokens: 300, output_tokens: 1 };
  const message = { id: 'm', type: 'message', role: 'assistant', model: 'claude-sonnet-4-5', content: [], usage };
  const url = await streaming([
    { type: 'message_start', message },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: json } },
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 500 } },
    { type: 'message_stop' },
  ]);
  const model = createProvider({ type: 'anthropic', ...common, baseUrl: `${url}/v1` }).textModel('claude-sonnet-4-5');
  const response = await model.generate(ask({ format: { type: 'text' } }));
  expect(response.usage).toEqual({
    prompt_tokens: 1_000,
    completion_tokens: 500,
    cached_prompt_tokens: 600,
    cache_write_tokens: 300,
  });
  // Only what is marked is cached: the instructions, which every question begins with.
  const marked = expect.objectContaining({ cache_control: { type: 'ephemeral' } });
  expect(sent).toMatchObject({
    system: [marked],
    messages: [{ content: [expect.not.objectContaining({ cache_control: expect.anything() })] }],
  });
  // 100 · 3 + 600 · 0.3 + 300 · 3.75 + 500 · 15.
  expect(response.costUsd).toBeCloseTo(0.009105, 12);
});

it('Gemini: cached content is part of the prompt', async () => {
  const usageMetadata = {
    promptTokenCount: 1_000,
    cachedContentTokenCount: 600,
    candidatesTokenCount: 500,
    totalTokenCount: 1_500,
  };
  const candidate = { content: { parts: [{ text: json }], role: 'model' }, index: 0, finishReason: 'STOP' };
  const url = await streaming([{ candidates: [candidate], usageMetadata }]);
  const model = createProvider({ type: 'google', ...common, baseUrl: `${url}/v1beta` }).textModel('gemini-2.5-pro');
  const response = await model.generate(ask());
  expect(response.usage).toEqual({ prompt_tokens: 1_000, completion_tokens: 500, cached_prompt_tokens: 600 });
  // 400 · 1.25 + 600 · 0.125 + 500 · 10.
  expect(response.costUsd).toBeCloseTo(0.005575, 12);
});
