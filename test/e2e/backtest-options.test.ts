import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { cli, emptyDir, filesUnder, type CliRun } from './support/cli.js';

const HOUR = 3_600_000;
const START = Date.UTC(2024, 0, 1);
const HOURS = 24 * 60;

/** A market that swings by a third, as a CSV file; `shift` moves all prices, as a mark price may. */
function marketCsv(shift = 1, hours = HOURS): string {
  const rows = ['time,open,high,low,close,volume'];
  for (let i = 0; i < hours; i++) {
    const at = (k: number): number => shift * (100 + 30 * Math.sin(k / 90) + 6 * Math.sin(k / 7) + k / 200);
    const [open, close] = [at(i), at(i + 1)];
    rows.push(`${START + i * HOUR},${open},${Math.max(open, close) + 0.3},${Math.min(open, close) - 0.3},${close},500`);
  }
  return `${rows.join('\n')}\n`;
}

let cwd: string;
beforeEach(() => {
  cwd = emptyDir();
  writeFileSync(join(cwd, 'BTCUSDT.csv'), marketCsv());
});

const ARGV = ['backtest', '--data', 'BTCUSDT.csv', '--strategy', 'sma-cross'];
const backtest = (...more: string[]): Promise<CliRun> => cli([...ARGV, ...more], { cwd });
const file = (name: string, value: unknown): string => {
  writeFileSync(join(cwd, name), typeof value === 'string' ? value : JSON.stringify(value));
  return name;
};
async function json(...more: string[]) {
  const run = await backtest(...more, '--json');
  expect(run.code, run.stderr).toBe(0);
  return JSON.parse(run.stdout);
}

describe('a file of rules with several mistakes', () => {
  it('is refused with all of them, a line each', async () => {
    const rules = file(
      'mine.yaml',
      'rules:\n  - side: buy\n    enter: close > 1 && close < 2\n    stoploss: 3%\n    size: -5%\n',
    );
    const { code, stderr } = await cli(['backtest', '--data', 'BTCUSDT.csv', '--strategy', rules], { cwd });
    expect(code).toBe(2);
    const lines = stderr.split('\n').filter((line) => line.includes('mine.yaml:'));
    expect(lines).toHaveLength(4);
    expect(stderr).toContain('mine.yaml:2:11: rules[0].side: is "buy": it must be one of long, short.');
    expect(stderr).toContain('mine.yaml:5:11: rules[0].size: is -0.05: it must be above 0.');
    expect(stderr).toContain('mine.yaml:4:5: rules[0]: there is no "stoploss" here (did you mean "stop"?).');
    expect(stderr).toContain('mine.yaml:3:22: rules[0].enter: "&" does not belong here: write and.');
  });
});

const TIERS = {
  BTCUSDT: [
    {
      liquidation_fee: 0.01,
      tiers: [
        { floor: 0, rate: 0.2 },
        { floor: 50_000, rate: 0.4 },
      ],
    },
    { effective_from: '2030-01-01', liquidation_fee: 0, tiers: [{ floor: 0, rate: 0.01 }] },
  ],
};

