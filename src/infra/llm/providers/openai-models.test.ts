import { afterEach, expect, it } from 'vitest';
import { listen, type Loopback } from '../../../../test/servers/loopback.js';
import { realClock } from '../../../../test/support/llm-clock.js';
import { createRedactor } from '../../log/redactor.js';
import { sharedLlmFetch } from '../fetch.js';
import { listOpenAIModels } from './openai-models.js';

let server: Loopback | undefined;
afterEach(() => server?.close());

async function listing(body: unknown) {
  server = await listen(async (_request, response) => void response.end(JSON.stringify(body)));
  const { url } = server;
  const common = { id: 'lab', headers: {}, fetch: sharedLlmFetch(), redact: createRedactor([]) };
  return listOpenAIModels({ ...common, baseUrl: url, baseUrlVariable: 'X', keyVariable: null }, realClock, '/models');
}

it.each([
  [{ data: [{ id: 'a', context_length: 5 }] }, [{ id: 'a', contextTokens: 5 }]],
  [
    [{ id: 'a' }, { name: 'b' }],
    [
      { id: 'a', contextTokens: null },
      { id: 'b', contextTokens: null },
    ],
  ],
  [['a'], [{ id: 'a', contextTokens: null }]],
  [{ models: [{ model: 'a', context_window: 7 }] }, [{ id: 'a', contextTokens: 7 }]],
  [{ data: [{ id: 'a', meta: { n_ctx_train: 9 } }], models: [{ name: 'other' }] }, [{ id: 'a', contextTokens: 9 }]],
  [[], []],
])('reads %j', async (body, models) => {
  expect(await listing(body)).toEqual(models);
});

it.each([[{}], [{ data: [{}] }], [{ data: 'a' }]])('refuses %j', async (body) => {
  await expect(listing(body)).rejects.toMatchObject({ code: 'llm.bad-response' });
});
