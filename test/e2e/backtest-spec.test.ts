import { createHash } from 'node:crypto';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { specOfRun } from '../../src/app/backtest/spec-of-run.js';
import { runBacktest, specOfSettings, type BacktestSettings } from '../../src/app/library/run-backtest.js';
import { readRun } from '../../src/app/runs/read-run.js';
import { readBacktestSpec, type BacktestSpec } from '../../src/contract/backtest-spec.js';
import { parseRunConfiguration } from '../../src/contract/run-configuration.js';
import { addMeasuredOptions, addRunOptions } from '../../src/cli/commands/backtest/options.js';
import { specOfOptions } from '../../src/cli/commands/backtest/spec.js';
import { Session } from '../../src/cli/session.js';
import { HOUR } from '../../src/core/time.js';
import { regimeDocument } from '../servers/answers.js';
import { startOllamaServer, type FakeOllama } from '../servers/ollama.js';
import { cli, emptyDir, ioOf } from './support/cli.js';

const START = Date.UTC(2024, 0, 1);
/** What the bars hold, so that wishing for it and wishing for everything are the same run. */
const [FROM, TO] = ['2024-02-01T00:00:00.000Z', '2024-02-15T00:00:00.000Z'];

let cwd: string;
let ollama: FakeOllama;
beforeAll(async () => {
  cwd = emptyDir();
  const rows = ['time,open,high,low,close,volume'];
  for (let i = 0; i < 45 * 24; i++) {
    const [open, close] = [i, i + 1].map((k) => 100 + 15 * Math.sin(k / 60) + k / 100) as [number, number];
    rows.push(`${START + i * HOUR},${open},${Math.max(open, close) + 0.2},${Math.min(open, close) - 0.2},${close},500`);
  }
  writeFileSync(join(cwd, 'BTCUSDT.csv'), `${rows.join('\n')}\n`);
  writeFileSync(join(cwd, 'filters.json'), JSON.stringify({ BTCUSDT: [{ tick_size: 0.01, step_size: 0.001 }] }));
  mkdirSync(join(cwd, 'node_modules'));
  symlinkSync(fileURLToPath(new URL('../../node_modules/zod', import.meta.url)), join(cwd, 'node_modules/zod'), 'dir');
  writeFileSync(
    join(cwd, 'doubling.ts'),
    `import { z } from 'zod';
export const schema = z.object({ bars: z.number().default(3).transform((bars) => bars * 2) });
export default class {
  onBar() {}
}
`,
  );
  ollama = await startOllamaServer({
    models: ['llama3.2'],
    parallel: 8,
    answers: (_call, body) => {
      const hash = createHash('sha256').update(JSON.stringify(body.messages)).digest();
      const bull = Math.round((hash[0]! / 255) * 100) / 100;
      return JSON.stringify(regimeDocument({ prob_bull: bull, prob_bear: Math.round((1 - bull) * 100) / 100 }));
    },
  });
});
afterAll(() => ollama.close());

const env = (): Record<string, string> => ({
  OLLAMA_BASE_URL: ollama.url,
  LOG_LEVEL: 'silent',
  LLM_ON_FAILURE: 'flat',
  USER_DATA_DIR: join(cwd, 'user_data'),
});

async function specOfCommand(argv: readonly string[]): Promise<BacktestSpec> {
  const command = addMeasuredOptions(addRunOptions(new Command('backtest'))).option('--bootstrap [SAMPLES]');
  command.parse([...argv], { from: 'user' });
  const { io } = ioOf({ cwd, env: env() });
  return (await specOfOptions(new Session(io), command.opts())).spec;
}

const plain = (document: unknown): unknown => JSON.parse(JSON.stringify(document));

interface Case {
  readonly name: string;
  readonly argv: readonly string[];
  readonly settings: Omit<BacktestSettings, 'data'>;
}

const range = { from: Date.parse(FROM), to: Date.parse(TO) };
const CASES: readonly Case[] = [
  {
    name: 'a shipped strategy with costs, limits, rules and intervals',
    argv: [
      ...['--strategy', 'sma-cross', '--param', 'fast=5', '--param', 'slow=20', '--bootstrap', '100'],
      ...['--fee-rate', '0.001', '--slippage-bps', '2', '--max-exposure', '0.5', '--leverage', '2'],
      ...['--filters', 'filters.json', '--map', 'volume=volume', '--max-participation', '0.5'],
    ],
    settings: {
      strategy: 'sma-cross',
      params: { fast: 5, slow: 20 },
      bootstrap: 100,
      filters: 'filters.json',
      reading: { map: [['volume', 'volume']] },
      execution: {
        makerFee: 0.001,
        takerFee: 0.001,
        slippage: { bps: 2 },
        limits: { maxExposure: 0.5 },
        leverage: 2,
        maxParticipation: 0.5,
      },
    },
  },
  {
    name: 'a baseline, as far as it has earned, recalibrated',
    argv: ['--strategy', 'llm-regime', '--model', 'baseline/momentum', '--earned', '--calibrate', 'platt'],
    settings: {
      strategy: 'llm-regime',
      flags: { 'llm.model': { name: 'model', value: 'baseline/momentum' } },
      earned: 'walk-forward',
      calibrate: 'platt',
    },
  },
  {
    name: 'a language model with a news cap, around another strategy',
    argv: [
      ...['--strategy', 'regime-scaled', '--param', 'strategy=sma-cross', '--param', 'horizon_bars=24'],
      ...['--model', 'llama3.2', '--news-cap', '0.5'],
    ],
    settings: {
      strategy: 'regime-scaled',
      params: { strategy: 'sma-cross', horizon_bars: 24 },
      flags: { 'llm.model': { name: 'model', value: 'ollama/llama3.2' } },
      newsCap: 0.5,
    },
  },
];

