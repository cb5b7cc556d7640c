/**
 * How fast snapshots are built from a history of three years, and whether one costs the same in a long history as in a short.
 *
 *   node bench/snapshots.mjs [SNAPSHOTS]      default 10,000; prints one JSON document, exit code 1 beyond a limit
 */
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { transpileSources } from './transpile.mjs';
import { makeHistory } from './snapshots/make-history.mjs';

const LIMITS = { seconds_per_10000: 20, ms_each: 1, long_over_short: 1.5 };
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FROM = Date.UTC(2022, 0, 1);
const count = Number(process.argv.slice(2).find((arg) => /^\d+$/.test(arg)) ?? 10_000);

const src = transpileSources('bench-snapshots');
const { ObservationIndex, buildMarketSnapshot } = await import(
  pathToFileURL(`${src}/core/market-snapshot/index.js`).href
);

/** Processor time, since the machine may do other things: ms of `work`. */
function cpuMs(work) {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** `snapshots` at even steps within `days` days from the 45th day on. */
function build(index, days, snapshots) {
  const step = ((days - 45) * DAY) / snapshots;
  for (let i = 0; i < snapshots; i++) {
    const asOf = Math.floor(FROM + 45 * DAY + i * step);
    const { market } = buildMarketSnapshot(index, { asOf, baseAsset: 'BTCUSDT', horizonHours: 24 });
    if (market.spot_price === null) throw new Error(`no price at ${new Date(asOf).toISOString()}`);
  }
}

const DAYS = 1_096;
const long = makeHistory(FROM, DAYS);
const short = long.filter(({ observed_at }) => observed_at < FROM + 180 * DAY);
let index;
const index_ms = cpuMs(() => (index = new ObservationIndex(long)));
const started = performance.now();
const ms = cpuMs(() => build(index, DAYS, count));
const wall_s = (performance.now() - started) / 1_000;

// The same moments, in turns, from histories of half a year and of three years.
const half = new ObservationIndex(short);
const rounds = Array.from({ length: 5 }, () => [
  cpuMs(() => build(half, 180, 1_000)),
  cpuMs(() => build(index, 180, 1_000)),
]);
const ratios = rounds.map(([a, b]) => b / a).sort((a, b) => a - b);

const round = (value) => Math.round(value * 1_000) / 1_000;
const result = {
  bench: 'snapshots',
  observations: long.length,
  snapshots: count,
  limits: LIMITS,
  index_ms: round(index_ms),
  wall_s: round(wall_s),
  ms_each: round(ms / count),
  seconds_per_10000: round((ms / count) * 10),
  long_over_short: round(ratios[2]),
};
const failed = Object.keys(LIMITS).filter((name) => result[name] > LIMITS[name]);
console.log(JSON.stringify({ ...result, failed }, null, 2));
if (failed.length > 0) process.exitCode = 1;
