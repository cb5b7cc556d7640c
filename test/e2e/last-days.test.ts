import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { cli, emptyDir } from './support/cli.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Neither at midnight nor a whole number of days: the last days are those before the last close. */
const START = Date.UTC(2024, 0, 1, 7);
const HOURS = 24 * 50 + 5;
const END = START + HOURS * HOUR;

let cwd: string;
beforeEach(() => {
  cwd = emptyDir();
  write('BTCUSDT', HOURS);
});

function write(symbol: string, hours: number): void {
  const rows = ['time,open,high,low,close,volume'];
  for (let i = 0; i < hours; i++) {
    const [open, close] = [i, i + 1].map((k) => 100 + 20 * Math.sin(k / 30) + k / 100) as [number, number];
    rows.push(`${START + i * HOUR},${open},${Math.max(open, close) + 0.2},${Math.min(open, close) - 0.2},${close},500`);
  }
  writeFileSync(join(cwd, `${symbol}.csv`), `${rows.join('\n')}\n`);
}

const utc = (time: number): string => new Date(time).toISOString();

async function json(command: string, ...more: string[]) {
  const argv = [command, '--data', 'BTCUSDT.csv', ...more, '--json'];
  const { code, stdout, stderr } = await cli(argv, { cwd, env: { LOG_LEVEL: 'silent' } });
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

describe('--days', () => {
  const RUN = ['--strategy', 'sma-cross', '--param', 'fast=3', '--param', 'slow=8'];

  it('of a backtest are the last days of the data, as if --from had named the moment', async () => {
    const last = await json('backtest', ...RUN, '--days', '10');
    expect(last).toMatchObject({ bars: 240, start_time: END - 10 * DAY, end_time: END });
    const named = await json('backtest', ...RUN, '--from', utc(END - 10 * DAY));
    expect({ ...last, run: '', deflated_sharpe: 0 }).toEqual({ ...named, run: '', deflated_sharpe: 0 });
    const until = await json('backtest', ...RUN, '--days', '3', '--to', '2024-02-01');
    expect(until).toMatchObject({ bars: 72, start_time: Date.UTC(2024, 0, 29), end_time: Date.UTC(2024, 1, 1) });
    const all = await json('backtest', ...RUN, '--days', '9999');
    expect(all, 'more than there are').toMatchObject({ bars: HOURS, start_time: START });
    const beyond = await json('backtest', ...RUN, '--days', '2', '--to', '2030-01-01');
    expect(beyond, 'an end after the data').toMatchObject({ bars: 48, end_time: END });
  });

  it('of several symbols end with the last bar of any', async () => {
    write('ETHUSDT', HOURS - 24);
    const run = await json('backtest', '--data', 'ETHUSDT.csv', ...RUN, '--days', '5');
    expect(run).toMatchObject({ bars: 120, start_time: END - 5 * DAY });
  });

  it('repeats bit for bit', async () => {
    const { run } = await json('backtest', ...RUN, '--days', '10');
    const { code, stdout, stderr } = await cli(['backtest', '--repeat', run, '--json'], { cwd });
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ identical: true });
  });

  it('of an evaluation are the days of its decisions', async () => {
    const few = ['--samples', '100', '--no-attribution', '--model', 'baseline/momentum'];
    const last = await json('evaluate', ...few, '--days', '5');
    const named = await json('evaluate', ...few, '--from', utc(END - 5 * DAY));
    expect(Date.parse(last.from_utc)).toBeGreaterThanOrEqual(END - 5 * DAY);
    expect(Date.parse(last.from_utc)).toBeLessThan(END - 4 * DAY);
    expect(last.from_utc).toBe(named.from_utc);
    expect(last.id.slice(-8), 'the hash of what was judged').toBe(named.id.slice(-8));
  });

  it('of lookahead are the days that are checked', async () => {
    const last = await json('lookahead', ...RUN, '--days', '10', '--cuts', '3');
    const named = await json('lookahead', ...RUN, '--from', utc(END - 10 * DAY), '--cuts', '3');
    expect(last.clean).toBe(true);
    expect(last).toEqual(named);
    expect(last).not.toEqual(await json('lookahead', ...RUN, '--cuts', '3'));
  });

  it.each(['backtest', 'evaluate', 'lookahead'])('are refused by %s beside what they contradict', async (command) => {
    const strategy = command === 'evaluate' ? [] : RUN;
    for (const [more, sentence] of [
      [['--timerange', '20240101-'], /Give either --timerange/],
      [['--from', '2024-01-05'], /Give either --from or --days/],
    ] as const) {
      const argv = [command, '--data', 'BTCUSDT.csv', ...strategy, '--days', '5', ...more];
      const { code, stderr } = await cli(argv, { cwd });
      expect(code).toBe(2);
      expect(stderr).toMatch(sentence);
    }
    for (const days of ['0', '-1', '1.5', 'ten']) {
      const { code, stderr } = await cli([command, '--data', 'BTCUSDT.csv', ...strategy, `--days=${days}`], { cwd });
      expect(code).toBe(2);
      expect(stderr).toContain(`--days is "${days}"`);
    }
    const repeated = await cli(['backtest', '--repeat', '20250131-130501-042-1a2b3c4d', '--days', '5'], { cwd });
    expect(repeated.code).toBe(2);
    expect(repeated.stderr).toContain('--days');
  });
});
