import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { BarValue, Observation } from '../../src/core/observation.js';
import { cli, emptyDir, type CliRun } from './support/cli.js';

const HOUR = 3_600_000;
const HALF_DAY = 12 * HOUR;
const DATA = 'demo/demo-BTCUSDT-1h.csv';
let cwd: string;
let bars: Observation[];
const run = (...args: string[]): Promise<CliRun> => cli(args, { cwd });
const told = ({ stdout, stderr }: CliRun): string => (stdout + stderr).replace(/\s+/g, ' ');

const write = (name: string, rows: readonly Observation[]): string => {
  writeFileSync(join(cwd, name), rows.map((each) => JSON.stringify(each)).join('\n'));
  return name;
};

/** A demo market, and its hourly bars as observations of another source. */
beforeAll(async () => {
  cwd = emptyDir();
  await run('data', 'demo', '--out', 'demo', '--days', '420');
  const rows = readFileSync(join(cwd, DATA), 'utf8').trim().split('\n').slice(1);
  bars = rows.map((line): Observation => {
    const [time, open, high, low, close, volume] = line.split(',').map(Number);
    const value = { open: open!, high: high!, low: low!, close: close!, volume: volume!, quote_volume: null };
    const at = Number.isFinite(time) ? time! : Date.parse(line.split(',')[0]!);
    return {
      series: 'bar_1h',
      symbol: 'BTCUSDT',
      value,
      observed_at: at,
      available_at: at + HOUR,
      source: 'mine',
      retrieved_at: at + HOUR,
    };
  });
});

/** Bars that say that they were known when they opened. */
const atOpen = (): Observation[] => bars.map((each) => ({ ...each, available_at: each.observed_at }));
/** Bars with honest times and the values of the bar after. */
const oneEarly = (): Observation[] => bars.slice(0, -1).map((each, i) => ({ ...each, value: bars[i + 1]!.value }));

const REGIME = ['--strategy', 'llm-regime', '--model', 'baseline', '--data', DATA, '--from', '2024-12-01'];

describe('a leak of one bar', () => {
  it('by its time is moved at import, with a count', async () => {
    const imported = await run('observations', 'import', write('open.jsonl', atOpen()), '--format', 'observations');
    expect(imported.code, told(imported)).toBe(0);
    expect(told(imported)).toContain(`claimed to be known before what they speak of had ended`);
    const check = await run('observations', 'check');
    expect([check.code, told(check)]).toEqual([0, expect.stringContaining('nothing was known before')]);
  });

  it('by its time is moved where a file is read, said, and changes nothing', async () => {
    const honest = await run('backtest', ...REGIME, '--observations', write('honest.jsonl', bars), '--json');
    const early = await run('backtest', ...REGIME, '--observations', write('open.jsonl', atOpen()), '--json');
    const [a, b] = [honest, early].map(
      ({ stdout }) => JSON.parse(stdout) as { metrics: { total_return: number }; warnings: string[] },
    );
    expect(b!.metrics.total_return).toBe(a!.metrics.total_return);
    expect(a!.warnings.join()).not.toContain('claimed to be known');
    expect(b!.warnings.join()).toContain('open.jsonl claimed to be known before what they speak of had ended');
    const shifted = await run('lookahead', ...REGIME, '--observations', 'open.jsonl', '--cuts', '2');
    expect(told(shifted)).toContain('claimed to be known before what they speak of had ended');
  });

  it.each([['backtest'], ['lookahead'], ['evaluate']])('in its values is refused by %s', async (command) => {
    const file = write('early.jsonl', oneEarly());
    const argv = command === 'evaluate' ? ['--model', 'baseline', '--data', DATA] : [...REGIME];
    const refused = await run(command, ...argv, '--observations', file);
    expect([refused.code, told(refused)]).toEqual([
      2,
      expect.stringContaining('early.jsonl (--observations) knows the future'),
    ]);
    expect(told(refused)).toContain('100 % of the way to the next close');
  });

  it('in the values of a store is named by its check', async () => {
    const other = emptyDir();
    const argv = ['data', 'import', join(cwd, DATA), '--source', 'demo'];
    expect((await cli(argv, { cwd: other })).code).toBe(0);
    const file = join(cwd, write('early.jsonl', oneEarly()));
    await cli(['observations', 'import', file, '--format', 'observations'], { cwd: other });
    const check = await cli(['observations', 'check'], { cwd: other });
    expect([check.code, told(check)]).toEqual([
      2,
      expect.stringContaining('bar_1h of BTCUSDT from mine: it knows the future'),
    ]);
  });

  it('that no bar can show is named where a baseline becomes too good', { timeout: 120_000 }, async () => {
    const close = new Map(bars.map((each) => [each.observed_at + HOUR, (each.value as BarValue).close]));
    const times = bars.filter(({ observed_at }) => observed_at % HALF_DAY === 0).map(({ observed_at }) => observed_at);
    const mood = times.map((at): Observation => ({
      series: 'fear_greed',
      symbol: '*',
      value: (close.get(at + HALF_DAY) ?? 0) > (close.get(at) ?? Infinity) ? 80 : 20,
      observed_at: at,
      available_at: at,
      source: 'mine',
      retrieved_at: at,
    }));
    const argv = ['evaluate', '--model', 'baseline/logistic', '--data', DATA, '--horizon', '12', '--every', '12'];
    const evaluate = async (...more: string[]): Promise<string> =>
      (await run(...argv, '--no-attribution', '--json', ...more)).stdout;
    const done = await evaluate('--observations', write('mood.jsonl', mood));
    const { forecasters, warnings } = JSON.parse(done) as {
      forecasters: { contamination: { flags: string[] } | null; suggestion: { trade: boolean; reasons: string[] } }[];
      warnings: string[];
    };
    expect(forecasters[0]!.contamination?.flags).toEqual(['too_good']);
    expect(forecasters[0]!.suggestion.trade).toBe(false);
    expect(forecasters[0]!.suggestion.reasons.join()).toContain('better than can be honest');
    expect(warnings.join()).toContain('look for the future in bars and observations');
    const honest = JSON.parse(await evaluate()) as { warnings: string[] };
    expect(honest.warnings.join()).not.toContain('look for the future');
  });
});
