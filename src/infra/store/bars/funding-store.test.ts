import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { FundingStore } from './funding-store.js';
import { encodeTable } from './parquet/write-table.js';

const root = mkdtempSync(join(tmpdir(), 'funding-store-'));
afterAll(() => rmSync(root, { recursive: true }));

const HOURS = 3_600_000;
const T = Date.UTC(2024, 0);
const funding = (rows: [hour: number, rate: number, mark: number][], symbol: string) => ({
  symbol,
  time: Float64Array.from(rows, ([hour]) => T + hour * HOURS),
  rate: Float64Array.from(rows, ([, rate]) => rate),
  mark: Float64Array.from(rows, ([, , mark]) => mark),
});

it('gives back what was merged, in order, with missing marks missing', async () => {
  const store = new FundingStore(root);
  expect(await store.load('binance-um', 'BTCUSDT')).toBeNull();
  expect(
    await store.merge(
      'binance-um',
      funding(
        [
          [8, 0.0002, 42_000],
          [16, -0.0001, NaN],
        ],
        'BTCUSDT',
      ),
    ),
  ).toBe(2);
  expect(
    await store.merge(
      'binance-um',
      funding(
        [
          [0, 0.0001, NaN],
          [8, 0.0002, NaN],
        ],
        'BTCUSDT',
      ),
    ),
  ).toBe(1);
  expect(await store.load('binance-um', 'BTCUSDT')).toEqual(
    funding(
      [
        [0, 0.0001, NaN],
        [8, 0.0002, 42_000],
        [16, -0.0001, NaN],
      ],
      'BTCUSDT',
    ),
  );
});

it('fills in a mark that was missing, and refuses a rate that differs unless told which stands', async () => {
  const store = new FundingStore(root);
  await store.merge('binance-um', funding([[0, 0.0001, NaN]], 'ETHUSDT'));
  expect(await store.merge('binance-um', funding([[0, 0.0001, 2300]], 'ETHUSDT'))).toBe(1);
  const other = funding([[0, 0.0003, NaN]], 'ETHUSDT');
  await expect(store.merge('binance-um', other)).rejects.toThrow(
    '2024-01-01T00:00:00.000Z: 0.0001 is stored, 0.0003 is new',
  );
  expect(await store.merge('binance-um', other, 'old')).toBe(0);
  expect(await store.merge('binance-um', other, 'new')).toBe(1);
  expect(await store.load('binance-um', 'ETHUSDT')).toEqual(funding([[0, 0.0003, 2300]], 'ETHUSDT'));
});

it('refuses names that lead elsewhere', async () => {
  await expect(new FundingStore(root).load('..', 'x')).rejects.toThrow('cannot name stored bars');
});

it('keeps the interval that a record states, and reads files without one or without a checksum', async () => {
  const store = new FundingStore(root);
  const stated = {
    ...funding(
      [
        [0, 0.1, NaN],
        [8, 0.2, NaN],
      ],
      'SOLUSDT',
    ),
    interval: Float64Array.of(8 * HOURS, NaN),
  };
  await store.merge('binance-um', stated);
  expect(await store.load('binance-um', 'SOLUSDT')).toEqual(stated);
  expect(await store.merge('binance-um', funding([[8, 0.2, NaN]], 'SOLUSDT')), 'nothing new').toBe(0);
  const old = encodeTable(
    [
      { name: 'funding_time', kind: 'time', values: Float64Array.of(T) },
      { name: 'funding_rate', kind: 'number', values: Float64Array.of(0.1) },
      { name: 'mark_price', kind: 'number', values: Float64Array.of(NaN) },
    ],
    { symbol: 'SOLUSDT' },
  );
  writeFileSync(join(root, 'binance-um', 'SOLUSDT', 'funding.parquet'), old);
  expect(await store.load('binance-um', 'SOLUSDT')).toEqual(funding([[0, 0.1, NaN]], 'SOLUSDT'));
});

it('a damaged byte is never another rate: the file is named', async () => {
  const store = new FundingStore(root);
  const good = funding(
    [
      [0, 0.1, NaN],
      [8, 0.2, 2300],
    ],
    'ADAUSDT',
  );
  await store.merge('binance-um', good);
  const path = join(root, 'binance-um', 'ADAUSDT', 'funding.parquet');
  const bytes = readFileSync(path);
  let refused = 0;
  for (let at = 0; at < bytes.length; at += 3) {
    const damaged = Buffer.from(bytes);
    damaged[at] = damaged[at]! ^ 4;
    writeFileSync(path, damaged);
    const loaded = await store.load('binance-um', 'ADAUSDT').catch((error: unknown) => error);
    if (loaded instanceof Error) {
      expect(loaded, `byte ${at}`).toMatchObject({ kind: 'input', code: 'store.damaged', where: path });
      refused++;
    } else expect(loaded, `byte ${at}`).toEqual(good);
  }
  expect(refused).toBeGreaterThan(20);
});
