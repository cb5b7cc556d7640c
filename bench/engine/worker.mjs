/**
 * One measurement in a process of its own: `node worker.mjs SRC STRATEGY FILE RUNS SIZE` prints one line of JSON. The first
 * run is the cold one; a run is the whole engine: a Backtester, every bar, the equity curve and all metrics.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { PerformanceObserver, performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

const [src, name, file, runs, size] = process.argv.slice(2);
const load = (module) => import(pathToFileURL(`${src}/${module}.js`).href);
const { BarSeries } = await load('core/bars');
const { backtest } = await load('engine/backtester');
const { computeMetrics } = await load('engine/metrics/index');
const { Strategy } = await load('strategies/base');
const { SmaCross } = await load('strategies/sma-cross');

class Nothing extends Strategy {
  onBar() {
    return null;
  }
}
const create = () =>
  name === 'nothing' ? new Nothing() : new SmaCross({ fast: 20, slow: 50, size: Number(size), allow_short: false });

const handle = openSync(file);
const bytes = fstatSync(handle).size;
const bars = BarSeries.allocate('BENCH', 60_000, bytes / 48);
const memory = new Uint8Array(bars.share().buffer);
for (let at = 0; at < bytes;) at += readSync(handle, memory, at, Math.min(1 << 24, bytes - at), at);
closeSync(handle);

const collections = [];
new PerformanceObserver((list) => collections.push(...list.getEntries())).observe({ entryTypes: ['gc'] });
// As the C program does, the column of the equity curve is allocated once and touched before the clock starts.
const equityColumn = new Float64Array(bars.length).fill(0);
const times = [];
let result;
let metrics;
const warmFrom = Math.floor(Number(runs) / 2);
let warmStart = 0;
for (let run = 0; run < Number(runs); run++) {
  const start = performance.now();
  if (run === warmFrom) warmStart = start;
  result = backtest({
    data: [{ bars }],
    strategy: create(),
    initialEquity: 1e8,
    takerFee: 0.001,
    slippage: { bps: 2 },
    equityColumn,
  });
  metrics = computeMetrics(result);
  times.push(performance.now() - start);
}
const end = performance.now();
// The observer is told of collections after the fact.
await setTimeout(50);
const collected = collections.filter(({ startTime }) => startTime >= warmStart && startTime < end);
const warm = times.slice(warmFrom).sort((a, b) => a - b);
console.log(
  JSON.stringify({
    bars: bars.length,
    cold_ms: times[0],
    ms: warm[Math.floor(warm.length / 2)],
    best_ms: warm[0],
    gc_share: collected.reduce((sum, { duration }) => sum + duration, 0) / (end - warmStart),
    peak_rss_mb: process.resourceUsage().maxRSS / 1_000,
    equity: result.finalEquity,
    fees: result.costs.fees,
    drawdown: metrics.max_drawdown,
    fills: result.fills.length,
  }),
);
