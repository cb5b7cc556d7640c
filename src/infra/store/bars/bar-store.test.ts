import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { BarSeries, type BarRow } from '../../../core/bars.js';
import { BarStore } from './bar-store.js';
import { hashBars } from './hash-bars.js';
import { knownHash } from './known-hash.js';
import { encodeBars, readBarsParquet } from './parquet/bars-parquet.js';
import { encoded, partitionsOf } from './partitions.js';
import { writeTogether } from './write-together.js';

const root = mkdtempSync(join(tmpdir(), 'bar-store-'));
afterAll(() => rmSync(root, { recursive: true }));

const HOUR = 3_600_000;
const START = Date.UTC(2023, 11, 31, 20);
const row = (index: number, close = 1.5): BarRow => ({
  openTime: START + index * HOUR,
  open: 1,
  high: 2.25,
  low: 0.5,
  close,
  volume: index / 3,
});
const series = (from: number, to: number, symbol = 'BTCUSDT') =>
  BarSeries.fromRows(
    symbol,
    HOUR,
    Array.from({ length: to - from }, (_, i) => row(from + i)),
  );

/** Changes one bit of one byte, and neither size nor time. */
function flip(path: string, at: number): void {
  const { atime, mtime } = statSync(path);
  const bytes = readFileSync(path);
  bytes[at] = bytes[at]! ^ 1;
  writeFileSync(path, bytes);
  utimesSync(path, atime, mtime);
}

let stores = 0;
const newStore = () => new BarStore(join(root, String(stores++)));
const key = { source: 'binance-spot', symbol: 'BTCUSDT', interval: '1h' };

