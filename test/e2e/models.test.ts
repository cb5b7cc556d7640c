import { afterAll, beforeAll, expect, it } from 'vitest';
import { startOllamaServer, type FakeOllama } from '../servers/ollama.js';
import { cli } from './support/cli.js';

/** A valid answer in whole percents. */
const percentAnswer = {
  factors: ['return_pct'],
  reasoning: 'Little speaks for either side.',
  ...{ global_sentiment: 0, btc_sentiment: 10, altcoin_sentiment: 0, onchain_pressure: 0 },
  ...{ liquidity_risk: 10, news_risk: 20, trend_strength: 30, bull_pct: 55, confidence: 'low' },
};

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

it('--probe --questions counts what is valid at first, what a repair fixes, and what never is', async () => {
  const valid = JSON.stringify(percentAnswer);
  const seen: string[] = [];
  ollama.answerWith((_call, body) => {
    const text = JSON.stringify(body.messages);
    if (!text.includes('bull_pct')) return '{"probe":"ultramarine"}';
    seen.push(/next 24 hours from (\S+?)T/.exec(text)![1]!);
    const day = seen.at(-1)!.slice(-2);
    if (day === '16') return { content: text.includes('# Correction') ? valid : '{"bull_pct": 0.6}', delayMs: 5 };
    if (day === '17') return { content: 'I cannot say.', delayMs: 5 };
    return { content: valid, delayMs: 5 };
  });
  const { code, stdout, stderr } = await cli(['models', '--probe', '--questions', '4', '--json'], { env });
  expect(code, stderr).toBe(0);
  const { answers } = JSON.parse(stdout) as { answers: readonly unknown[] };
  expect(answers).toEqual([
    expect.objectContaining({
      model: 'ollama/llama3.2',
      questions: 4,
      valid_at_first: 2,
      valid_after_repair: 1,
      never_valid: 1,
      unanswered: 0,
      reading_tokens_per_s: expect.any(Number),
      answering_tokens_per_s: expect.any(Number),
      note: expect.stringContaining('refused'),
    }),
  ]);
  expect(new Set(seen).size, 'no question twice').toBe(4);
  const shown = await cli(['models', '--probe', '--questions', '1'], { env });
  expect(shown.stdout).toContain('valid at first');
  ollama.answerWith(() => '{"probe":"ultramarine"}');
});

it.each([
  [['--questions', '3'], '--probe'],
  [['--probe', '--questions', '0'], 'from 1 on'],
  [['--probe', '--questions', 'many'], '--questions'],
])('%j is a mistake that is named', async (argv, said) => {
  const { code, stderr } = await cli(['models', ...argv], { env });
  expect(code).toBe(2);
  expect(stderr).toContain(said);
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
