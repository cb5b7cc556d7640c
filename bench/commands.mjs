/**
 * What whole commands cost, as ratios within one run of this file: the start beside an empty Node, and a backtest from the
 * local store over 26,000 bars and over 1,000,000.
 *
 *   node bench/commands.mjs [--rounds N]      default 5; prints one JSON document, exit code 1 beyond a limit
 *
 * Every figure is a median over processes that take turns, so that a noisy neighbour hits all of them. Memory and processor
 * time are what the process itself counted at its end.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { performance } from 'node:perf_hooks';
import { transpileSources } from './transpile.mjs';
import { writeBars } from './csv/write-bars.mjs';

const LIMITS = { version_over_empty: 2.5, help_over_empty: 2.5, long_over_short: 1.5, folder_mb: 15, peak_mb: 300 };
const SHORT = 26_000;
const LONG = 1_000_000;
/** Small enough that fees do not eat the account: 22,000 round trips at full size would. */
const STRATEGY = ['--strategy', 'sma-cross', '--param', 'size=0.0003'];

const given = process.argv.indexOf('--rounds');
const rounds = given < 0 ? 5 : Number(process.argv[given + 1]);
const dir = mkdtempSync(join(tmpdir(), 'bench-commands-'));
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const round = (value) => Number(value.toPrecision(4));

try {
  const dist = transpileSources('bench-commands/dist');
  // Commands name their version by the package they belong to.
  copyFileSync(join(import.meta.dirname, '../package.json'), join(dist, '../package.json'));
  const usage = join(dir, 'usage.json');
  const hook = pathToFileURL(join(import.meta.dirname, 'commands/peak.mjs')).href;
  const command = (...argv) => {
    const started = performance.now();
    const stdout = execFileSync(process.execPath, ['--import', hook, join(dist, 'cli/main.js'), ...argv], {
      cwd: dir,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, BENCH_USAGE: usage, LOG_LEVEL: 'silent' },
    });
    return { stdout, ms: performance.now() - started, ...JSON.parse(readFileSync(usage, 'utf8')) };
  };
  const started = (...args) => {
    const from = performance.now();
    execFileSync(process.execPath, args, { cwd: dir, stdio: ['ignore', 'pipe', 'inherit'] });
    return performance.now() - from;
  };
  const program = join(dist, 'cli/main.js');
  for (const [name, rows] of [
    ['short', SHORT],
    ['long', LONG],
  ]) {
    const file = join(dir, 'BTCUSDT-1m.csv');
    writeBars(file, rows, 'unix');
    command('data', 'import', file, '--source', name);
    rmSync(file);
  }
  const backtest = (source) => {
    const { stdout, ...cost } = command('backtest', '--data', `${source}/BTCUSDT:1m`, ...STRATEGY, '--json');
    const { run, bars } = JSON.parse(stdout);
    const folder = join(dir, 'user_data/runs', run);
    const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
    rmSync(folder, { recursive: true });
    return { ...cost, bars, folder_mb: bytes / 1e6 };
  };
  const regime = join(dir, 'regime.json');
  writeFileSync(regime, '{"prob_bull":0.6,"prob_bear":0.2}');
  // Short as they are, they take more turns.
  const starts = Array.from({ length: 5 * rounds }, () => ({
    empty: started('-e', '0'),
    version: started(program, '--version'),
    help: started(program, '--help'),
    size: started(program, 'size', '--regime', regime),
  }));
  const startMs = (name) => median(starts.map((one) => one[name]));
  const overEmpty = (name) => round(startMs(name) / startMs('empty'));
  const measured = Array.from({ length: rounds }, () => ({
    start: command('--version'),
    short: backtest('short'),
    long: backtest('long'),
  }));
  const of = (pick) => round(median(measured.map(pick)));
  const result = {
    bench: 'commands',
    node: process.version,
    bars: { short: measured[0].short.bars, long: measured[0].long.bars },
    empty_ms: round(startMs('empty')),
    version_over_empty: overEmpty('version'),
    help_over_empty: overEmpty('help'),
    size_over_empty: overEmpty('size'),
    start_ms: of(({ start }) => start.ms),
    short_ms: of(({ short }) => short.ms),
    long_ms: of(({ long }) => long.ms),
    short_over_start: of(({ start, short }) => short.ms / start.ms),
    long_over_short: of(({ short, long }) => long.ms / short.ms),
    cpu_long_over_short: of(({ short, long }) => long.cpu_ms / short.cpu_ms),
    short_folder_mb: of(({ short }) => short.folder_mb),
    folder_mb: of(({ long }) => long.folder_mb),
    short_peak_mb: of(({ short }) => short.peak_mb),
    peak_mb: of(({ long }) => long.peak_mb),
    limits: LIMITS,
  };
  const failed = Object.keys(LIMITS).filter((name) => result[name] > LIMITS[name]);
  if (result.bars.short !== SHORT || result.bars.long !== LONG) failed.push('bars');
  console.log(JSON.stringify({ ...result, failed }, null, 2));
  if (failed.length > 0) process.exitCode = 1;
} finally {
  rmSync(dir, { recursive: true, force: true });
}
