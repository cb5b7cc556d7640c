import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { regimeDocument } from '../servers/answers.js';
import { cli, emptyDir } from './support/cli.js';

let server: Server;
let url: string;

/** Answers every question at once, and says what of its prompt came out of its cache. */
beforeAll(async () => {
  const content = JSON.stringify(regimeDocument({ base_asset: 'BTCUSDT' }));
  const usage = { prompt_tokens: 1_200, completion_tokens: 60, prompt_tokens_details: { cached_tokens: 1_024 } };
  const event = (choice: object, more: object = {}): string =>
    `data: ${JSON.stringify({ id: '1', model: 'm', choices: [{ index: 0, ...choice }], ...more })}\n\n`;
  server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.setHeader('content-type', 'text/event-stream');
      response.end(
        `${event({ delta: { role: 'assistant', content } })}${event({ delta: {}, finish_reason: 'stop' }, { usage })}data: [DONE]\n\n`,
      );
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
});
afterAll(() => server.close());

it('says what came out of the server’s cache: in a cycle, its replay, the ledger and its sums', async () => {
  const cwd = emptyDir();
  const env = { OPENAI_BASE_URL: url, NEWS_CAP: 'off' };
  const run = async (...argv: string[]): Promise<string> => {
    const { code, stdout, stderr } = await cli(argv, { cwd, env });
    expect(code, stderr).toBe(0);
    return stdout;
  };
  const cycle = ['cycle', '--demo', '--model', 'openai/m'];
  expect(await run(...cycle)).toContain('1,200 + 60 tokens (1,024 cached)');
  expect(await run(...cycle, '--replay')).toContain('1,200 + 60 tokens (1,024 cached)');
  expect(JSON.parse(await run(...cycle, '--json'))).toMatchObject({ usage: { cached_prompt_tokens: 1_024 } });
  const { calls } = JSON.parse(await run('ledger', 'list', '--json')) as { calls: { key: string }[] };
  expect(calls).toMatchObject([{ prompt_tokens: 1_200, cached_prompt_tokens: 1_024 }]);
  const shown = await run('ledger', 'show', calls[0]!.key);
  expect(shown.replace(/\s+/g, ' ')).toContain('1,200 + 60 (1,024 of the prompt from the server’s cache)');
  const stats = (await run('ledger', 'stats')).split('\n').map((line) => line.split(/\s*│\s*/).slice(1, -1));
  expect(stats[1]).toEqual(['day (UTC)', 'model', 'calls', 'failed', 'tokens in', 'cached', 'out', 'USD']);
  expect(stats[3]!.slice(1)).toEqual(['openai/m', '1', '0', '1,200', '1,024', '60', '0 + ?']);
});
