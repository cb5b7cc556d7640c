import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRun } from '../../src/app/runs/read-run.js';
import { backtestSummarySchema } from '../../src/core/backtest-result/index.js';
import { STRATEGIES } from '../../src/strategies/index.js';
import { hasTestData, SKIP_REASON, testDataPath } from '../support/test-data.js';
import { cli, emptyDir, type CliRun } from './support/cli.js';

const HOUR = 3_600_000;
const START = Date.UTC(2024, 0, 1);

/** A market that rises, falls and rises again, as a CSV file. */
function marketCsv(hours = 600): string {
  const rows = ['time,open,high,low,close,volume'];
  for (let i = 0; i < hours; i++) {
    const at = (k: number): number => 100 + 20 * Math.sin(k / 40) + k / 50;
    const [open, close] = [at(i), at(i + 1)];
    const [high, low] = [Math.max(open, close) + 0.3, Math.min(open, close) - 0.3];
    rows.push([START + i * HOUR, open, high, low, close, 1000].map((each) => each.toFixed(6)).join(','));
  }
  return `${rows.join('\n')}\n`.replace(/\.000000/g, '');
}

function folder(files: Readonly<Record<string, string>> = {}): string {
  const cwd = emptyDir();
  for (const [name, text] of Object.entries({ 'BTCUSDT.csv': marketCsv(), ...files })) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  return cwd;
}

const runFolders = (cwd: string): string[] => {
  try {
    return readdirSync(join(cwd, 'user_data', 'runs'));
  } catch {
    return [];
  }
};

async function json(argv: readonly string[], cwd: string) {
  const run = await cli([...argv, '--json'], { cwd });
  expect(run.code, run.stderr).toBe(0);
  return JSON.parse(run.stdout);
}

/** A refusal: exit code 2, one sentence, and no folder of a run, half-written or whole. */
async function refused(argv: readonly string[], cwd: string): Promise<string> {
  const run = await cli(argv, { cwd });
  expect({ code: run.code, stdout: run.stdout }, run.stderr).toEqual({ code: 2, stdout: '' });
  expect(runFolders(cwd), 'no run folder').toEqual([]);
  const text = run.stderr.trim().replace(/\n\s*/g, ' ');
  expect(text, 'no stack trace').not.toMatch(/\n\s+at /);
  return text;
}

const backtest = (strategy: string, ...more: string[]): string[] => [
  'backtest',
  '--data',
  'BTCUSDT.csv',
  '--strategy',
  strategy,
  ...more,
];

const STRATEGY_TS = `import { Strategy, type Bar, type AccountState, type StrategyContext, type Order, type Indicator } from 'llm-trading-system';
import { z } from 'zod';
import { threshold } from './lib/threshold.js';

enum Mode { Calm, Bold }

export const schema = z.strictObject({ period: z.number().int().min(2).default(10), size: z.number().default(0.5) });

export default class Mine extends Strategy {
  private average!: Indicator;
  constructor(private readonly params: z.infer<typeof schema>, private readonly mode: Mode = Mode.Calm) {
    super();
  }
  override init(context: StrategyContext): void {
    this.average = context.sma(this.params.period);
  }
  onBar(bar: Bar, account: AccountState, context: StrategyContext): Order | null {
    if (Number.isNaN(this.average.value)) return null;
    return bar.close > this.average.value * threshold
      ? { symbol: bar.symbol, side: 'long', size: this.params.size }
      : { symbol: bar.symbol, side: 'flat' } satisfies Order;
  }
}
`;
const LIB_TS = 'export const threshold: number = 1 as number;\n';

