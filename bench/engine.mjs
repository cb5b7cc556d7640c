/**
 * How fast a backtest is, against the same backtest in C in the same run.
 *
 *   node bench/engine.mjs [--quick]      prints one JSON document, exit code 1 beyond a limit or where results differ
 *
 * 1,000,000 one-minute bars, SMA 20/50 cross, next-open fills, 0.1 % fee, 2 bp slippage, equity curve and metrics; then a
 * strategy that does nothing, and 10,000,000 bars (left out by --quick). Every figure is a median over processes that take
 * turns with the C program, so that a noisy neighbour hits both.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transpileSources } from './transpile.mjs';

const LIMITS = {
  sma_over_c: 3.5,
  nothing_over_c: 1.5,
  cold_ms: 120,
  gc_share: 0.02,
  long_per_bar: 1.25,
  long_peak_rss_mb: 650,
};
/** Small enough that fees do not eat the account: 22,000 round trips at full size would. */
const SIZE = '0.0003';
const ROUNDS = 5;
const quick = process.argv.includes('--quick');
const dir = mkdtempSync(join(tmpdir(), 'bench-engine-'));
const json = (command, args) =>
  JSON.parse(execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }));
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const round = (value) => Number(value.toPrecision(4));

try {
  const c = (name, flags) => {
    const out = join(dir, name);
    execFileSync('cc', [...flags, join(import.meta.dirname, 'c', `${name}.c`), '-lm', '-o', out]);
    return out;
  };
  const generate = c('generate', ['-O2']);
  const baseline = c('backtest', ['-O3', '-march=native', '-ffp-contract=off']);
  const src = transpileSources('bench-engine');
  const engine = (strategy, file, runs) =>
    json(process.execPath, [join(import.meta.dirname, 'engine/worker.mjs'), src, strategy, file, String(runs), SIZE]);

  const file = join(dir, 'bars.f64');
  execFileSync(generate, [file, '1000000']);
  const rounds = Array.from({ length: ROUNDS }, () => ({
    c: json(baseline, [file, '21', SIZE]),
    sma: engine('sma', file, 40),
    nothing: engine('nothing', file, 40),
  }));
  const over = (pick) => round(median(rounds.map(pick)));
  const measured = {
    c_ms: over((r) => r.c.ms),
    sma_ms: over((r) => r.sma.ms),
    nothing_ms: over((r) => r.nothing.ms),
    sma_over_c: over((r) => r.sma.ms / r.c.ms),
    nothing_over_c: over((r) => r.nothing.ms / r.c.ms),
    cold_ms: over((r) => r.sma.cold_ms),
    gc_share: over((r) => r.sma.gc_share),
    peak_rss_mb: over((r) => r.sma.peak_rss_mb),
    fills: rounds[0].sma.fills,
  };
  const failed = Object.keys(LIMITS).filter((name) => measured[name] > LIMITS[name]);
  const [{ c: expected, sma }] = rounds;
  const near = (a, b) => Math.abs(a - b) <= 1e-9 * Math.abs(b);
  if (sma.fills !== expected.fills) failed.push(`fills: ${sma.fills} against ${expected.fills}`);
  for (const name of ['equity', 'fees', 'drawdown']) {
    if (!near(sma[name], expected[name])) failed.push(`${name}: ${sma[name]} against ${expected[name]}`);
  }
  if (!quick) {
    const long = join(dir, 'long.f64');
    execFileSync(generate, [long, '10000000']);
    const run = engine('sma', long, 6);
    measured.long_ms = round(run.ms);
    measured.long_per_bar = round(run.ms / 10 / measured.sma_ms);
    // One run in a process: what earlier runs leave behind is collected late and says nothing about the need of one.
    measured.long_peak_rss_mb = round(engine('sma', long, 1).peak_rss_mb);
    for (const name of ['long_per_bar', 'long_peak_rss_mb']) if (measured[name] > LIMITS[name]) failed.push(name);
  }
  console.log(
    JSON.stringify(
      { bench: 'engine', node: process.version, bars: 1_000_000, measured, limits: LIMITS, failed },
      null,
      2,
    ),
  );
  process.exitCode = failed.length === 0 ? 0 : 1;
} finally {
  rmSync(dir, { recursive: true, force: true });
}
