import { afterAll, beforeAll, expect, it } from 'vitest';
import { startOllamaServer, type FakeOllama } from '../servers/ollama.js';
import { cli } from './support/cli.js';

let ollama: FakeOllama;
let env: Record<string, string>;
beforeAll(async () => {
  ollama = await startOllamaServer({
    models: [
      { name: 'llama3.2', size: 2_000_000_000, contextLength: 8_192 },
      { name: 'deepseek-v3.1:671b-cloud', remoteHost: 'https://ollama.com' },
    ],
    answers: () => '{"probe":"ultramarine"}',
  });
  env = { OLLAMA_BASE_URL: ollama.url, LLM_MODEL: 'llama3.2' };
});
afterAll(() => ollama.close());

it('lists the models of the configured server and says which one answers', async () => {
  const { code, stdout, stderr } = await cli(['models'], { env });
  expect(code, stderr).toBe(0);
  expect(stdout).toMatch(/llama3\.2\S* +│ +2\.0 GB/);
  expect(stdout).toContain('elsewhere');
  expect(stdout).toContain('A cycle asks ollama/llama3.2.');
  expect(ollama.chats, 'listing talks to no model').toHaveLength(0);
});

it('--probe talks to the chosen model: reachable, JSON schema, context, latency', async () => {
  const { code, stdout } = await cli(['models', '--probe', '--json'], { env });
  expect(code).toBe(0);
  const { providers } = JSON.parse(stdout) as { providers: readonly { probes: readonly unknown[] }[] };
  expect(providers[0]!.probes).toEqual([
    expect.objectContaining({
      model: 'llama3.2',
      reachable: true,
      jsonSchema: true,
      contextTokens: 8_192,
      latencyMs: expect.any(Number),
    }),
  ]);
});

it('no server that answers is exit code 3', async () => {
  const { code, stdout } = await cli(['models'], { env: { OLLAMA_BASE_URL: 'http://127.0.0.1:9' } });
  expect(code).toBe(3);
  expect(stdout).toContain('cannot be reached');
});

it('test-ollama: the model answers, is absent, or is not Ollama’s', async () => {
  expect((await cli(['test-ollama'], { env })).code).toBe(0);
  const absent = await cli(['test-ollama', '--model', 'nosuch'], { env });
  expect(absent.code).toBe(3);
  expect(absent.stdout).toContain('llama3.2');
  expect((await cli(['test-ollama', '--model', 'openai/gpt-5'], { env })).code).toBe(2);
});