describe('backtest', () => {
  it('prints a summary and writes the run', async () => {
    const cwd = folder();
    const run = await cli(backtest('sma-cross', '--param', 'fast=5', '--param', 'slow=20'), { cwd });
    expect(run.code, run.stderr).toBe(0);
    const [id] = runFolders(cwd);
    expect(run.stdout).toContain(`report user_data/runs/${id}/report.html`);
    expect(run.stdout).toMatch(/^sma-cross · BTCUSDT 1h · 2024-01-01 – 2024-01-26 · 600 bars/);
    expect(run.stdout).toMatch(/equity {7}[▁▂▃▄▅▆▇█]+/);
    const { result } = await readRun(join(cwd, 'user_data/runs'), id!);
    expect(result).toMatchObject({ strategy: { name: 'sma-cross', params: { fast: 5, slow: 20 } }, bars: 600 });
    expect(result.equity.at(-1)).toBe(result.final_equity);
  });

  it('prints the document without its series for programs, and takes every option', async () => {
    const cwd = folder({
      'funding-BTCUSDT.csv': `fundingTime,fundingRate\n${START + 8 * HOUR},0.0001\n${START + 16 * HOUR},0.0002\n`,
    });
    const document = await json(
      [
        ...backtest('sma-cross', '--param', 'fast=5', '--param', 'slow=20', '--param', 'size=2'),
        ...['--from', '2024-01-01T06:00', '--to', '2024-01-20', '--initial-equity', '5000', '--maker-fee', '0.0001'],
        ...['--taker-fee', '0.0004', '--slippage-bps', '2', '--fill', 'close', '--funding', 'funding-BTCUSDT.csv'],
        ...['--leverage', '3', '--instrument', 'perp', '--out', 'elsewhere', '--bootstrap', '200'],
      ],
      cwd,
    );
    const { run, ...summary } = document;
    expect(backtestSummarySchema.parse(summary)).toMatchObject({
      initial_equity: 5_000,
      start_time: START + 6 * HOUR,
      end_time: Date.UTC(2024, 0, 20),
      bootstrap: { samples: 200 },
    });
    expect(summary).not.toHaveProperty('equity');
    expect(summary.configuration.execution).toMatchObject({
      maker_fee: 0.0001,
      taker_fee: 0.0004,
      slippage_bps: 2,
      fill: 'close',
      leverage: 3,
      instrument: 'perp',
    });
    expect(summary.data.map(({ role, rows }: { role: string; rows: number }) => [role, rows])).toEqual([
      ['bars', 450],
      ['funding', 2],
    ]);
    expect(summary.warnings).toContainEqual(expect.stringMatching(/^Funding is missing for \d+ settlements/));
    expect(readdirSync(join(cwd, 'elsewhere'))).toEqual([run]);
    expect(runFolders(cwd)).toEqual([]);
    const fee = await json(backtest('buy-and-hold', '--fee-rate', '0.002'), cwd);
    expect(fee.configuration.execution).toMatchObject({ maker_fee: 0.002, taker_fee: 0.002 });
  });

  it('runs a TypeScript file with enums, parameter properties and a file beside it', async () => {
    const cwd = folder({ 'mine.ts': STRATEGY_TS, 'lib/threshold.ts': LIB_TS });
    const document = await json(backtest('mine.ts', '--param', 'period=20'), cwd);
    expect(document.strategy).toEqual({ name: 'mine.ts', params: { period: 20, size: 0.5 } });
    expect(document.trade_count).toBeGreaterThan(0);
    expect(document.configuration.strategy_files.map(({ file }: { file: string }) => file)).toEqual([
      'mine.ts',
      'lib/threshold.ts',
    ]);
  });

  it.each([
    [
      'mine.mjs',
      'export default class { onBar(bar) { return { side: bar.index % 9 < 4 ? "long" : "flat", size: 1 }; } }',
    ],
    [
      'mine.js',
      'module.exports.default = class { onBar(bar) { return bar.index % 9 < 4 ? { side: "short", size: 0.5 } : { side: "flat" }; } };',
    ],
    [
      'mine.ts',
      'import type { Bar } from "llm-trading-system";\nexport default class Tiny { onBar(bar: Bar) { return { side: bar.index % 9 < 4 ? "long" : "flat", size: 1 } as const; } }',
    ],
  ])('runs %s', async (name, text) => {
    const document = await json(backtest(name), folder({ [name]: text }));
    expect(document.trade_count).toBeGreaterThan(60);
    expect(document.refusals.total).toBeLessThanOrEqual(1);
  });

  it('runs rules, and wraps a strategy of any kind', async () => {
    const cwd = folder({
      'mine.ts': STRATEGY_TS,
      'lib/threshold.ts': LIB_TS,
      'rules.yaml': [
        'indicators: { slow: { sma: 20 } }',
        'rules:',
        '  - { side: long, size: 0.5, enter: "close > slow", exit: "close < slow" }',
        '',
      ].join('\n'),
    });
    const rules = await json(backtest('rules.yaml'), cwd);
    expect(rules.trade_count).toBeGreaterThan(0);
    expect(rules.configuration.strategy_files).toHaveLength(1);
    for (const inner of ['mine.ts', 'rules.yaml', 'donchian-breakout']) {
      const wrapped = await json(backtest('regime-scaled', '--param', `strategy=${inner}`), cwd);
      expect(wrapped.configuration.regime.totals.decisions, inner).toBe(25);
    }
  });

  it('puts parts of a series together: cut in two, it is the same run', async () => {
    const rows = marketCsv().trim().split('\n');
    const [head, ...data] = rows;
    const cwd = folder({
      'BTCUSDT-a.csv': [head, ...data.slice(0, 277), ''].join('\n'),
      'BTCUSDT-b.csv': [head, ...data.slice(270), ''].join('\n'),
    });
    const whole = await json(backtest('rsi-mean-reversion'), cwd);
    const parts = await json(
      ['backtest', '--data', 'BTCUSDT-b.csv', '--data', 'BTCUSDT-a.csv', '--strategy', 'rsi-mean-reversion'],
      cwd,
    );
    expect(parts.data[0].sha256).toBe(whole.data[0].sha256);
    expect(parts.final_equity).toBe(whole.final_equity);
  });

  it('trades several symbols on one account, and times fills by finer bars where they are given', async () => {
    const cwd = folder({ 'ETHUSDT.csv': marketCsv(500) });
    const two = await json([...backtest('sma-cross', '--param', 'size=0.4'), '--data', 'ETHUSDT.csv'], cwd);
    expect(two.symbols).toEqual(['BTCUSDT', 'ETHUSDT']);
    const regime = await json([...backtest('llm-regime', '--param', 'base_size=0.2'), '--data', 'ETHUSDT.csv'], cwd);
    expect(regime.warnings).toContain('The opinions are about BTCUSDT, and ETHUSDT traded on them as well.');
    const fine = marketCsv().replace(/^(\d+),/gm, (_, time: string) => `${START + (Number(time) - START) / 4},`);
    writeFileSync(join(cwd, 'BTCUSDT-fine.csv'), fine);
    const document = await json([...backtest('sma-cross'), '--data', 'BTCUSDT-fine.csv'], cwd);
    expect(document.interval_ms).toBe(HOUR);
    expect(document.data.map(({ role }: { role: string }) => role)).toEqual(['bars', 'finer']);
  });

  it.each([
    ['a server is set and no model is named', { OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' }],
    ['the model that is named has no key', { LLM_MODEL: 'openai/gpt-5-mini' }],
  ])('asks for no model where the strategy asks none, though %s', async (_, env) => {
    const argv = ['backtest', '--strategy', 'sma-cross', '--data', 'BTCUSDT.csv'];
    const { code, stderr } = await cli(argv, { cwd: folder(), env });
    expect(code, stderr).toBe(0);
  });

  it('reads stored bars by name', async () => {
    const cwd = folder();
    expect((await cli(['data', 'import', 'BTCUSDT.csv', '--source', 'mine'], { cwd })).code).toBe(0);
    const stored = await json(['backtest', '--data', 'BTCUSDT:1h', '--strategy', 'buy-and-hold'], cwd);
    const file = await json(backtest('buy-and-hold'), cwd);
    expect(stored.data[0]).toMatchObject({ source: 'mine/BTCUSDT:1h', sha256: file.data[0].sha256 });
    expect(stored.final_equity).toBe(file.final_equity);
  });

  it('stops at Ctrl-C and writes nothing', async () => {
    const cwd = folder();
    const controller = new AbortController();
    controller.abort(new Error('interrupted'));
    const run = await cli(backtest('llm-regime'), { cwd, signal: controller.signal });
    expect(run.code).toBe(130);
    expect(runFolders(cwd)).toEqual([]);
  });
});

describe('a result that can be proven', () => {
  const idOf = (run: CliRun): string => /^run +(\S+)$/m.exec(run.stdout)![1]!;

  it('comes out bit for bit the same, from what the run recorded', async () => {
    const cwd = folder({ 'mine.ts': STRATEGY_TS, 'lib/threshold.ts': LIB_TS });
    for (const argv of [
      backtest('sma-cross', '--param', 'fast=5', '--param', 'slow=20', '--from', '2024-01-05', '--bootstrap', '200'),
      backtest('llm-regime', '--param', 'horizon_bars=8'),
      backtest('regime-scaled', '--param', 'strategy=mine.ts'),
      backtest('mine.ts', '--leverage', '2', '--fill', 'close', '--instrument', 'margin'),
    ]) {
      const id = idOf(await cli(argv, { cwd }));
      const repeated = await cli(['backtest', '--repeat', id], { cwd });
      expect({ code: repeated.code, stderr: repeated.stderr }, argv.join(' ')).toEqual({ code: 0, stderr: '' });
      expect(repeated.stdout).toContain('came out bit for bit as recorded');
      const report = JSON.parse((await cli(['backtest', '--repeat', id, '--json'], { cwd })).stdout);
      expect(report).toMatchObject({ id, identical: true, differences: [] });
      expect(report.repeated_sha256).toBe(report.recorded_sha256);
    }
  });

  it('is refused where an input has changed, and names it', async () => {
    const cwd = folder({ 'mine.ts': STRATEGY_TS, 'lib/threshold.ts': LIB_TS });
    const id = idOf(await cli(backtest('mine.ts'), { cwd }));
    const sentence = async (): Promise<string> => {
      const { code, stderr } = await cli(['backtest', '--repeat', id], { cwd });
      expect(code).toBe(2);
      return stderr.replace(/\n\s*/g, ' ');
    };
    writeFileSync(join(cwd, 'lib/threshold.ts'), LIB_TS.replace('1 as', '1.01 as'));
    expect(await sentence()).toMatch(
      /is not what it was: lib\/threshold\.ts has changed \(recorded [0-9a-f]{12}…, now/,
    );
    writeFileSync(join(cwd, 'lib/threshold.ts'), LIB_TS);
    writeFileSync(join(cwd, 'BTCUSDT.csv'), marketCsv().replace('120.', '121.'));
    expect(await sentence()).toMatch(/bars of BTCUSDT \(BTCUSDT\.csv\) has changed|opens? /);
  });

  it('shows what came out otherwise where the code has changed', async () => {
    const cwd = folder();
    const argv = backtest('buy-and-hold');
    const id = idOf(await cli(argv, { cwd }));
    // As if another version of the program had written it: the document and its hash agree.
    const path = join(cwd, 'user_data/runs', id);
    const { createHash } = await import('node:crypto');
    const text = readFileSync(join(path, 'result.json'), 'utf8').replace('"sharpe":null', '"sharpe":9');
    writeFileSync(join(path, 'result.json'), text);
    const summary = JSON.parse(readFileSync(join(path, 'summary.json'), 'utf8'));
    summary.result_sha256 = createHash('sha256').update(text).digest('hex');
    writeFileSync(join(path, 'summary.json'), JSON.stringify(summary));
    const { code, stdout } = await cli(['backtest', '--repeat', id], { cwd });
    expect(code).toBe(4);
    expect(stdout).toContain('came out otherwise');
    expect(stdout).toMatch(/sharpe\s+│ 9/);
  });

  it('takes nothing but the record', async () => {
    const cwd = folder();
    expect(await refused(['backtest', '--repeat', 'x', '--strategy', 'sma-cross'], cwd)).toContain(
      'cannot be used with',
    );
    expect(await refused(['backtest', '--repeat', '../x'], cwd)).toContain('is not a run');
  });
});

describe('wrong input', () => {
  it.each([
    [['backtest', '--strategy', 'sma-cross'], '--data is missing: name a file'],
    [['backtest', '--data', 'BTCUSDT.csv'], '--strategy is missing: name one'],
    [backtest('sma-crss'), 'There is no strategy "sma-crss"'],
    [backtest('BTCUSDT.csv'), 'BTCUSDT.csv is not a strategy file'],
    [backtest('nowhere.ts'), 'nowhere.ts is not there'],
    [backtest('nowhere.yaml'), 'nowhere.yaml (--strategy) is not there'],
    [backtest('sma-cross', '--param', 'fast=x'), 'Parameter sma-cross.fast is "x": it must be a number'],
    [backtest('sma-cross', '--param', 'fats=5'), 'fats'],
    [backtest('sma-cross', '--param', 'fast'), '"fast" is not a parameter: write name=value'],
    [backtest('sma-cross', '--param', 'fast=3', '--param', 'fast=4'), '--param fast is given twice'],
    [backtest('sma-cross', '--from', 'yesterday'), '--from is "yesterday"'],
    [backtest('sma-cross', '--from', '2024-02-01', '--to', '2024-01-01'), '--from must lie before --to'],
    [
      backtest('sma-cross', '--from', '2025-01-01'),
      'needs at least two bars, and none of BTCUSDT is in the chosen range',
    ],
    [backtest('sma-cross', '--to', '2024-01-01T01:00'), 'only one of BTCUSDT is in the chosen range'],
    [backtest('sma-cross', '--initial-equity', 'much'), '--initial-equity is "much"'],
    [backtest('sma-cross', '--initial-equity', '-1'), '--initial-equity must be above 0, not -1'],
    [backtest('sma-cross', '--fee-rate', '0.5'), '--fee-rate must be a fraction'],
    [backtest('sma-cross', '--fee-rate', '0.1', '--taker-fee', '0.1'), 'cannot be used with'],
    [backtest('sma-cross', '--fill', 'open'), 'Allowed choices are next-open, close'],
    [backtest('sma-cross', '--leverage', '2', '--instrument', 'spot'), 'at most 1 for spot'],
    [backtest('sma-cross', '--bootstrap', '3'), '--bootstrap is 3'],
    [backtest('llm-regime', '--concurrency', '0'), 'concurrency is 0'],
    [backtest('llm-regime', '--observations', 'nowhere.jsonl'), 'nowhere.jsonl (--observations) is not there'],
    [backtest('sma-cross', '--funding', 'nowhere.csv'), 'nowhere.csv'],
    [backtest('sma-cross', '--funding', 'BTCUSDT'), 'no such file, and the bars of BTCUSDT did not come from'],
    [['backtest', '--data', 'BTCUSDT:4h', '--strategy', 'sma-cross'], 'No bars of BTCUSDT:4h are stored'],
    [['backtest', '--data', 'nowhere.csv', '--strategy', 'sma-cross'], 'nowhere.csv'],
  ])('%j', async (argv, sentence) => {
    expect(await refused(argv, folder())).toContain(sentence);
  });

  it.each([
    ['one bar', marketCsv(1), 'it has one bar, which does not tell their interval'],
    ['bars out of order', marketCsv(9).replace(/(\n[^\n]+)(\n[^\n]+)\n$/, '$2$1\n'), 'line 10'],
    ['no bars', 'time,open,high,low,close,volume\n', 'it has a header and no rows'],
    ['a price that is not a price', marketCsv(9).replace('101.', '1e309 '), 'BTCUSDT.csv'],
  ])('a file with %s', async (_, text, problem) => {
    expect(await refused(backtest('buy-and-hold'), folder({ 'BTCUSDT.csv': text }))).toContain(problem);
  });

  it('funding of another time, of another symbol, or for what has none', async () => {
    const funding = `fundingTime,fundingRate\n${START - 800 * HOUR},0.0001\n${START - 792 * HOUR},0.0001\n`;
    const cwd = folder({ 'funding-BTCUSDT.csv': funding, 'funding-ETHUSDT.csv': funding });
    expect(await refused(backtest('buy-and-hold', '--funding', 'funding-BTCUSDT.csv'), cwd)).toContain(
      'none of it is of use',
    );
    expect(await refused(backtest('buy-and-hold', '--funding', 'funding-ETHUSDT.csv'), cwd)).toContain(
      'it is funding of ETHUSDT, and the run trades BTCUSDT',
    );
    const good = `fundingTime,fundingRate\n${START + 8 * HOUR},0.0001\n`;
    writeFileSync(join(cwd, 'good-BTCUSDT.csv'), good);
    expect(
      await refused(backtest('buy-and-hold', '--funding', 'good-BTCUSDT.csv', '--instrument', 'spot'), cwd),
    ).toContain('spot pays none');
  });

  it.each([
    [
      'that throws',
      'onBar(bar) {\n    if (bar.index === 7) throw new Error("no idea");\n    return null;\n  }',
      /Strategy Mine threw at bar 7 of BTCUSDT \(2024-01-01T07:00:00\.000Z\): no idea \(mine\.ts:3\)/,
    ],
    [
      'that throws in init',
      'init() { throw new Error("no idea"); }\n  onBar() { return null; }',
      /no idea \(mine\.ts:2\)/,
    ],
    [
      'that throws in its constructor',
      'constructor() { throw new Error("no idea"); }\n  onBar() { return null; }',
      /The constructor of mine\.ts:2 threw: no idea/,
    ],
    ['that answers later', 'async onBar() { return null; }', /onBar returned a Promise/],
    ['without onBar', 'onbar() { return null; }', /mine\.ts exports no strategy: its default export must be a class/],
    ['that is not TypeScript', 'onBar( { return null; }', /mine\.ts:2 is not valid TypeScript/],
  ])('a strategy %s', async (_, body, sentence) => {
    const cwd = folder({ 'mine.ts': `export default class Mine {\n  ${body}\n}\n` });
    expect(await refused(backtest('mine.ts'), cwd)).toMatch(sentence);
  });

  it.each([
    [
      "import { Nothing } from 'llm-trading-system';\nexport default class extends Nothing { onBar() { return null; } }",
      'imports "Nothing", which llm-trading-system does not offer',
    ],
    [
      "import x from 'no-such-package';\nexport default class { onBar() { return x; } }",
      'imports "no-such-package", which is not installed',
    ],
    [
      "import x from './nowhere.js';\nexport default class { onBar() { return x; } }",
      'imports "./nowhere.js", and there is no such file',
    ],
    ['const x = await 1;\nexport default class { onBar() { return x; } }', 'await is not possible outside a function'],
    [
      'throw new Error("at once");\nexport default class { onBar() { return null; } }',
      'mine.ts:1 threw while it was loaded: at once',
    ],
    [
      'export const schema = 5;\nexport default class { onBar() { return null; } }',
      'exports a schema that is not a zod schema',
    ],
    [
      'export const decisionBars = 0;\nexport default class { onBar() { return null; } }',
      'decisionBars 0: it must be a whole number',
    ],
  ])('a strategy file: %s', async (text, sentence) => {
    expect(await refused(backtest('mine.ts'), folder({ 'mine.ts': text }))).toContain(sentence);
  });

  it.each(['NaN', '1e9', '-1', 'Infinity', '"much"', 'undefined'])(
    'size %s is a counted refusal, not a trade',
    async (size) => {
      const text = `export default class { onBar(bar) { return bar.index < 3 ? { side: 'long', size: ${size} } : null; } }`;
      const document = await json(backtest('mine.mjs'), folder({ 'mine.mjs': text }));
      expect(document.refusals.total).toBe(3);
      expect(document.final_equity).toBe(10_000);
      expect(document.refusals.samples[0]).toMatchObject({
        reason: size === '1e9' ? 'over_leverage' : 'invalid_order',
        symbol: 'BTCUSDT',
        time: START + HOUR,
      });
    },
  );
});

describe('lookahead', () => {
  const PEEKER = `export default class Peeker {
  init(context) {
    this.next = context.indicator(() => ({
      advance(bars, from, to, out, mask) {
        for (let i = from; i < to; i++) out[i & mask] = bars.close[i + 1];
      },
    }));
  }
  onBar(bar) {
    return { side: this.next.value > bar.close ? 'long' : 'flat', size: 1 };
  }
}
`;
  const lookahead = (strategy: string, ...more: string[]): string[] => [
    'lookahead',
    ...backtest(strategy, ...more).slice(1),
  ];

  it.each(STRATEGIES.map(({ name }) => name))('finds %s clean', async (name) => {
    const run = await cli(lookahead(name, '--cuts', '6'), { cwd: folder() });
    expect(run.code, run.stdout + run.stderr).toBe(0);
    expect(run.stdout).toContain('No decision depends on the future');
  });

  it('catches a strategy that peeks: exit code 4, and each changed decision by bar, time, before and after', async () => {
    const cwd = folder({ 'peeker.mjs': PEEKER });
    const run = await cli(lookahead('peeker.mjs'), { cwd });
    expect(run.code).toBe(4);
    expect(run.stdout).toMatch(/✖ \d+ decisions change with what had not happened yet/);
    expect(run.stdout).toMatch(/│ long 1 │ flat\s+│ (the data end at|another future from) 2024-01-/);
    const report = JSON.parse((await cli(lookahead('peeker.mjs', '--json'), { cwd })).stdout);
    expect(report).toMatchObject({ clean: false, strategy: { name: 'peeker.mjs' } });
    expect(report.changes[0].time).toBe(START + report.changes[0].bar * HOUR);
    expect(runFolders(cwd), 'a check writes no run').toEqual([]);
  });

  it('catches a strategy that keeps something from run to run', async () => {
    const text =
      'let runs = 0;\nexport default class { init() { runs++; } onBar() { return { side: "long", size: runs / 1000 }; } }';
    const run = await cli(lookahead('mine.mjs'), { cwd: folder({ 'mine.mjs': text }) });
    expect(run.code).toBe(4);
    expect(run.stdout).toContain('decide otherwise on the very same data');
  });

  it('says what is wrong as backtest does', async () => {
    expect(await refused(lookahead('sma-cross', '--cuts', '0'), folder())).toContain('--cuts is 0');
    expect(await refused(lookahead('nowhere.ts'), folder())).toContain('nowhere.ts is not there');
  });
});

describe.skipIf(!hasTestData)(`on recorded data${hasTestData ? '' : ` (skipped: ${SKIP_REASON})`}`, () => {
  const btc = (file: string): string => testDataPath(`data/bars/${file}`);

  it.each(STRATEGIES.map(({ name }) => name))('%s over BTCUSDT 1h 2022–2024', { timeout: 60_000 }, async (name) => {
    const cwd = emptyDir();
    const data = btc('binance-spot-BTCUSDT-1h-2022-2024.csv');
    const document = await json(['backtest', '--data', data, '--strategy', name, '--model', 'baseline'], cwd);
    expect(document).toMatchObject({ bars: 26_303, symbols: ['BTCUSDT'], interval_ms: HOUR });
    expect(document.warnings).toContainEqual(expect.stringContaining('One bar of BTCUSDT is missing in one gap'));
    // 10,000 bought with one basis point of slippage and 0.05 % fee: buying and holding at the first open, the strategy that
    // decides at the first close at the second.
    const held = (open: number): number => 10_000 - 5 + (10_000 / (open * 1.0001)) * (93_576 - open * 1.0001);
    expect(document.benchmark.final_equity).toBeCloseTo(held(46_216.93), 6);
    if (name === 'buy-and-hold') expect(document.final_equity).toBeCloseTo(held(46_656.14), 6);
    else expect(Number(document.trade_count) + Number(document.open_positions.length)).toBeGreaterThan(0);
    if (name.includes('regime')) {
      expect(document.configuration.regime).toMatchObject({
        model: 'baseline',
        totals: { decisions: 1_096, calls: 0 },
      });
      expect(document.costs.model_calls).toBe(0);
    }
    const repeated = await cli(['backtest', '--repeat', document.run], { cwd });
    expect(repeated.code, repeated.stdout).toBe(0);
  });

  it.each(STRATEGIES.map(({ name }) => name))(
    '%s over three months of 5m futures with their funding',
    { timeout: 60_000 },
    async (name) => {
      const cwd = emptyDir();
      const files = ['01', '02', '03'].flatMap((month) => ['--data', btc(`binance-um-BTCUSDT-5m-2025-${month}.csv`)]);
      const funding = testDataPath('data/funding/binance-um-BTCUSDT-8h-2023-12_2025-11.csv');
      const document = await json(['backtest', ...files, '--funding', funding, '--strategy', name], cwd);
      expect(document).toMatchObject({ bars: 90 * 288, interval_ms: 300_000, symbols: ['BTCUSDT'] });
      // 90 days of three settlements, both ends included.
      expect(document.data.find(({ role }: { role: string }) => role === 'funding').rows).toBe(271);
      expect(document.warnings.join(' ')).not.toMatch(/Funding is missing|No funding|missing in/);
      if (name === 'buy-and-hold') expect(document.costs.funding).not.toBe(0);
    },
  );

  it('funding that lies in another time zone is pointed at', async () => {
    const data = btc('binance-spot-BTCUSDT-1h-2022-2024.csv');
    const funding = testDataPath('data/funding/binance-BTCUSDT-8h-2020-2023-utc+3.csv');
    const document = await json(
      ['backtest', '--data', data, '--funding', funding, '--strategy', 'buy-and-hold', '--to', '2023-01-01'],
      emptyDir(),
    );
    expect(document.warnings).toContainEqual(expect.stringContaining('lie 3 h off the usual hours of settlement'));
  });
});
