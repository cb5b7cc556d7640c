/**
 * One measurement in a process of its own: `node worker.mjs SRC MODE FILE RUNS` prints one line of JSON.
 * Modes: `csv` reads a file RUNS times, `store` merges it into a store beside it and reloads it RUNS times.
 */
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';

const [src, mode, file, runs] = process.argv.slice(2);
const load = (module) => import(pathToFileURL(`${src}/infra/store/bars/${module}.js`).href);
const { readBarsCsv } = await load('csv/read-bars-csv');

async function timed(read) {
  const times = [];
  let bars;
  for (let run = 0; run < Number(runs); run++) {
    const start = performance.now();
    bars = await read();
    times.push(performance.now() - start);
  }
  const sorted = [...times].sort((a, b) => a - b);
  return { bars, first_ms: times[0], ms: sorted[Math.floor(sorted.length / 2)] };
}

if (mode === 'csv') {
  const base = process.memoryUsage.rss();
  const { bars, first_ms, ms } = await timed(async () => (await readBarsCsv(file, { symbol: 'BENCH' })).bars);
  const peak = process.resourceUsage().maxRSS * 1024;
  const columns = bars.length * 48;
  let sum = 0;
  for (const name of ['openTime', 'open', 'high', 'low', 'close', 'volume'])
    for (const value of bars[name]) sum += value;
  console.log(
    JSON.stringify({
      rows: bars.length,
      first_ms,
      ms,
      sum,
      peak_rss_mib: peak / 2 ** 20,
      peak_over_columns: (peak - base) / columns,
    }),
  );
} else {
  const { BarStore } = await load('bar-store');
  const { bars } = await readBarsCsv(file, { symbol: 'BENCH' });
  const store = new BarStore(`${file}.store`);
  const key = { source: 'bench', symbol: 'BENCH', interval: '1m' };
  await store.merge(key, bars, 'new');
  const { first_ms, ms } = await timed(() => store.load(key));
  console.log(JSON.stringify({ rows: bars.length, first_ms, ms }));
}
