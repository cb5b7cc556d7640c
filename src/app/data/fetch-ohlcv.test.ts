import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { BarStore } from '../../infra/store/bars/bar-store.js';
import { fetchOhlcv, type FetchOhlcv, type FetchOhlcvOptions } from './fetch-ohlcv.js';

const root = mkdtempSync(join(tmpdir(), 'ohlcv-'));
afterAll(() => rmSync(root, { recursive: true }));
let stores = 0;
const newStore = () => new BarStore(join(root, String(stores++)));

const HOUR = 3_600_000;
const T = Date.UTC(2024, 0);
const row = (hour: number) => [T + hour * HOUR, 1, 2, 0.5, 1.5, hour];
/** An exchange with these hours, at most `most` rows a page. */
const exchange = (hours: number[], most = 100) => {
  const calls: number[] = [];
  const fetch: FetchOhlcv = async (symbol, timeframe, since, limit) => {
    expect([symbol, timeframe]).toEqual(['BTC/USDT:USDT', '1h']);
    calls.push((since - T) / HOUR);
    return hours
      .filter((hour) => T + hour * HOUR >= since)
      .slice(0, Math.min(limit, most))
      .map(row);
  };
  return { fetch, calls };
};
const run = (store: BarStore, fetch: FetchOhlcv, overrides: Partial<FetchOhlcvOptions> = {}) =>
  fetchOhlcv(store, {
    source: 'bybit',
    market: 'BTC/USDT:USDT',
    symbol: 'BTCUSDT',
    interval: '1h',
    from: T,
    to: T + 10 * HOUR,
    fetchOhlcv: fetch,
    clock: { now: () => T + 100 * HOUR, sleep: () => Promise.resolve() },
    limit: 4,
    ...overrides,
  });
const key = { source: 'bybit', symbol: 'BTCUSDT', interval: '1h' };
const hours = async (store: BarStore) => [...(await store.load(key)).openTime].map((time) => (time - T) / HOUR);
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

it('pages through the range, end exclusive, asking for each bar once', async () => {
  const store = newStore();
  const { fetch, calls } = exchange(range(0, 50));
  const shares: number[] = [];
  expect(await run(store, fetch, { onProgress: (share) => shares.push(share) })).toEqual({
    ...key,
    requests: 3,
    added: 10,
    replaced: 0,
    rows: 10,
    dropped: { count: 0, rows: [] },
    not_received: [],
  });
  expect(await hours(store)).toEqual(range(0, 10));
  expect(calls).toEqual([0, 4, 8]);
  expect(shares.at(-1)).toBe(1);
});

it('never stores the candle that is still running', async () => {
  const store = newStore();
  await run(store, exchange(range(0, 50)).fetch, {
    clock: { now: () => T + 5 * HOUR + HOUR / 2, sleep: () => Promise.resolve() },
  });
  expect(await hours(store)).toEqual([0, 1, 2, 3, 4]);
});

it('goes on behind empty pages: before the listing, in an outage', async () => {
  const store = newStore();
  const sparse: FetchOhlcv = async (_, __, since, limit) =>
    [9, 10].filter((hour) => T + hour * HOUR >= since && T + hour * HOUR < since + limit * HOUR).map(row);
  await run(store, sparse, { to: T + 20 * HOUR });
  expect(await hours(store)).toEqual([9, 10]);
});

it('takes a repeated last row once', async () => {
  const store = newStore();
  const overlapping: FetchOhlcv = async (_, __, since, limit) =>
    range(0, 10)
      .filter((hour) => T + hour * HOUR >= since - HOUR)
      .slice(0, limit)
      .map(row);
  await run(store, overlapping);
  expect(await hours(store)).toEqual(range(0, 10));
});

it('goes on where the stored series ends', async () => {
  const store = newStore();
  await run(store, exchange(range(0, 50)).fetch, { to: T + 6 * HOUR });
  const { fetch, calls } = exchange(range(0, 50));
  expect(await run(store, fetch)).toMatchObject({ requests: 1, added: 4, rows: 10 });
  expect(calls).toEqual([6]);
});

it('keeps what came before a failure', async () => {
  const store = newStore();
  const { fetch } = exchange(range(0, 50));
  let calls = 0;
  const failing: FetchOhlcv = async (...request) => {
    if (++calls === 3) throw new Error('exchange is down');
    return fetch(...request);
  };
  await expect(run(store, failing)).rejects.toThrow('exchange is down');
  expect(await hours(store)).toEqual(range(0, 8));
});

it.each<[string, (number | null)[][], string]>([
  ['no volume', [[T + 2 * HOUR, 1, 2, 0.5, 1.5, null]], 'volume NaN'],
  ['a high below the low', [[T + 2 * HOUR, 1, 2, 3, 1.5, 1]], 'high 2 is below the low 3'],
  ['two values', [[T + 2 * HOUR, 1]], 'high NaN'],
  ['a contradiction', [row(2), [T + 2 * HOUR, 1, 2, 0.5, 1.75, 2]], 'another bar of this time'],
  ['a bar beside the grid', [row(2), [T + 2.5 * HOUR, 1, 2, 0.5, 1.75, 2]], 'opens before the bar of'],
])('leaves out a row with %s and names it', async (_, rows, problem) => {
  const store = newStore();
  const page = [row(0), row(1), ...rows, row(3)];
  const result = await run(store, async (__, ___, since) => page.filter(([time]) => time! >= since), {
    to: T + 4 * HOUR,
  });
  expect(result).toMatchObject({ dropped: { count: 1, rows: [{ from: 'bybit' }] } });
  expect(result.dropped.rows[0]!.problem).toContain(problem);
  expect(await hours(store)).toEqual(rows.length > 1 ? [0, 1, 2, 3] : [0, 1, 3]);
});

it('puts the rows of a page in order', async () => {
  const store = newStore();
  await run(store, async () => range(0, 10).map(row).reverse());
  expect(await hours(store)).toEqual(range(0, 10));
});

it('says what of the range an exchange that gives the newest bars only did not give', async () => {
  const newest: FetchOhlcv = async () =>
    range(60, 80)
      .filter((hour) => hour !== 70)
      .map(row);
  expect(await run(newStore(), newest, { to: T + 80 * HOUR })).toMatchObject({
    rows: 19,
    not_received: [
      { from: T, to: T + 59 * HOUR, missing: 60 },
      { from: T + 70 * HOUR, to: T + 70 * HOUR, missing: 1 },
    ],
  });
  const nothing: FetchOhlcv = async () => [];
  expect(await run(newStore(), nothing)).toMatchObject({ rows: 0, not_received: [{ from: T, missing: 10 }] });
});

it('refuses an empty range and stops when it is aborted', async () => {
  await expect(run(newStore(), exchange([]).fetch, { to: T })).rejects.toThrow('The range is empty');
  await expect(run(newStore(), exchange([]).fetch, { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
});