describe('BarStore', () => {
  it('leaves a series as it was where its write is interrupted', async () => {
    const store = newStore();
    await store.merge(key, series(0, 2));
    const stop = new AbortController();
    // Bars of two years; the first is written when the interruption comes.
    const writing = store.merge(key, series(2, 10), 'error', stop.signal);
    stop.abort(new Error('interrupted'));
    await expect(writing).rejects.toThrow('interrupted');
    expect((await store.load(key)).length).toBe(2);
    expect(readdirSync(store.folder(key)).sort()).toEqual(['2023.parquet', 'columns.f64']);
  });

  it('gives back exactly what was merged, by year, from the columns and from Parquet', async () => {
    const store = newStore();
    const bars = series(0, 10);
    expect(await store.merge(key, bars)).toMatchObject({ added: 10, replaced: 0, unchanged: 0 });
    const folder = store.folder(key);
    expect(readdirSync(folder).sort()).toEqual(['2023.parquet', '2024.parquet', 'columns.f64']);
    expect(hashBars(await store.load(key))).toBe(hashBars(bars));
    const stored = await store.load(key);
    expect(knownHash(stored), 'written beside the columns').toBe(hashBars(stored));
    expect(knownHash(stored.slice(1)), 'of a part').toBeNull();
    expect(knownHash(bars), 'of bars from elsewhere').toBeNull();
    await store.dropCache(key);
    expect(hashBars(await store.load(key)), 'from Parquet').toBe(hashBars(bars));
    expect(readdirSync(folder), 'the columns are back').toContain('columns.f64');
    const { bars: year } = await readBarsParquet(join(folder, '2024.parquet'));
    expect([year.symbol, year.intervalMs, year.length, year.openTime[0]]).toEqual([
      'BTCUSDT',
      HOUR,
      6,
      Date.UTC(2024, 0),
    ]);
  });

  it('loads a range by open time', async () => {
    const store = newStore();
    await store.merge(key, series(0, 10));
    const part = await store.load(key, { from: START + 2 * HOUR, to: START + 5 * HOUR });
    expect([...part.openTime]).toEqual([2, 3, 4].map((i) => START + i * HOUR));
  });

  it('merges overlapping bars once and writes only the years that change', async () => {
    const store = newStore();
    await store.merge(key, series(0, 6));
    const first = join(store.folder(key), '2023.parquet');
    utimesSync(first, 1, 1);
    expect(await store.merge(key, series(2, 9))).toMatchObject({ added: 3, unchanged: 4 });
    expect(statSync(first).mtimeMs, 'an unchanged year is not rewritten').toBe(1000);
    expect(hashBars(await store.load(key))).toBe(hashBars(series(0, 9)));
  });

  it('refuses conflicting bars and writes nothing, unless told which stands', async () => {
    const store = newStore();
    await store.merge(key, series(0, 3));
    const other = BarSeries.fromRows('BTCUSDT', HOUR, [row(2, 1.75), row(3)]);
    await expect(store.merge(key, other)).rejects.toThrow('2023-12-31T22:00:00.000Z: close 1.5 is stored, 1.75 is new');
    expect((await store.load(key)).length).toBe(3);
    expect(await store.merge(key, other, 'old')).toMatchObject({ added: 1, replaced: 0, conflicts: 1 });
    expect((await store.load(key)).close[2]).toBe(1.5);
    expect(await store.merge(key, other, 'new')).toMatchObject({ added: 0, replaced: 1, conflicts: 1 });
    expect((await store.load(key)).close[2]).toBe(1.75);
  });

  it.each<[string, (folder: string) => void]>([
    ['cut off', (folder) => truncateSync(join(folder, 'columns.f64'), 70_000)],
    ['longer', (folder) => appendFileSync(join(folder, 'columns.f64'), 'x')],
    [
      'no longer JSON',
      (folder) => {
        const path = join(folder, 'columns.f64');
        const bytes = readFileSync(path);
        bytes[0] = 0;
        writeFileSync(path, bytes);
      },
    ],
    ['empty', (folder) => writeFileSync(join(folder, 'columns.f64'), '')],
    ...[64 * 1024 + 3, 64 * 1024 + 85, 64 * 1024 + 250, 64 * 1024 + 479, 2, 30, 120].map(
      (at): [string, (folder: string) => void] => [
        `flipped at ${at}`,
        (folder) => flip(join(folder, 'columns.f64'), at),
      ],
    ),
  ])('remakes columns that are %s', async (_, damage) => {
    const store = newStore();
    await store.merge(key, series(0, 10));
    damage(store.folder(key));
    expect(hashBars(await store.load(key))).toBe(hashBars(series(0, 10)));
    expect(hashBars(await store.load(key))).toBe(hashBars(series(0, 10)));
  });

  it('remakes columns when a Parquet file was replaced, and keeps them when it was only touched', async () => {
    const [store, other] = [newStore(), newStore()];
    await store.merge(key, series(0, 10));
    const cache = join(store.folder(key), 'columns.f64');
    const made = statSync(cache).ino;
    utimesSync(join(store.folder(key), '2024.parquet'), 5, 5);
    await store.load(key);
    expect(statSync(cache).ino, 'the same content keeps the columns').toBe(made);
    await other.merge(key, series(0, 12));
    writeFileSync(join(store.folder(key), '2024.parquet'), readFileSync(join(other.folder(key), '2024.parquet')));
    expect((await store.load(key)).length).toBe(12);
    rmSync(join(store.folder(key), '2024.parquet'));
    expect((await store.load(key)).length).toBe(4);
  });

  it('lists what is stored, passes over other folders, and finds by symbol and interval', async () => {
    const store = newStore();
    expect(await store.list()).toEqual([]);
    await store.merge(key, BarSeries.fromRows('BTCUSDT', HOUR, [row(0), row(1), row(4)]));
    await store.merge({ ...key, symbol: 'ETHUSDT' }, series(0, 2));
    await store.merge({ ...key, source: 'binance-um' }, series(0, 2));
    mkdirSync(join(store.root, 'binance-um', 'BTCUSDT', 'funding'));
    mkdirSync(join(store.root, 'binance-um', 'BTCUSDT', '4h'));
    const list = await store.list();
    expect(list.map(({ source, symbol, interval, rows }) => [source, symbol, interval, rows])).toEqual([
      ['binance-spot', 'BTCUSDT', '1h', 3],
      ['binance-spot', 'ETHUSDT', '1h', 2],
      ['binance-um', 'BTCUSDT', '1h', 2],
    ]);
    expect(list[0]).toMatchObject({ interval_ms: HOUR, from: START, to: START + 5 * HOUR, missing: 2 });
    expect(await store.find('ETHUSDT', '60m')).toEqual({ ...key, symbol: 'ETHUSDT' });
    expect(await store.find('BTCUSDT', '1h', 'binance-um')).toEqual({ ...key, source: 'binance-um' });
    await expect(store.find('BTCUSDT', '1h')).rejects.toThrow('from binance-spot and binance-um');
    await expect(store.find('BTCUSDT', '4h')).rejects.toThrow(
      /No bars of BTCUSDT:4h .* there are BTCUSDT:1h of binance-spot/,
    );
    await expect(store.load({ ...key, symbol: 'SOLUSDT' })).rejects.toThrow('No bars of SOLUSDT:1h of binance-spot');
  });

  it('refuses names that lead elsewhere and bars of another interval', async () => {
    const store = newStore();
    for (const symbol of ['../x', 'a/b', '', '.hidden', 'BTC/USDT:USDT']) {
      await expect(store.merge({ ...key, symbol }, series(0, 1))).rejects.toThrow(
        /cannot name stored bars.*`symbol: BTCUSDT`/,
      );
    }
    await expect(store.merge({ ...key, interval: '4h' }, series(0, 1))).rejects.toThrow(
      'Bars of 1h cannot be stored as 4h',
    );
  });

  it('leaves no temporary file and no half-written series when a write fails', async () => {
    const store = newStore();
    await store.merge(key, series(0, 3));
    // A folder in the place of next year's file makes its rename fail.
    mkdirSync(join(store.folder(key), '2024.parquet', 'x'), { recursive: true });
    await expect(store.merge(key, series(0, 9))).rejects.toThrow();
    rmSync(join(store.folder(key), '2024.parquet'), { recursive: true });
    expect(readdirSync(store.folder(key)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    const bars = await store.load(key);
    expect(hashBars(bars)).toBe(hashBars(series(0, bars.length)));
  });

  it('finds every damaged byte of the columns', async () => {
    const store = newStore();
    await store.merge(key, series(0, 10));
    const path = join(store.folder(key), 'columns.f64');
    for (let at = 64 * 1024; at < statSync(path).size; at += 5) {
      flip(path, at);
      expect(hashBars(await store.load(key)), `byte ${at}`).toBe(hashBars(series(0, 10)));
    }
  });

  it('a damaged byte of a Parquet file is never other bars: the file is named, with what to do', async () => {
    const store = newStore();
    await store.merge(key, series(0, 10));
    const path = join(store.folder(key), '2024.parquet');
    const good = readFileSync(path);
    let refused = 0;
    for (let at = 0; at < good.length; at += 7) {
      await store.dropCache(key);
      flip(path, at);
      const loaded = await store.load(key).catch((error: unknown) => error);
      if (loaded instanceof Error) {
        expect(loaded, `byte ${at}`).toMatchObject({ kind: 'input', code: 'store.damaged', where: path });
        expect(loaded.message).toMatch(/fetch .* or import its bars again/);
        refused++;
      } else expect(hashBars(loaded as BarSeries), `byte ${at}`).toBe(hashBars(series(0, 10)));
      writeFileSync(path, good);
    }
    expect(refused).toBeGreaterThan(good.length / 28);
  });

  it('reads files without a checksum, as older versions and other programs wrote them', async () => {
    const store = newStore();
    await store.merge(key, series(0, 10));
    for (const [name, from, to] of [
      ['2023.parquet', 0, 4],
      ['2024.parquet', 4, 10],
    ] as const) {
      writeFileSync(join(store.folder(key), name), encodeBars(series(from, to)));
    }
    expect(hashBars(await store.load(key))).toBe(hashBars(series(0, 10)));
  });

  it('several years are written all or not at all', async () => {
    const store = newStore();
    await store.merge(key, series(0, 2));
    const folder = store.folder(key);
    const years: { readonly name: string; readonly bytes: Uint8Array }[] = [];
    for await (const year of encoded(partitionsOf(series(0, 10)))) years.push(year);
    function* broken() {
      yield years[0]!;
      throw new Error('killed');
    }
    await expect(writeTogether(folder, broken())).rejects.toThrow('killed');
    expect(readdirSync(folder).sort()).toEqual(['2023.parquet', 'columns.f64']);
    // What a process leaves that dies before its mark (pid 2^22 + 1 cannot be), and one that dies after it.
    const dead = 4_194_305;
    const lost = '00000000-0000-4000-8000-000000000000';
    writeFileSync(join(folder, `.next-${dead}-${lost}-2024.parquet`), years[1]!.bytes);
    expect(hashBars(await store.load(key))).toBe(hashBars(series(0, 2)));
    expect(readdirSync(folder).sort()).toEqual(['2023.parquet', 'columns.f64']);
    for (const { name, bytes } of years) writeFileSync(join(folder, `.next-${dead}-${lost}-${name}`), bytes);
    writeFileSync(join(folder, `.commit-${lost}`), '');
    expect((await store.list())[0]).toMatchObject({ rows: 10, missing: 0 });
    expect(hashBars(await store.load(key))).toBe(hashBars(series(0, 10)));
    expect(readdirSync(folder).sort()).toEqual(['2023.parquet', '2024.parquet', 'columns.f64']);
  });

  it('counts the columns to the size of a series', async () => {
    const store = newStore();
    await store.merge(key, series(0, 10));
    const folder = store.folder(key);
    const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
    expect((await store.list())[0]!.bytes).toBe(sizes.reduce((sum, size) => sum + size, 0));
  });

  it('cuts bars finer than a minute by month', async () => {
    const store = newStore();
    const seconds = { ...key, interval: '1s' };
    const at = Date.UTC(2024, 0, 31, 23, 59, 59);
    const bars = BarSeries.fromRows(
      'BTCUSDT',
      1000,
      [0, 1].map((i) => ({ ...row(0), openTime: at + i * 1000 })),
    );
    await store.merge(seconds, bars);
    expect(readdirSync(store.folder(seconds)).sort()).toEqual(['2024-01.parquet', '2024-02.parquet', 'columns.f64']);
    await store.dropCache(seconds);
    expect(hashBars(await store.load(seconds))).toBe(hashBars(bars));
  });
});
