/**
 * How fast bars are read: CSV against the C scan in the same run, memory, and the reload from the store.
 *
 *   node bench/csv.mjs [ROWS] [--memory]      default 1,000,000 rows; prints one JSON document, exit code 1 beyond a limit
 *
 * `--memory` leaves out the timing and reads one file of each kind once, for peak memory at any size.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transpileSources } from './transpile.mjs';
import { writeBars } from './csv/write-bars.mjs';

const LIMITS = { csv_over_c: 2, peak_over_columns: 3, reload_over_csv: 0.3 };
const here = join(import.meta.dirname, 'csv');
const rows = Number(process.argv.slice(2).find((arg) => /^\d+$/.test(arg)) ?? 1_000_000);
const memoryOnly = process.argv.includes('--memory');
const dir = mkdtempSync(join(tmpdir(), 'bench-csv-'));
const run = (command, args) =>
  JSON.parse(execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }));
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

try {
  const src = transpileSources('bench-csv');
  const worker = (mode, file, runs) => run(process.execPath, [join(here, 'worker.mjs'), src, mode, file, String(runs)]);
  const result = { bench: 'csv', rows, limits: LIMITS, files: {} };
  const failed = [];
  const scan = join(dir, 'scan');
  if (!memoryOnly) execFileSync('cc', ['-O3', '-march=native', '-o', scan, join(here, 'scan.c')]);

  for (const style of memoryOnly ? ['unix', 'iso', 'binance'] : ['unix', 'iso']) {
    const file = join(dir, `${style}.csv`);
    writeBars(file, rows, style);
    const once = worker('csv', file, 1);
    const measured = {
      bytes: statSync(file).size,
      cold_ms: once.ms,
      rows_per_s: Math.round((rows / once.ms) * 1000),
      ...pick(once),
    };
    if (once.rows !== rows) failed.push(`${style}: ${once.rows} rows`);
    if (once.peak_over_columns > LIMITS.peak_over_columns) failed.push(`${style}: memory`);
    if (!memoryOnly) {
      // Turns about, so that a noisy neighbour hits both.
      const rounds = Array.from({ length: 5 }, () => ({ c: run(scan, [file, '5']), ts: worker('csv', file, 7) }));
      if (rounds[0].c.sum !== rounds[0].ts.sum) failed.push(`${style}: the C scan read other numbers`);
      measured.c_ms = median(rounds.map(({ c }) => c.ms));
      measured.ms = median(rounds.map(({ ts }) => ts.ms));
      measured.csv_over_c = median(rounds.map(({ c, ts }) => ts.ms / c.ms));
      const reloads = Array.from({ length: 3 }, () => worker('store', file, 9));
      measured.reload_ms = median(reloads.map(({ ms }) => ms));
      measured.reload_over_csv = measured.reload_ms / measured.ms;
      for (const name of ['csv_over_c', 'reload_over_csv']) {
        if (measured[name] > LIMITS[name]) failed.push(`${style}: ${name}`);
      }
    }
    result.files[style] = round(measured);
    rmSync(file);
  }
  console.log(JSON.stringify({ ...result, failed }, null, 2));
  if (failed.length > 0) process.exitCode = 1;
} finally {
  rmSync(dir, { recursive: true, force: true });
}

function pick({ peak_rss_mib, peak_over_columns }) {
  return { peak_rss_mib, peak_over_columns };
}

function round(values) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Math.round(value * 1000) / 1000]));
}
