import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sessionDocumentSchema } from '../../src/app/live/session-folder.js';
import { paperResultSchema } from '../../src/contract/session.js';
import { regimeDocument } from '../servers/answers.js';
import { startOllamaServer, type FakeOllama } from '../servers/ollama.js';
import { cli, emptyDir } from './support/cli.js';

/** Every field of execution that a run can have is another than its default. */
const EVERYTHING = [
  ...['--initial-equity', '5000', '--maker-fee', '0.0003', '--taker-fee', '0.0007', '--slippage-bps', '2'],
  ...['--slippage-impact', '0.5', '--slippage-volatility-bars', '30', '--slippage-max-bps', '500'],
  ...['--latency-ms', '500', '--leverage', '2', '--max-participation', '0.2', '--min-rebalance', '0.01'],
  ...['--max-exposure', '1.5', '--max-net-exposure', '1.4', '--max-group-exposure', '1.3'],
  ...['--group-correlation', '0.6', '--group-bars', '300', '--max-change-per-decision', '0.9', '--max-drawdown', '0.9'],
];
const DEMO = ['--data', 'demo/demo-BTCUSDT-1h.csv', '--funding', 'demo/demo-BTCUSDT-funding.csv'];

let cwd: string;
let ollama: FakeOllama;
let env: Record<string, string>;
const run = (...argv: readonly string[]) => cli(argv, { cwd, env });

async function backtest(...argv: readonly string[]) {
  const before = new Set(readdirSync(cwd).includes('user_data') ? readdirSync(join(cwd, 'user_data/runs')) : []);
  const { code, stdout, stderr } = await run('backtest', ...DEMO, ...argv, '--json');
  expect(code, stderr).toBe(0);
  const id = readdirSync(join(cwd, 'user_data/runs')).find((name) => !before.has(name))!;
  return { id, document: JSON.parse(stdout) };
}
const sessionSpec = (name: string) =>
  sessionDocumentSchema.parse(JSON.parse(readFileSync(join(cwd, 'user_data/sessions', name, 'session.json'), 'utf8')));

describe('a paper session from a run', () => {
  beforeAll(async () => {
    cwd = emptyDir();
    ollama = await startOllamaServer({
      models: ['llama3.2'],
      answers: () => JSON.stringify(regimeDocument({ prob_bull: 0.7, prob_bear: 0.3 })),
    });
    env = { OLLAMA_BASE_URL: ollama.url };
    await run('data', 'demo', '--out', 'demo', '--days', '20');
  });
  afterAll(() => ollama.close());

  it('has every field of its execution, and ends with the equity of the run', async () => {
    const { id, document } = await backtest('--strategy', 'sma-cross', '--param', 'fast=7', ...EVERYTHING);
    const { code, stdout, stderr } = await run('paper', '--run', id, '--session', 'all', '--json');
    expect(code, stderr).toBe(0);
    expect(stderr).not.toContain('Not taken');
    const { spec } = sessionSpec('all');
    expect(spec.execution).toEqual(document.configuration.execution);
    expect(Object.keys(spec.execution)).toHaveLength(21);
    expect(spec.params).toEqual({ ...document.configuration.params, fast: 7 });
    expect(spec.funding).toEqual(document.configuration.funding);
    const { equity, fills } = paperResultSchema.parse(JSON.parse(stdout));
    expect([equity, fills > 0]).toEqual([document.final_equity, true]);
  });

  it('asks the model, with the prompt and the settings, that the run had, and trades by its earned rule', async () => {
    const asked = ['--model', 'ollama/llama3.2', '--prompt', 'regime-2-compact', '--news-cap', '0.3', '--calibrate', 'platt', '--earned']; // prettier-ignore
    const { id, document } = await backtest('--strategy', 'llm-regime', ...asked, '--bootstrap', '200');
    const calls = ollama.chats.length;
    // Other settings of today change nothing.
    const today = { ...env, LLM_MODEL: 'baseline', LLM_PROMPT: 'regime-1', LLM_TEMPERATURE: '0.9' };
    const { code, stderr } = await cli(['paper', '--run', id, '--session', 'asked'], { cwd, env: today });
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/Not taken from the run: bootstrap\. A session has no confidence intervals\./);
    const { opinions, bootstrap } = sessionSpec('asked').spec;
    const { model, settings, calibrate, earned, news_cap } = document.configuration.regime;
    expect(opinions).toEqual({ model, settings, calibrate, earned: earned.rule, news_cap, on_failure: 'hold' });
    expect([opinions!.model, bootstrap]).toEqual(['ollama/llama3.2', null]);
    expect(ollama.chats.length).toBe(calls);
  });

  it('is not given what its run says, nor a run that is not there', async () => {
    const { id } = await backtest('--strategy', 'buy-and-hold');
    const twice = await run('paper', '--run', id, '--taker-fee', '0.1');
    expect([twice.code, twice.stderr]).toEqual([2, expect.stringContaining("'--run <ID>' cannot be used with")]);
    const none = await run('paper', '--run', `${id.slice(0, -1)}${id.endsWith('0') ? '1' : '0'}`);
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('There is no run')]);
  });
});
