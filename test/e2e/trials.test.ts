import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cli, emptyDir } from './support/cli.js';

const HOUR = 3_600_000;
const START = Date.UTC(2024, 0, 1);

/** Sixty days of hours that wander: enough days for a Sharpe ratio. */
function folder(start = START): string {
  const cwd = emptyDir();
  const rows = ['time,open,high,low,close,volume'];
  for (let i = 0; i < 60 * 24; i++) {
    const at = (k: number): number => 100 + 20 * Math.sin(k / 40) + 3 * Math.sin(k / 7) + k / 100;
    const [open, close] = [at(i), at(i + 1)];
    rows.push(
      [start + i * HOUR, open, Math.max(open, close) + 0.3, Math.min(open, close) - 0.3, close, 1000].join(','),
    );
  }
  writeFileSync(join(cwd, 'BTCUSDT.csv'), `${rows.join('\n')}\n`);
  writeFileSync(
    join(cwd, 'throws.js'),
    'export default class Throws { init() {} reset() {} onBar(bar) { if (bar.index === 50) throw new Error("no"); return null; } }\n',
  );
  return cwd;
}

const run = (cwd: string, ...more: string[]) => cli(['backtest', '--data', 'BTCUSDT.csv', ...more], { cwd });

async function listed(cwd: string): Promise<Record<string, unknown>[]> {
  const { stdout } = await cli(['trials', '--json'], { cwd });
  return (JSON.parse(stdout) as { trials: Record<string, unknown>[] }).trials;
}

