import { afterEach, describe, expect, it } from 'vitest';
import { listen, readBody, sendJson, type Loopback } from '../../../../test/servers/loopback.js';
import { anthropicRules, geminiRules, openAIRules, type SchemaRules } from '../../../../test/servers/schema-rules.js';
import { realClock } from '../../../../test/support/llm-clock.js';
import { ANSWER_FORMS } from '../../../core/regime/answer-forms.js';
import { createProvider, type ProviderSettings } from './create-provider.js';

type Json = Readonly<Record<string, unknown>>;

const open: Loopback[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

/** Where each vendor is given the schema. */
const schemaIn = (body: Json): Json | undefined =>
  SCHEMA_PATHS.map(
    (path) => path.reduce<unknown>((at, key) => (at as Json | undefined)?.[key], body) as Json | undefined,
  ).find((schema) => schema !== undefined);
const SCHEMA_PATHS = [
  ['response_format', 'json_schema', 'schema'],
  ['generationConfig', 'responseSchema'],
  ['output_config', 'format', 'schema'],
];

/** What a vendor's stream looks like, with `{}` as the answer. */
const STREAMS = {
  openai: [
    { choices: [{ index: 0, delta: { content: '{}' }, finish_reason: null }] },
    { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
  ],
  google: [{ candidates: [{ content: { parts: [{ text: '{}' }], role: 'model' }, index: 0, finishReason: 'STOP' }] }],
  anthropic: [
    {
      type: 'message_start',
      message: {
        id: 'm',
        type: 'message',
        role: 'assistant',
        model: 'c',
        content: [],
        usage: { input_tokens: 40, output_tokens: 1 },
      },
    },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: '{}' } },
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 1 } },
    { type: 'message_stop' },
  ],
} as const;

/** A server that refuses a schema as its vendor does, and answers `{}` to any other. */
async function strictServer(kind: keyof typeof STREAMS, rules: SchemaRules) {
  const schemas: (Json | undefined)[] = [];
  const server = await listen(async (request, response) => {
    const body = JSON.parse(await readBody(request)) as Json;
    const schema = schemaIn(body);
    schemas.push(schema);
    const refused = schema === undefined ? null : rules(schema);
    if (refused !== null) {
      const type = kind === 'google' ? { status: 'INVALID_ARGUMENT' } : { type: 'invalid_request_error' };
      return sendJson(response, 400, { type: 'error', error: { message: refused, ...type } });
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const event of STREAMS[kind]) {
      const name = 'type' in event ? `event: ${event.type}\n` : '';
      response.write(`${name}data: ${JSON.stringify(event)}\n\n`);
    }
    response.end(kind === 'openai' ? 'data: [DONE]\n\n' : '');
  });
  open.push(server);
  return { url: server.url, schemas };
}

const VENDORS = {
  openai: [
    'openai',
    openAIRules(['minLength', 'maxLength']),
    (url) => ({
      type: 'openai',
      clock: realClock,
      apiKey: 'key-123456',
      fetch: redirected('https://api.openai.com', url),
    }),
  ],
  'a fine-tuned model of openai': [
    'openai',
    openAIRules(['minLength', 'maxLength', 'minimum', 'maximum', 'exclusiveMinimum', 'minItems', 'maxItems']),
    (url) => ({
      type: 'openai',
      clock: realClock,
      apiKey: 'key-123456',
      fetch: redirected('https://api.openai.com', url),
    }),
  ],
  azure: [
    'openai',
    openAIRules(['minLength', 'maxLength', 'minimum', 'maximum', 'exclusiveMinimum', 'minItems', 'maxItems']),
    (url) => ({ type: 'azure', clock: realClock, apiKey: 'key-123456', endpoint: url }),
  ],
  google: [
    'google',
    geminiRules,
    (url) => ({ type: 'google', clock: realClock, apiKey: 'key-123456', baseUrl: `${url}/v1beta` }),
  ],
  anthropic: [
    'anthropic',
    anthropicRules,
    (url) => ({ type: 'anthropic', clock: realClock, apiKey: 'key-123456', baseUrl: `${url}/v1` }),
  ],
} as const satisfies Record<string, readonly [keyof typeof STREAMS, SchemaRules, (url: string) => ProviderSettings]>;

