import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DoctorReport } from '../../src/app/doctor/doctor.js';
import { startOllamaServer, type FakeOllama } from '../servers/ollama.js';
import { startOpenAIServer } from '../servers/openai.js';
import { cli, emptyDir, filesUnder, type CliOptions } from './support/cli.js';
import { startWorld, type World } from './support/world.js';

let world: World;
let ollama: FakeOllama;
let drift = 0;
beforeAll(async () => {
  [world, ollama] = await Promise.all([
    startWorld(() => Date.now() + drift),
    startOllamaServer({ models: ['llama3.2', 'qwen3:8b'] }),
  ]);
});
afterAll(() => Promise.all([world.close(), ollama.close()]));
afterEach(() => {
  drift = 0;
  world.binance.setScenario({});
  for (const server of Object.values(world.servers)) server.setTrouble();
});

async function doctor(options: CliOptions = {}): Promise<DoctorReport & { readonly code: number }> {
  const env = { ...world.env, ...options.env };
  const { code, stdout, stderr } = await cli(['doctor', '--json'], { ...options, env });
  expect(stderr).toBe('');
  return { ...(JSON.parse(stdout) as DoctorReport), code };
}

const find = ({ checks }: DoctorReport, name: string): DoctorReport['checks'][number] => {
  const check = checks.find((one) => one.name === name);
  expect(check, `${name} among ${checks.map((one) => one.name).join(', ')}`).toBeDefined();
  return check!;
};

