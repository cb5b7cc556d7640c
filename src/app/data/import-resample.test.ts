import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hasTestData, SKIP_REASON, testDataPath } from '../../../test/support/test-data.js';
import { BarSeries, type BarRow } from '../../core/bars.js';
import { BarStore } from '../../infra/store/bars/bar-store.js';
import { readBarsCsv } from '../../infra/store/bars/csv/read-bars-csv.js';
import { importBars } from './import-bars.js';
import { resampleCounted, resampleStored } from './resample-stored.js';

const dir = mkdtempSync(join(tmpdir(), 'import-'));
afterAll(() => rmSync(dir, { recursive: true }));
let stores = 0;
const newStore = () => new BarStore(join(dir, `store-${stores++}`));

const HOUR = 3_600_000;
const T = Date.UTC(2024, 0);
let files = 0;
const csv = (symbol: string, hours: number[], close = 1.5) => {
  const file = join(dir, `${symbol}-${files++}.csv`);
  const rows = hours.map((hour) => `${T + hour * HOUR},1,2,0.5,${close},${hour}`);
  writeFileSync(file, `time,open,high,low,close,volume\n${rows.join('\n')}\n`);
  return file;
};
const btc = { source: 'import', symbol: 'BTCUSDT', interval: '1h' };

describe('importBars', () => {
  it('puts the files of each series together, once', async () => {
    const store = newStore();
    const [a, b, c] = [csv('BTCUSDT', [3, 4, 5]), csv('BTCUSDT', [0, 1, 2, 3]), csv('ETHUSDT', [0, 1])];
    const seen: number[] = [];
    const results = await importBars(store, [a, b, c], { onBytes: (done, total) => seen.push(done / total) });
    expect(results).toMatchObject([
      {
        ...btc,
        added: 6,
        rows: 6,
        files: [
          { file: a, rows: 3 },
          { file: b, rows: 4 },
        ],
      },
      { symbol: 'ETHUSDT', added: 2 },
    ]);
    expect(seen.at(-1)).toBe(1);
    expect(seen).toEqual([...seen].sort((x, y) => x - y));
    expect([...(await store.load(btc)).volume]).toEqual([0, 1, 2, 3, 4, 5]);
    expect(await importBars(store, [a, b])).toMatchObject([{ added: 0, unchanged: 6, rows: 6 }]);
  });

  it('stores nothing at all when one of many files is wrong or contradicts what is stored', async () => {
    const store = newStore();
    await importBars(store, [csv('ETHUSDT', [0, 1])]);
    const bad = join(dir, 'BTCUSDT-bad.csv');
    writeFileSync(bad, 'time,open,high,low,close,volume\nx,1,2,0.5,1.5,1\n');
    await expect(importBars(store, [csv('SOLUSDT', [0, 1]), bad])).rejects.toThrow('line 2');
    await expect(importBars(store, [csv('SOLUSDT', [0, 1]), csv('ETHUSDT', [1, 2], 1.75)])).rejects.toThrow(
      'close 1.5 is stored, 1.75 is new',
    );
    await expect(importBars(store, [csv('SOLUSDT', [0, 1]), csv('SOLUSDT', [1, 2], 1.75)])).rejects.toThrow('two bars');
    expect((await store.list()).map(({ symbol, rows }) => [symbol, rows])).toEqual([['ETHUSDT', 2]]);
    await importBars(store, [csv('ETHUSDT', [1, 2], 1.75)], { prefer: 'new' });
    expect([...(await store.load({ ...btc, symbol: 'ETHUSDT' })).close]).toEqual([1.5, 1.75, 1.75]);
  });

  it('takes source, symbol and leniency from the caller and reports what was dropped', async () => {
    const store = newStore();
    const file = join(dir, 'data.csv');
    writeFileSync(
      file,
      'time,open,high,low,close,volume\n2024-01-01,1,2,0.5,1.5,1\n2024-01-02,,2,0.5,1.5,1\n2024-01-03,1,2,0.5,1.5,1\n',
    );
    const options = { source: 'kraken', symbol: 'XBTUSD', intervalMs: 24 * HOUR, lenient: true };
    expect(await importBars(store, [file], options)).toMatchObject([
      { source: 'kraken', symbol: 'XBTUSD', interval: '1d', rows: 2, files: [{ dropped: { missing: 1 } }] },
    ]);
    await expect(importBars(store, [])).rejects.toThrow('at least one file');
  });
});