describe('what the engine can be told', () => {
  it('changes the run, is recorded, and is repeated bit for bit', async () => {
    file('BTCUSDT-mark.csv', marketCsv(1.01));
    file('filters.json', { BTCUSDT: [{ effective_from: '2020-01-01', step_size: 0.5, min_notional: 20 }] });
    file('tiers.json', TIERS);
    const plain = await json();
    const options: readonly (readonly [argv: readonly string[], recorded: Record<string, unknown>])[] = [
      [['--max-exposure', '0.4'], { execution: { max_exposure: 0.4 } }],
      [['--max-change-per-decision', '0.25'], { execution: { max_change_per_decision: 0.25 } }],
      [['--max-drawdown', '0.01'], { execution: { max_drawdown: 0.01 } }],
      [['--latency-ms', '4000000'], { execution: { latency_ms: 4_000_000 } }],
      [['--slippage-impact', '2', '--slippage-volatility-bars', '5'], { execution: { slippage_volatility_bars: 5 } }],
      [['--slippage-impact', '9', '--slippage-max-bps', '3'], { execution: { slippage_bps: 1, slippage_max_bps: 3 } }],
      [['--max-participation', '0.05'], { execution: { max_participation: 0.05 } }],
      [['--instrument', 'margin', '--borrow-rate', '0.5'], { execution: { borrow_rate_per_year: 0.5 } }],
      [['--leverage', '3', '--param', 'size=3', '--mark', 'BTCUSDT-mark.csv'], { mark: ['BTCUSDT-mark.csv'] }],
      [['--filters', 'filters.json'], { filters: { source: 'filters.json' } }],
      [['--filters', 'binance-um'], { filters: { source: 'binance-um' } }],
      [
        ['--leverage', '3', '--param', 'size=3', '--margin-tiers', 'tiers.json'],
        { margin_tiers: { source: 'tiers.json' } },
      ],
    ];
    for (const [argv, recorded] of options) {
      const result = await json(...argv);
      const what = argv.join(' ');
      expect(result.configuration, what).toMatchObject(recorded);
      expect(result.final_equity, what).not.toBe(plain.final_equity);
      const repeated = await cli(['backtest', '--repeat', result.run], { cwd });
      expect({ code: repeated.code, stderr: repeated.stderr }, what).toEqual({ code: 0, stderr: '' });
    }
    expect(Object.keys(plain.configuration), 'what was not asked for leaves no trace').not.toContain('filters');
    expect(Object.keys(plain.configuration.execution)).not.toContain('max_exposure');
  });

  it('keeps small changes from being traded', async () => {
    const volatile = ['--strategy', 'volatility-target'];
    const all = await json(...volatile);
    const few = await json(...volatile, '--min-rebalance', '0.9');
    expect(few.metrics.turnover_per_year).toBeLessThan(all.metrics.turnover_per_year);
    expect(few.refusals.counts.below_min_rebalance).toBeGreaterThan(0);
  });

  it('shows what was in force', async () => {
    const { stdout } = await backtest('--max-exposure', '0.4', '--filters', 'binance-um', '--leverage', '2');
    expect(stdout.replace(/\n +/g, ' ')).toMatch(
      /Limits exposure at most 0\.40 times equity · order rules of binance-um · \d+ orders made smaller/,
    );
  });

  it('liquidates by the tiers and the mark prices that were given, and says where they lack', async () => {
    file('tiers.json', TIERS);
    file('BTCUSDT-mark.csv', marketCsv(1, HOURS - 100));
    const levered = ['--strategy', 'buy-and-hold', '--leverage', '2.5', '--param', 'size=2.5'];
    const strict = await json(...levered, '--margin-tiers', 'tiers.json', '--mark', 'BTCUSDT-mark.csv');
    const lenient = await json(...levered);
    expect(strict.counters.liquidations).toBeGreaterThan(lenient.counters.liquidations);
    expect(strict.counters.liquidations_on_last_price).toBe(0);
    expect(strict.data.map(({ role }: { role: string }) => role)).toEqual(['bars', 'mark']);
    expect(strict.warnings).toContain(
      'Mark prices of BTCUSDT are missing for 100 of 1440 bars; the traded price stands in for them.',
    );
  });

  it('refuses a repetition where the rules of the exchange have changed, by content and not by bytes', async () => {
    const rules = { BTCUSDT: [{ step_size: 0.5 }] };
    file('filters.json', rules);
    const { run } = await json('--filters', 'filters.json');
    file('filters.json', JSON.stringify({ ETHUSDT: [{ step_size: 1 }], ...rules }, null, 2));
    expect((await cli(['backtest', '--repeat', run], { cwd })).code).toBe(0);
    file('filters.json', { BTCUSDT: [{ step_size: 0.25 }] });
    const changed = await cli(['backtest', '--repeat', run], { cwd });
    expect(changed.code).toBe(2);
    expect(changed.stderr.replace(/\n\s*/g, ' ')).toContain('filters.json (--filters) has changed');
  });

  it('reads mark prices that are stored beside the traded bars', async () => {
    file('mark.csv', marketCsv(1.01));
    const stored = async (name: string, source: string): Promise<void> => {
      const argv = ['data', 'import', name, '--symbol', 'BTCUSDT', '--interval', '1h', '--source', source];
      const run = await cli(argv, { cwd });
      expect(run.code, run.stderr).toBe(0);
    };
    await stored('BTCUSDT.csv', 'mine');
    await stored('mark.csv', 'mine-mark');
    const argv = ['backtest', '--data', 'mine/BTCUSDT:1h', '--mark', 'BTCUSDT:1h', '--strategy', 'sma-cross', '--json'];
    const run = await cli(argv, { cwd });
    expect(run.code, run.stderr).toBe(0);
    expect(JSON.parse(run.stdout).data[1]).toMatchObject({ role: 'mark', source: 'mine-mark/BTCUSDT:1h' });
  });
});