describe('the registry of trials', () => {
  it('counts what was tried on the same data, the same try once, a failed one too', async () => {
    const cwd = folder();
    expect((await cli(['trials'], { cwd })).stdout).toBe('Nothing has been tried yet.\n');

    const first = await run(cwd, '--strategy', 'sma-cross', '--param', 'fast=5');
    expect(first.code, first.stderr).toBe(0);
    expect(first.stdout).toContain('First try on these data: no luck of many tries is in its Sharpe ratio.');
    await run(cwd, '--strategy', 'sma-cross', '--param', 'fast=5');
    expect(await listed(cwd), 'the same again is not a new trial').toHaveLength(1);

    expect((await run(cwd, '--strategy', 'throws.js')).code).toBe(2);
    const last = await run(cwd, '--strategy', 'sma-cross', '--param', 'fast=8', '--json');
    const document = JSON.parse(last.stdout) as Record<string, Record<string, Record<string, unknown>>>;
    expect(document.deflated_sharpe).toMatchObject({ raw: { trials: 3 }, without_result: 1 });
    expect(await listed(cwd)).toMatchObject([
      { strategy: 'sma-cross', status: 'completed', symbols: ['BTCUSDT'], interval_ms: HOUR },
      { strategy: 'throws.js', status: 'failed', daily_sharpe: null },
      { strategy: 'sma-cross', status: 'completed' },
    ]);
    const { stdout } = await cli(['trials', '--symbol', 'BTCUSDT'], { cwd });
    expect(stdout).toContain('3 trials, 1 without a result.');
    expect((await cli(['trials', '--symbol', 'ETHUSDT'], { cwd })).stdout).toBe('Nothing has been tried yet.\n');
  });
  it('knows a costlier run, other data under the same name and a part of the data as other trials', async () => {
    const cwd = folder();
    const ids = new Set<unknown>();
    for (const more of [[], ['--fee-rate', '0.002'], ['--from', '2024-01-05'], ['--max-exposure', '0.2']]) {
      const { code, stderr } = await run(cwd, '--strategy', 'sma-cross', ...more);
      expect(code, stderr).toBe(0);
      for (const { id } of await listed(cwd)) ids.add(id);
    }
    expect(ids.size).toBe(4);
  });
  it('says that nothing was found by luck only as far as the number of tries allows', async () => {
    const cwd = folder();
    const shares: number[] = [];
    for (const fast of [5, 6, 7, 8, 9, 10]) {
      const { stdout } = await run(cwd, '--strategy', 'sma-cross', '--param', `fast=${fast}`, '--json');
      const { deflated_sharpe: found } = JSON.parse(stdout) as {
        deflated_sharpe: { probabilistic_sharpe: number; raw: { trials: number; deflated_sharpe: number } };
      };
      expect(found.raw.trials).toBe(shares.length + 1);
      shares.push(found.probabilistic_sharpe - found.raw.deflated_sharpe);
    }
    expect(shares[0]).toBe(0);
    expect(shares.at(-1)).toBeGreaterThan(0);
  });

  it('shows the Sharpe ratio of the report and no other, where the data begin at 07:00', async () => {
    const start = START + 7 * HOUR;
    const cwd = folder(start);
    const { stdout, stderr } = await run(cwd, '--strategy', 'sma-cross', '--csv', '--json');
    const found = JSON.parse(stdout || stderr) as {
      run: string;
      sharpe: number;
      metrics: { sharpe: number };
      benchmark: { metrics: { sharpe: number } };
      deflated_sharpe: { sharpe: number; observations: number; benchmark: Record<string, number> };
    };
    // From what was written: the account at each 07:00, by hand.
    const rows = readFileSync(join(cwd, 'user_data/runs', found.run, 'equity.csv'), 'utf8')
      .trim()
      .split('\r\n')
      .slice(1);
    const equity = rows.map((row) => Number(row.split(',')[1]));
    const days = Array.from({ length: 60 }, (_, day) => equity[(day + 1) * 24 - 1]!);
    const returns = days.map((value, day) => value / (day === 0 ? 10_000 : days[day - 1]!) - 1);
    const mean = returns.reduce((sum, each) => sum + each, 0) / 60;
    const deviation = Math.sqrt(returns.reduce((sum, each) => sum + (each - mean) ** 2, 0) / 59);
    const daily = mean / deviation;

    const yearly = Math.sqrt(365);
    expect(found.metrics.sharpe).toBeCloseTo(daily * yearly, 9);
    expect(found.sharpe).toBe(found.metrics.sharpe);
    expect(found.deflated_sharpe.observations).toBe(60);
    expect(found.deflated_sharpe.sharpe).toBeCloseTo(daily, 11);
    const [trial] = await listed(cwd);
    expect(trial).toMatchObject({ sharpe: found.sharpe, run: found.run });
    expect(trial!.daily_sharpe).toBeCloseTo(daily, 11);
    const shown = (await cli(['trials'], { cwd })).stdout;
    expect(shown).toContain(`Sharpe ${found.sharpe.toFixed(2)} `);
    const { benchmark } = found.deflated_sharpe;
    expect(benchmark.sharpe! * yearly).toBeCloseTo(found.benchmark.metrics.sharpe, 9);
    expect(benchmark.raw_deflated_sharpe, 'of the only try').toBe(benchmark.probabilistic_sharpe);

    const again = await run(cwd, '--strategy', 'sma-cross', '--param', 'fast=6');
    const text = again.stdout.replace(/\s+/g, ' ');
    expect(text).toContain('Try 2 on these data');
    expect(text).toContain(
      `and that of buying and holding ${benchmark.sharpe!.toFixed(3)}, for which the probabilities would be`,
    );
  });

  it('knows a series by its values: under another name, resampled, in other units or beside another symbol', async () => {
    const cwd = folder();
    const tries = async (...argv: string[]): Promise<number> => {
      const done = await cli(['backtest', '--strategy', 'sma-cross', '--json', ...argv], { cwd });
      expect(done.code, done.stderr).toBe(0);
      const found = JSON.parse(done.stdout) as { deflated_sharpe: { raw: { trials: number } } };
      return found.deflated_sharpe.raw.trials;
    };
    const rows = readFileSync(join(cwd, 'BTCUSDT.csv'), 'utf8').trim().split('\n').slice(1);
    const bars = rows.map((row) => row.split(',').map(Number));
    const write = (name: string, list: readonly (readonly number[])[]): string => {
      writeFileSync(
        join(cwd, name),
        ['time,open,high,low,close,volume', ...list.map((row) => row.join(','))].join('\n'),
      );
      return name;
    };
    expect(await tries('--data', 'BTCUSDT.csv')).toBe(1);
    expect(await tries('--data', write('XYZUSDT.csv', bars)), 'another name').toBe(2);
    const four = bars
      .filter((_, i) => i % 4 === 0)
      .map((row, i) => {
        const part = bars.slice(4 * i, 4 * i + 4);
        const all = (k: number): number[] => part.map((each) => each[k]!);
        return [row[0]!, row[1]!, Math.max(...all(2)), Math.min(...all(3)), part.at(-1)![4]!, 4_000];
      });
    expect(await tries('--data', write('ABCUSDT.csv', four)), 'resampled under another name').toBe(3);
    const cents = bars.map(([time, ...prices]) => [time!, ...prices.map((price) => price * 100)]);
    expect(await tries('--data', write('CENTUSDT.csv', cents)), 'in other units').toBe(4);
    let price = 50;
    const walk = bars.map(([time], i) => {
      const open = price;
      price *= 1 + 0.01 * Math.sin(i * i);
      return [time!, open, Math.max(open, price), Math.min(open, price), price, 1000];
    });
    const other = write('OTHERUSDT.csv', walk);
    expect(await tries('--data', 'XYZUSDT.csv', '--data', other, '--param', 'size=0.5'), 'a bystander').toBe(5);
    expect(await tries('--data', 'BTCUSDT.csv', '--from', '2024-01-20', '--to', '2024-02-05'), 'a part of it').toBe(6);
    expect(await tries('--data', other), 'another market, tried once as a bystander').toBe(2);
    const late = walk.slice(0, 600).map(([time, ...rest]) => [time! + 365 * 24 * HOUR, ...rest]);
    expect(await tries('--data', write('LATEUSDT.csv', late)), 'another time').toBe(1);
  });
});