describe('doctor', () => {
  it('finds nothing wrong where nothing is, and writes nothing', async () => {
    const cwd = emptyDir();
    const report = await doctor({ cwd, env: { OLLAMA_BASE_URL: ollama.url, LLM_MODEL: 'llama3.2' } });
    expect(report.checks.filter(({ status }) => status !== 'ok')).toEqual([]);
    expect(report.code).toBe(0);
    const names = report.checks.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        'Node',
        'packages',
        'ledger engine',
        'disk',
        'settings',
        'keys',
        'Binance spot',
        'NewsAPI',
      ]),
    );
    expect(names).toEqual(expect.arrayContaining(['ollama', 'ollama/llama3.2', 'clock, Binance', 'clock, ollama']));
    expect(find(report, 'ollama').message).toContain('llama3.2, qwen3:8b');
    expect(filesUnder(cwd)).toEqual([]);
  });

  it('says what each model is asked with, and why', async () => {
    const env = {
      OLLAMA_BASE_URL: ollama.url,
      OPENAI_API_KEY: 'sk-not-used',
      LLM_MODEL: 'llama3.2',
      LLM_FALLBACK_MODELS: 'openai/gpt-5-mini',
      LLM_TIMEOUT_MS: '90000',
      LLM_MODEL_SETTINGS: 'openai/gpt-5-mini=effort:low+answer_tokens:16384+temperature:none',
      HTTPS_PROXY: 'http://user:secret@127.0.0.1:9',
    };
    const { code, stdout } = await cli(['doctor', '--offline', '--json'], { env: { ...world.env, ...env } });
    expect(code).toBe(0);
    const report = { ...(JSON.parse(stdout) as DoctorReport), code };
    expect(find(report, 'ollama/llama3.2 is asked with').message).toBe(
      'answer tokens 2,048 (default); context 16,384 tokens (default); temperature 0 (default); thinking auto (default), effort auto (default): think false; answer form json-schema, then json, then text (default); time-out 90 s (LLM_TIMEOUT_MS); no proxy.',
    );
    expect(find(report, 'openai/gpt-5-mini is asked with').message).toBe(
      'answer tokens 16,384 (LLM_MODEL_SETTINGS); context as the server has it (default); no temperature (LLM_MODEL_SETTINGS); thinking auto (default), effort low (LLM_MODEL_SETTINGS): reasoning_effort low; answer form json-schema, then json, then text (default); time-out 90 s (LLM_TIMEOUT_MS); through the proxy http://127.0.0.1:9.',
    );
    expect(stdout).not.toContain('secret');
  });

  it('asks each source once', async () => {
    const before = Object.fromEntries(
      Object.entries(world.servers).map(([name, server]) => [name, server.requests.length]),
    );
    await doctor();
    for (const [name, server] of Object.entries(world.servers)) {
      expect(server.requests.length - before[name]!, name).toBe(name === 'rss' ? 4 : 1);
    }
  });

  it('a dead optional source is a warning that says what to do', async () => {
    world.servers.defillama.setTrouble({ status: 503, body: 'down' });
    world.servers.fearGreed.setTrouble({ status: 200, body: '<html>Sign in to this network</html>' });
    const report = await doctor();
    expect(find(report, 'DefiLlama')).toMatchObject({ status: 'warn', remedy: 'try again later' });
    expect(find(report, 'Fear & Greed')).toMatchObject({
      status: 'warn',
      message: expect.stringContaining('not in its format'),
    });
    expect(report.code).toBe(0);
  });

  it('without the market it fails with 3, and names the way out; with its mirror alive it warns', async () => {
    world.binance.setScenario({ '*': 'restricted' });
    const report = await doctor();
    expect(find(report, 'Binance spot')).toMatchObject({ status: 'fail', blame: 'outside' });
    expect(find(report, 'Binance spot').remedy).toContain('--exchange');
    expect(report.code).toBe(3);
    const mirror = await startWorld();
    const helped = await doctor({ env: { BINANCE_MIRROR_BASE_URL: mirror.binance.url } });
    await mirror.close();
    expect(find(helped, 'Binance spot')).toMatchObject({ status: 'warn' });
    expect(helped.code).toBe(0);
  });

  it.each([
    [5_000, 'warn', 'behind', 0],
    [-5_000, 'warn', 'ahead', 0],
    [120_000, 'fail', 'behind', 2],
  ])('a clock that is %d ms off is a %s', async (ms, status, word, code) => {
    drift = ms;
    const report = await doctor();
    expect(find(report, 'clock, Binance')).toMatchObject({ status, message: expect.stringContaining(word) });
    expect(find(report, 'clock, Binance').remedy).toContain('NTP');
    expect(report.code).toBe(code);
  });

  it('a model that the server does not have fails with 2 and names those it has', async () => {
    const report = await doctor({ env: { OLLAMA_BASE_URL: ollama.url, LLM_MODEL: 'lama3.2' } });
    expect(find(report, 'ollama/lama3.2')).toMatchObject({
      status: 'fail',
      remedy: expect.stringContaining('did you mean llama3.2'),
    });
    expect(report.code).toBe(2);
  });

  it('a server that is not there fails with 3 where its model is chosen, and warns where it is not', async () => {
    const gone = 'http://127.0.0.1:9';
    expect((await doctor({ env: { OLLAMA_BASE_URL: gone } })).code).toBe(3);
    const other = await startOpenAIServer({ models: ['local'] });
    const env = { OLLAMA_BASE_URL: gone, OPENAI_BASE_URL: `${other.url}/v1`, LLM_MODEL: 'openai/local' };
    const report = await doctor({ env });
    await other.close();
    expect(find(report, 'ollama').status).toBe('warn');
    expect(find(report, 'openai/local').status).toBe('ok');
    expect(report.code).toBe(0);
  });

  it('a refused key is the user’s to fix', async () => {
    const server = await startOpenAIServer({ apiKey: 'right-key-0123' });
    const env = { OPENAI_BASE_URL: `${server.url}/v1`, OPENAI_API_KEY: 'wrong-key-0123', LLM_MODEL: 'openai/local' };
    const report = await doctor({ env });
    await server.close();
    expect(find(report, 'openai')).toMatchObject({ status: 'fail', blame: 'user' });
    expect(report.code).toBe(2);
    expect(JSON.stringify(report)).not.toContain('wrong-key-0123');
  });

  it('wrong settings fail with 2, and the network waits for them', async () => {
    const cwd = emptyDir();
    mkdirSync(join(cwd, '.env'));
    const report = await doctor({ cwd });
    expect(find(report, 'settings')).toMatchObject({
      status: 'fail',
      message: expect.stringContaining('.env cannot be read'),
    });
    expect(find(report, 'network').status).toBe('skip');
    expect(report.code).toBe(2);
  });

  it('--offline leaves the network out and says so', async () => {
    const before = world.binance.requests.length;
    const { code, stdout } = await cli(['doctor', '--offline'], { env: world.env });
    expect(code).toBe(0);
    expect(stdout).toContain('left out (--offline)');
    expect(stdout).toContain('What was looked at works.');
    expect(world.binance.requests).toHaveLength(before);
  });
});
