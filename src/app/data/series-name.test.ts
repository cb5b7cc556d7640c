import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BarSeries } from '../../core/bars.js';
import { BarStore } from '../../infra/store/bars/bar-store.js';
import { findSeries } from './series-name.js';

const root = mkdtempSync(join(tmpdir(), 'series-name-'));
const store = new BarStore(join(root, 'bars'));
const HOUR = 3_600_000;
const bars = (hours: number): BarSeries =>
  BarSeries.fromRows(
    'X',
    hours * HOUR,
    [0, 1].map((i) => ({ openTime: i * hours * HOUR, open: 1, high: 1, low: 1, close: 1, volume: 1 })),
  );
const key = { source: 'binance-spot', symbol: 'BTCUSDT', interval: '1h' };
beforeAll(async () => {
  await store.merge(key, bars(1));
  await store.merge({ ...key, symbol: 'ETHUSDT' }, bars(1));
  await store.merge({ ...key, symbol: 'ETHUSDT', interval: '4h' }, bars(4));
});
afterAll(() => rmSync(root, { recursive: true }));

it.each([
  'BTCUSDT:1h',
  'BTCUSDT:60m',
  'btcusdt:1h',
  'BTC/USDT:1h',
  'BTCUSDT-1h',
  'btc-usdt 1h',
  'BTCUSDT_1h',
  'BTCUSDT',
  'BTC/USDT',
  'binance-spot/BTCUSDT:1h',
])('%s is the stored series', async (name) => {
  expect(await findSeries(store, name)).toEqual(key);
});

it('a pair with several intervals is asked for', async () => {
  await expect(findSeries(store, 'ethusdt')).rejects.toThrow(
    '"ethusdt" can mean binance-spot/ETHUSDT:1h and binance-spot/ETHUSDT:4h: name one of them.',
  );
});

it('what is not stored is said with what is, and with what to do', async () => {
  await expect(findSeries(store, 'SOLUSDT')).rejects.toThrow(/No bars of SOLUSDT are stored .* BTCUSDT:1h/);
  await expect(findSeries(store, 'BTCUSDT:5m')).rejects.toThrow(/No bars of BTCUSDT:5m are stored/);
  const empty = new BarStore(join(root, 'none'));
  await expect(findSeries(empty, 'BTCUSDT-1h')).rejects.toThrow(/nothing is stored yet.*llm-trading data fetch/);
});

it.each(['demo/demo-BTCUSDT-1h.csv', 'bars.parquet', 'nothing', './BTCUSDT.csv'])(
  '%s is not a name of a series',
  async (name) => {
    expect(await findSeries(store, name)).toBeNull();
  },
);