const redirected =
  (from: string, to: string): typeof fetch =>
  (input, init) =>
    fetch((input instanceof Request ? input.url : input.toString()).replace(from, to), init);

const NAMES: Readonly<Record<keyof typeof VENDORS, string>> = {
  openai: 'gpt-4o',
  'a fine-tuned model of openai': 'ft:gpt-4o:mine',
  azure: 'mine',
  google: 'gemini-2.5-flash',
  anthropic: 'claude-sonnet-4-5',
};

const ask = (form: keyof typeof ANSWER_FORMS) => ({
  system: 'You judge the market.',
  user: 'What is the regime?',
  format: { type: 'json-schema', name: 'regime', schema: ANSWER_FORMS[form].jsonSchema } as const,
  temperature: 0,
});

describe.each(Object.keys(VENDORS) as (keyof typeof VENDORS)[])('the schema for %s', (vendor) => {
  it.each(Object.keys(ANSWER_FORMS) as (keyof typeof ANSWER_FORMS)[])(
    'is taken at first, in the form %s',
    async (form) => {
      const [kind, rules, settings] = VENDORS[vendor];
      const { url, schemas } = await strictServer(kind, rules);
      const response = await createProvider(settings(url)).textModel(NAMES[vendor]).generate(ask(form));
      expect(response.text).toBe('{}');
      expect(schemas).toHaveLength(1);
      const { properties } = ANSWER_FORMS[form].jsonSchema as { readonly properties: Json };
      expect(Object.keys(schemas[0]!.properties as Json), 'in the order in which a model is to write').toEqual(
        Object.keys(properties),
      );
    },
  );
});

describe('bounds', () => {
  const bull = async (vendor: keyof typeof VENDORS): Promise<unknown> => {
    const [kind, rules, settings] = VENDORS[vendor];
    const { url, schemas } = await strictServer(kind, rules);
    await createProvider(settings(url)).textModel(NAMES[vendor]).generate(ask('percent-1'));
    return (schemas[0]!.properties as Json).bull_pct;
  };

  it('are sent where they are enforced, and told where they are not', async () => {
    const bounded = { type: 'integer', minimum: 0, maximum: 100 };
    expect(await bull('openai')).toEqual(bounded);
    expect(await bull('google')).toEqual(bounded);
    expect(await bull('azure')).toEqual({ type: 'integer', description: 'minimum 0, maximum 100' });
  });

  it('are all sent to a local server', async () => {
    const { url, schemas } = await strictServer('openai', () => null);
    const model = createProvider({ type: 'openai-compatible', id: 'lab', clock: realClock, baseUrl: `${url}/v1` });
    await model.textModel('local').generate(ask('percent-1'));
    expect(schemas).toEqual([ANSWER_FORMS['percent-1'].jsonSchema]);
  });

  it('are left out for good where a relay’s vendor refuses them, before JSON mode is tried', async () => {
    const { url, schemas } = await strictServer('openai', anthropicRules);
    const provider = createProvider({ type: 'openai-compatible', id: 'relay', clock: realClock, baseUrl: `${url}/v1` });
    const model = provider.textModel('vendor/model');
    expect((await model.generate(ask('percent-1'))).text).toBe('{}');
    expect((await model.generate(ask('percent-1'))).text).toBe('{}');
    expect(schemas).toHaveLength(3);
    expect(schemas.slice(1).map((schema) => anthropicRules(schema!))).toEqual([null, null]);
  });

  it('are not what a server means that knows no schemas', async () => {
    const { url, schemas } = await strictServer('openai', () => "'response_format.type' json_schema is not supported");
    const provider = createProvider({ type: 'openai-compatible', id: 'old', clock: realClock, baseUrl: `${url}/v1` });
    await expect(provider.textModel('local').generate(ask('percent-1'))).rejects.toMatchObject({
      code: 'llm.format-unsupported',
    });
    expect(schemas).toHaveLength(1);
  });
});
