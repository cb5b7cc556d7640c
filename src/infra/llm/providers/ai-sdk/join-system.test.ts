import { afterEach, describe, expect, it } from 'vitest';
import { apiError, ask, compatible, json } from '../../../../../test/servers/lab.js';
import { listen, readBody } from '../../../../../test/servers/loopback.js';
import { startOpenAIServer } from '../../../../../test/servers/openai.js';
import { realClock } from '../../../../../test/support/llm-clock.js';
import { createProvider } from '../create-provider.js';
import type { GoogleSettings } from '../google.js';
import { joinSystem } from './join-system.js';

type Body = Readonly<Record<string, unknown>>;

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

describe('a model whose template knows no system message', () => {
  it.each([
    [400, 'System role not supported'],
    [400, 'system messages are not supported by this model'],
    [500, 'Jinja Exception: System role not supported!'],
    [422, 'This model does not support system prompts'],
    [400, 'Conversation roles must alternate user/assistant/user/assistant/...'],
  ])('reads the instructions before the question: HTTP %i, %s', async (status, message) => {
    const server = await startOpenAIServer({
      answers: (_call, body) =>
        JSON.stringify(body.messages).includes('"system"') ? { status, body: JSON.stringify(apiError(message)) } : json,
    });
    open.push(server);
    const model = compatible(server.url);
    expect((await model.generate(ask())).text).toBe(json);
    expect(server.chats[1]?.body?.messages).toEqual([
      { role: 'user', content: 'You judge the market.\n\nWhat is the regime?' },
    ]);
    await model.generate(ask());
    expect(server.chats, 'learnt').toHaveLength(3);
  });

  it('may hold lists of parts', () => {
    const messages = [
      { role: 'developer', content: [{ type: 'text', text: 'a' }] },
      { role: 'user', content: 'b' },
    ];
    expect(joinSystem({ messages })).toEqual({
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'a' },
            { type: 'text', text: 'b' },
          ],
        },
      ],
    });
  });
});

describe('Gemini, whose parameters stand within generationConfig', () => {
  /** Refuses with these words while a rule holds; the bodies that came. */
  async function gemini(message: string, refused: (config: Body, body: Body) => boolean) {
    const bodies: Body[] = [];
    const server = await listen(async (request, response) => {
      const body = JSON.parse(await readBody(request)) as Body;
      bodies.push(body);
      if (refused(body.generationConfig as Body, body)) {
        response.writeHead(400, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ error: { code: 400, message, status: 'INVALID_ARGUMENT' } }));
        return;
      }
      const candidate = { content: { parts: [{ text: json }], role: 'model' }, index: 0, finishReason: 'STOP' };
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(`data: ${JSON.stringify({ candidates: [candidate] })}\n\n`);
    });
    open.push(server);
    const settings: GoogleSettings = { clock: realClock, apiKey: 'goog-key-1', baseUrl: `${server.url}/v1beta` };
    return { settings, bodies };
  }
  const text = { format: { type: 'text' } } as const;

  it.each<[string, string, Partial<GoogleSettings>]>([
    ['Budget 0 is invalid. This model only works in thinking mode.', 'thinkingConfig', { thinking: 'off' }],
    ['Thinking is not supported for this model', 'thinkingConfig', { thinking: 'on' }],
    ['Unknown name "thinkingBudget" at \'generation_config.thinking_config\'', 'thinkingConfig', { thinking: 'on' }],
    ['Unknown name "seed" at \'generation_config\': Cannot find field.', 'seed', {}],
    ['temperature is not supported', 'temperature', {}],
  ])('%s', async (message, name, more) => {
    const { settings, bodies } = await gemini(message, (config) => name in config);
    const model = createProvider({ type: 'google', ...settings, ...more }).textModel('gemini-2.5-flash');
    expect((await model.generate(ask(text))).text).toBe(json);
    expect(bodies).toHaveLength(2);
    expect(bodies[1]?.generationConfig).toMatchObject({ maxOutputTokens: 4_096 });
    expect(bodies[1]?.generationConfig).not.toHaveProperty(name);
  });

  it('lowers the answer tokens into the range that is named', async () => {
    const words =
      'it has a maxOutputTokens value of 4096 but the supported range is from 1 (inclusive) to 2049 (exclusive).';
    const { settings, bodies } = await gemini(words, (config) => Number(config.maxOutputTokens) > 2_048);
    await createProvider({ type: 'google', ...settings })
      .textModel('gemini-x')
      .generate(ask(text));
    expect(bodies[1]?.generationConfig).toMatchObject({ maxOutputTokens: 2_048, temperature: 0 });
  });

  it('reads the instructions in the question where a Gemma has no place for them', async () => {
    const words = 'Developer instruction is not enabled for models/gemma-3-27b-it';
    const { settings, bodies } = await gemini(words, (_config, body) => 'systemInstruction' in body);
    await createProvider({ type: 'google', ...settings })
      .textModel('gemini-x')
      .generate(ask(text));
    expect(bodies[1]).not.toHaveProperty('systemInstruction');
    expect(bodies[1]?.contents).toEqual([
      { role: 'user', parts: [{ text: 'You judge the market.' }, { text: 'What is the regime?' }] },
    ]);
  });
});
