import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startOllamaServer, type FakeOllama } from '../servers/ollama.js';
import { startOpenAIServer, type FakeOpenAI } from '../servers/openai.js';
import { cli } from './support/cli.js';

// Each case waits out the pauses between three tries.
vi.setConfig({ testTimeout: 60_000 });

let openai: FakeOpenAI;
let ollama: FakeOllama;
let closed: string;
beforeAll(async () => {
  [openai, ollama] = await Promise.all([
    startOpenAIServer({ models: ['qwen3-8b', 'phi-4'] }),
    startOllamaServer({ models: ['llama3.2'] }),
  ]);
  closed = await closedAddress();
});
afterAll(() => Promise.all([openai.close(), ollama.close()]));

/** An address where nobody listens any more. */
function closedAddress(): Promise<string> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 9;
      server.close(() => resolve(`http://127.0.0.1:${port}`));
    });
  });
}

const quiet = { LOG_LEVEL: 'warn', LLM_TIMEOUT_MS: '20000' };
const retriesIn = (stderr: string): number => stderr.split('\n').filter((line) => line.includes('llm.retry')).length;

describe('a server that is not there', () => {
  it.each([
    ['openai/m', 'OPENAI_BASE_URL', '/v1', { OPENAI_API_KEY: 'x' }],
    ['anthropic/claude-x', 'ANTHROPIC_BASE_URL', '/v1', { ANTHROPIC_API_KEY: 'x' }],
    ['google/gemini-x', 'GOOGLE_BASE_URL', '/v1beta', { GOOGLE_GENERATIVE_AI_API_KEY: 'x' }],
    ['ollama/llama3.2', 'OLLAMA_BASE_URL', '', {}],
  ])('%s: its cause is told, after one round', async (model, variable, path, keys) => {
    const env = { ...quiet, ...keys, [variable]: `${closed}${path}` };
    const { code, stderr } = await cli(['cycle', '--demo', '--model', model], { env });
    const said = stderr.replace(/\s+/g, ' ');
    expect(code).toBe(3);
    expect(said).toContain('cannot be reached');
    expect(said).toContain('ECONNREFUSED');
    expect(said).not.toContain('left alone');
    expect(said).toContain(`Start the server, or set ${variable}`);
    // Three tries of one question; the question without the news would be as far from an answer.
    expect(retriesIn(stderr)).toBe(2);
  });
});

describe('a name without its provider', () => {
  it.each([
    ['gpt-5-mini', 'openai/gpt-5-mini'],
    ['o4-mini', 'openai/o4-mini'],
    ['claude-haiku-4-5', 'anthropic/claude-haiku-4-5'],
    ['gemini-2.5-flash', 'google/gemini-2.5-flash'],
    ['deepseek-chat', 'openai/deepseek-chat" with OPENAI_BASE_URL=https://api.deepseek.com/v1'],
    ['grok-4', 'openai/grok-4" with OPENAI_BASE_URL=https://api.x.ai/v1'],
    ['mistral-large-latest', 'openai/mistral-large-latest'],
  ])('%s: asks whether %s was meant, and sends nothing', async (name, meant) => {
    const before = ollama.requests.length;
    const { code, stderr } = await cli(['cycle', '--demo', '--model', name], { env: { OLLAMA_BASE_URL: ollama.url } });
    const said = stderr.replace(/\s+/g, ' ');
    expect(code).toBe(2);
    expect(said).toContain(`did you mean "${meant}`);
    expect(said).not.toContain('ollama pull');
    expect(ollama.requests).toHaveLength(before);
  });

  it.each([
    'gpt-oss:20b',
    'gpt-oss',
    'deepseek-r1',
    'mistral',
    'gemma3',
    'qwen3',
    'gemini-3-flash-preview:cloud',
    'llama3.2',
  ])('%s is left to Ollama', async (name) => {
    const { stderr } = await cli(['test-ollama', '--model', name], { env: { OLLAMA_BASE_URL: ollama.url } });
    expect(stderr).not.toContain('did you mean');
  });

  it('written out as Ollama’s is asked there, and is not to be pulled', async () => {
    const env = { ...quiet, OLLAMA_BASE_URL: ollama.url };
    const { code, stderr } = await cli(['cycle', '--demo', '--model', 'ollama/gpt-5-mini'], { env });
    expect(code).toBe(3);
    expect(stderr.replace(/\s+/g, ' ')).toContain('Did you mean openai/gpt-5-mini?');
    expect(stderr).not.toContain('ollama pull');
  });
});

describe('models, with a server set and no model named', () => {
  it.each([[[]], [['--provider', 'openai']], [['--probe', 'phi-4']], [['--provider', 'openai', '--probe', 'phi-4']]])(
    'lists what there is: %j',
    async (options) => {
      const { code, stdout } = await cli(['models', ...options], { env: { OPENAI_BASE_URL: `${openai.url}/v1` } });
      expect(code).toBe(0);
      expect(stdout).toContain('qwen3-8b');
      expect(stdout).toContain('phi-4');
    },
  );

  it('doctor shows them too, and says offline that none is chosen', async () => {
    const env = { OPENAI_BASE_URL: `${openai.url}/v1` };
    const offline = await cli(['doctor', '--offline'], { env });
    expect(offline.code).toBe(2);
    expect(offline.stdout.replace(/\s+/g, ' ')).toContain('llm.model is not set, but llm.openai.base_url is');
  });
});

describe('a replay', () => {
  it.each(['openai/gpt-4o-2024-08-06', 'anthropic/claude-x', 'google/gemini-x', 'azure/mine'])(
    'of %s wants no key: only what was recorded counts',
    async (model) => {
      const { code, stderr } = await cli(['cycle', '--demo', '--model', model, '--replay']);
      expect(code).toBe(3);
      expect(stderr.replace(/\s+/g, ' ')).toContain('was never asked this before');
    },
  );
});

it('an address may be written without http://, as OLLAMA_HOST is', async () => {
  const env = { OLLAMA_BASE_URL: ollama.url.replace('http://', '') };
  const { code, stdout } = await cli(['models'], { env });
  expect([code, stdout.includes('llama3.2')]).toEqual([0, true]);
});

it('test-ollama without a name tries a model that the server has, and says which', async () => {
  const { code, stderr } = await cli(['test-ollama'], { env: { OLLAMA_BASE_URL: ollama.url } });
  expect(code).toBe(0);
  expect(stderr).toContain('--model llama3.2');
});

it('doctor on a machine without a network says so once, and shows the proxy without its password', async () => {
  const names = [
    'BINANCE',
    'BINANCE_MIRROR',
    'COINMETRICS',
    'BLOCKCHAIN_COM',
    'DEFILLAMA',
    'FEAR_GREED',
    'RSS_COINDESK',
  ];
  const rss = ['RSS_COINTELEGRAPH', 'RSS_THEBLOCK', 'RSS_DECRYPT'];
  const addresses = [...names, ...rss].map((name) => [`${name}_BASE_URL`, closed]);
  const env = {
    ...Object.fromEntries(addresses),
    BINANCE_FAPI_URL: closed,
    HTTPS_PROXY: 'http://me:secret@127.0.0.1:9',
  };
  const { stdout } = await cli(['doctor'], { env });
  const said = stdout.replace(/\s+/g, ' ');
  expect(said.match(/this machine seems offline/g)).toHaveLength(1);
  expect(said.match(/check that the server runs and the network is up/g)).toBeNull();
  expect(said).toContain('https through http://127.0.0.1:9; straight to localhost');
  expect(said).not.toContain('secret');
});