describe('resampling', () => {
  const row = (hour: number): BarRow => ({
    openTime: T + hour * HOUR,
    open: 1,
    high: 2 + hour,
    low: 0.5,
    close: 1.5,
    volume: 1,
  });
  const series = (hours: number[]) => BarSeries.fromRows('BTCUSDT', HOUR, hours.map(row));

  it('counts the buckets it leaves out and those with holes', () => {
    const made = resampleCounted(series([2, 3, 4, 5, 7, 8, 9, 10, 11, 12]), 4 * HOUR);
    expect(made).toMatchObject({ dropped_partial: 2, with_holes: 1 });
    expect([...made.bars.openTime]).toEqual([T + 4 * HOUR, T + 8 * HOUR]);
    expect([...made.bars.volume]).toEqual([3, 4]);
    expect(resampleCounted(series([0, 1, 2, 3]), 4 * HOUR)).toMatchObject({ dropped_partial: 0, with_holes: 0 });
    expect(resampleCounted(series([1, 2, 4, 5]), 4 * HOUR)).toMatchObject({ dropped_partial: 2, with_holes: 0 });
    expect(resampleCounted(series([]), 4 * HOUR)).toMatchObject({ dropped_partial: 0 });
  });

  it('stores the coarser series beside the finer', async () => {
    const store = newStore();
    await store.merge(btc, series([0, 1, 2, 3, 4]));
    expect(await resampleStored(store, btc, '2h')).toEqual({
      ...btc,
      interval: '2h',
      from_interval: '1h',
      rows: 2,
      added: 2,
      replaced: 0,
      dropped_partial: 1,
      with_holes: 0,
    });
    expect((await store.list()).map(({ interval }) => interval)).toEqual(['1h', '2h']);
    await expect(resampleStored(store, btc, '90m')).rejects.toThrow('whole multiple');
  });

  it.skipIf(!hasTestData)(
    `makes the exchange’s own 4 h and 1 d bars${hasTestData ? '' : ` (${SKIP_REASON})`}`,
    async () => {
      const bars = async (interval: string) =>
        (await readBarsCsv(testDataPath(`data/bars/binance-spot-BTCUSDT-${interval}-2022-2024.csv`))).bars;
      const hours = await bars('1h');
      for (const interval of ['4h', '1d']) {
        const theirs = await bars(interval);
        const { bars: ours, dropped_partial, with_holes } = resampleCounted(hours, theirs.intervalMs);
        expect([dropped_partial, with_holes], 'the hour missing on 2023-03-24').toEqual([0, 1]);
        expect([...ours.openTime]).toEqual([...theirs.openTime]);
        const differing = (['open', 'high', 'low', 'close'] as const).flatMap((column) =>
          [...theirs.openTime].flatMap((time, i) =>
            ours[column][i] === theirs[column][i]
              ? []
              : [[column, new Date(time).toISOString(), ours[column][i], theirs[column][i]]],
          ),
        );
        // The exchange opens that bar with its first trade, after the outage; its own empty hour repeats the close before.
        expect(differing).toEqual(interval === '4h' ? [['open', '2023-03-24T12:00:00.000Z', 28080, 28079.99]] : []);
        const worst = ours.volume.reduce(
          (most, volume, i) => Math.max(most, Math.abs(volume / theirs.volume[i]! - 1)),
          0,
        );
        expect(worst).toBeLessThan(1e-9);
      }
    },
  );
});