describe('what is refused, in one sentence', () => {
  const tiers = (rows: unknown): unknown => ({ BTCUSDT: [{ liquidation_fee: 0.01, tiers: rows }] });
  const cases: readonly [argv: readonly string[], sentence: RegExp, files?: Record<string, unknown>][] = [
    [['--max-exposure', '0'], /option --max-exposure must be above 0, not 0/],
    [['--max-exposure', 'much'], /--max-exposure is "much": it must be a number such as 0\.5/],
    [['--max-change-per-decision', '-1'], /option --max-change-per-decision must be above 0/],
    [['--max-drawdown', '30'], /option --max-drawdown must be a fraction between 0 and 1, not 30/],
    [['--latency-ms', '-1'], /option --latency-ms must be at least 0 ms/],
    [['--latency-ms', '5', '--fill', 'close'], /option --latency-ms must be 0 with fill "close"/],
    [['--slippage-impact', '-1'], /option --slippage-impact must be at least 0/],
    [['--slippage-volatility-bars', '1.5'], /option --slippage-volatility-bars must be at least 2/],
    [['--slippage-max-bps', '10000'], /option --slippage-max-bps must be in \[0, 10,000\)/],
    [['--max-participation', '5'], /option --max-participation must be a share of the volume in \(0, 1\], not 5/],
    [['--min-rebalance', '1'], /option --min-rebalance must be in \[0, 1\)/],
    [['--borrow-rate', '0.1'], /option --borrow-rate must be 0 for perp: only instrument "margin" borrows/],
    [['--borrow-rate', '-0.1', '--instrument', 'margin'], /option --borrow-rate must be at least 0/],
    [['--news-cap', '0.5'], /--news-cap bounds the opinions of a regime model, and sma-cross asks none/],
    [['--news-cap', '-1', '--strategy', 'llm-regime'], /news cap is -1: it must be a number from 0 on/],
    [['--mark', 'nowhere.csv'], /nowhere\.csv/],
    [
      ['--mark', 'ETHUSDT.csv'],
      /ETHUSDT\.csv \(--mark\) cannot be used: they are of ETHUSDT/,
      { 'ETHUSDT.csv': marketCsv() },
    ],
    [
      ['--mark', 'BTCUSDT-m.csv'],
      /BTCUSDT-m\.csv \(--mark\) cannot be used: they are bars of 15m, and those of the run are of 1h/,
      { 'BTCUSDT-m.csv': marketCsv().replace(/^(\d+),/gm, (_, t: string) => `${START + (Number(t) - START) / 4},`) },
    ],
    [
      ['--mark', 'BTCUSDT-m.csv', '--from', '2024-02-01'],
      /none of them lies within the run/,
      { 'BTCUSDT-m.csv': marketCsv(1, 48) },
    ],
    [['--mark', 'BTCUSDT.csv', '--instrument', 'spot'], /plain spot has no mark price/],
    [
      ['--filters', 'okx'],
      /okx \(--filters\) is not a file that is there: or name one that is built in: binance-spot, binance-um/,
    ],
    [
      ['--filters', 'f.json'],
      /f\.json \(--filters\) holds no order rules of BTCUSDT, but of ETHUSDT/,
      { 'f.json': { ETHUSDT: [{}] } },
    ],
    [
      ['--filters', 'f.json'],
      /holds no order rules, BTCUSDT\.0\.tick_size: /,
      { 'f.json': { BTCUSDT: [{ tick_size: 0 }] } },
    ],
    [['--filters', 'f.json'], /BTCUSDT\.0: Unrecognized key: "ticksize"/, { 'f.json': { BTCUSDT: [{ ticksize: 1 }] } }],
    [
      ['--filters', 'f.json'],
      /BTCUSDT\.0\.effective_from: must be a day such as 2024-03-01/,
      { 'f.json': { BTCUSDT: [{ effective_from: 'May' }] } },
    ],
    [['--filters', 'f.json'], /f\.json \(--filters\) is not valid JSON/, { 'f.json': '{' }],
    [['--margin-tiers', 't.json'], /t\.json \(--margin-tiers\) is not a file that is there: check the path/],
    [
      ['--margin-tiers', 't.json'],
      /holds no margin tiers of BTCUSDT, but of ETHUSDT/,
      { 't.json': { ETHUSDT: TIERS.BTCUSDT } },
    ],
    [['--margin-tiers', 't.json'], /tiers\.0\.floor: must be 0/, { 't.json': tiers([{ floor: 5, rate: 0.1 }]) }],
    [
      ['--margin-tiers', 't.json'],
      /tiers\.1\.rate: must be above that of the tier before/,
      {
        't.json': tiers([
          { floor: 0, rate: 0.1 },
          { floor: 5, rate: 0.1 },
        ]),
      },
    ],
    [['--margin-tiers', 't.json'], /tiers\.0\.rate: /, { 't.json': tiers([{ floor: 0, rate: 1 }]) }],
  ];

  it.each(cases)('%j', async (argv, sentence, files = {}) => {
    for (const [name, value] of Object.entries(files)) file(name, value);
    const run = await backtest(...argv);
    expect({ code: run.code, stdout: run.stdout }, run.stderr).toEqual({ code: 2, stdout: '' });
    const text = run.stderr.trim().replace(/\n\s*/g, ' ');
    expect(text).toMatch(sentence);
    expect(text.split(/\.\s/), 'one sentence').toHaveLength(1);
    expect(
      filesUnder(cwd).filter((path) => path.startsWith('user_data')),
      'nothing written',
    ).toEqual([]);
  });

  it('beside --repeat', async () => {
    const run = await cli(['backtest', '--repeat', '20250131-130501-042-1a2b3c4d', '--max-exposure', '1'], { cwd });
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('--max-exposure');
  });
});