describe.each(CASES)('the specification of $name', ({ argv, settings }) => {
  const given = ['--data', 'BTCUSDT.csv', '--from', FROM, '--to', TO, ...argv];
  const wished = (): BacktestSettings => ({ ...settings, ...range, data: 'BTCUSDT.csv', cwd, env: env() });

  it('is the same from the command, from a program and from the run, and is plain JSON', async () => {
    const commanded = await specOfCommand(given);
    const { spec: programmed } = await specOfSettings(wished());
    expect(programmed).toEqual(commanded);
    expect(readBacktestSpec(JSON.parse(JSON.stringify(commanded)))).toEqual(commanded);

    const run = await cli(['backtest', ...given, '--json'], { cwd, env: env() });
    expect(run.code, run.stderr).toBe(0);
    const { run: id, configuration } = JSON.parse(run.stdout) as { run: string; configuration: unknown };
    const repeated = specOfRun(parseRunConfiguration(configuration, id));
    expect(repeated).toEqual(commanded);

    const { result: stored } = await readRun(join(cwd, 'user_data', 'runs'), id);
    expect(plain(await runBacktest(wished()))).toEqual(plain(stored));
    const again = await cli(['backtest', '--repeat', id], { cwd, env: { ...env(), LLM_ON_FAILURE: 'hold' } });
    expect(again.code, again.stdout + again.stderr).toBe(0);
  });
});

describe('a specification', () => {
  const base = (): Promise<BacktestSpec> =>
    specOfCommand(['--data', 'BTCUSDT.csv', '--strategy', 'llm-regime', '--model', 'baseline']);

  it('has every default filled in, and no range where none was wished', async () => {
    const spec = await base();
    expect(spec).not.toHaveProperty('from');
    expect(spec).not.toHaveProperty('to');
    expect(spec.execution).toMatchObject({ initial_equity: 10_000, max_participation: null, fill: 'next-open' });
    expect(spec.opinions).toEqual({ model: 'baseline', on_failure: 'flat', settings: {} });
    expect(Object.keys(spec.params).length).toBeGreaterThan(0);
  });

  it('keeps parameters as they were given where the schema of a file changes even complete ones', async () => {
    const spec = await specOfCommand(['--data', 'BTCUSDT.csv', '--strategy', 'doubling.ts', '--param', 'bars=5']);
    expect(spec.params).toEqual({ bars: 5 });
  });

  it.each<[string, (spec: BacktestSpec) => unknown, string]>([
    ['without data', (spec) => ({ ...spec, data: [] }), 'data'],
    ['with a field that there is none of', (spec) => ({ ...spec, dat: ['x'] }), 'spec'],
    ['with a time that is not one', (spec) => ({ ...spec, from: 'yesterday' }), 'from'],
    [
      'with a cost missing',
      (spec) => ({ ...spec, execution: { ...spec.execution, taker_fee: undefined } }),
      'execution.taker_fee',
    ],
    ['with a model that is none', (spec) => ({ ...spec, opinions: { ...spec.opinions, model: '' } }), 'opinions.model'],
    ['that is no object', () => 'sma-cross', 'spec'],
  ])('%s is refused, naming the field', async (_name, change, where) => {
    const changed = change(await base());
    expect(() => readBacktestSpec(changed)).toThrow(expect.objectContaining({ code: 'backtest.spec', where }));
  });

  it('that names no model for a strategy that asks one is refused, and the other way round', async () => {
    const { runSpec } = await import('../../src/app/backtest/run-backtest.js');
    const { spec, runtime } = await specOfSettings({ data: 'BTCUSDT.csv', strategy: 'llm-regime', cwd, env: env() });
    const { spec: plain } = await specOfSettings({ data: 'BTCUSDT.csv', strategy: 'sma-cross', cwd, env: env() });
    const wrong = [
      { ...spec, opinions: null },
      { ...plain, opinions: spec.opinions },
    ];
    for (const each of wrong)
      await expect(runSpec(each, { cwd }, runtime)).rejects.toMatchObject({
        code: 'backtest.opinions',
        where: 'opinions',
      });
  });

  it('decides the settings of its opinions, whatever is set where it is run', async () => {
    const { runSpec } = await import('../../src/app/backtest/run-backtest.js');
    const { spec } = await specOfSettings({
      data: 'BTCUSDT.csv',
      ...range,
      strategy: 'llm-regime',
      cwd,
      env: { ...env(), LLM_MODEL: 'baseline/momentum' },
    });
    const { runtime } = await specOfSettings({
      data: 'BTCUSDT.csv',
      strategy: 'llm-regime',
      cwd,
      env: { ...env(), LLM_MODEL: 'baseline', LLM_ON_FAILURE: 'hold' },
    });
    const { document } = await runSpec(spec, { cwd }, runtime);
    expect(specOfRun(parseRunConfiguration(document.configuration, 'the run'))).toEqual(spec);
  });
});
