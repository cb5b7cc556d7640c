import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, describe, expect, it } from 'vitest';
import { BarSeries } from '../../../../core/bars.js';
import { hashBars } from '../hash-bars.js';
import { encodeBars, readBarsParquet as readWithNotes } from './bars-parquet.js';

const readBarsParquet = async (file: string) => (await readWithNotes(file)).bars;
const dir = mkdtempSync(join(tmpdir(), 'parquet-'));
afterAll(() => rmSync(dir, { recursive: true }));

let files = 0;
const write = (bytes: ArrayBuffer | Uint8Array | string): string => {
  const path = join(dir, `ETHUSDT-${files++}.parquet`);
  writeFileSync(path, typeof bytes === 'string' ? bytes : new Uint8Array(bytes));
  return path;
};
const T = Date.UTC(2024, 0);
const prices = (n: number) => ({ high: Array(n).fill(2), low: Array(n).fill(0.5), close: Array(n).fill(1.5) });
type Column = { name: string; data: unknown[]; type?: 'DOUBLE' | 'STRING' | 'TIMESTAMP' | 'INT64' };
const foreign = (time: Column, open: unknown[] = [1, 1]): string => {
  const { high, low, close } = prices(2);
  const columnData: Column[] = [
    time,
    { name: 'Open', data: open, type: 'DOUBLE' },
    { name: 'High', data: high, type: 'DOUBLE' },
    { name: 'Low', data: low, type: 'DOUBLE' },
    { name: 'Close', data: close, type: 'DOUBLE' },
    { name: 'Volume', data: ['3', '4.5'], type: 'STRING' },
    { name: 'note', data: ['a', 'b'], type: 'STRING' },
  ];
  return write(parquetWriteBuffer({ columnData }));
};

describe('Parquet bars', () => {
  it('come back to the bit, over several row groups', async () => {
    const bars = BarSeries.allocate('BTCUSDT', 60_000, 250_001);
    for (let i = 0; i < bars.length; i++) {
      bars.openTime[i] = T + i * 60_000;
      bars.open[i] = bars.close[i] = 1 / (i + 3);
      bars.high[i] = 1;
      bars.low[i] = 1e-300;
      bars.volume[i] = i * 0.1;
    }
    const back = await readBarsParquet(write(encodeBars(bars)));
    expect(back.symbol).toBe('BTCUSDT');
    expect(hashBars(back)).toBe(hashBars(bars));
  });

  it.each<[string, Column]>([
    ['timestamps', { name: 'Open time', data: [new Date(T), new Date(T + 3_600_000)], type: 'TIMESTAMP' }],
    ['integers in µs', { name: 'timestamp', data: [BigInt(T) * 1000n, BigInt(T + 3_600_000) * 1000n], type: 'INT64' }],
    ['integers in s', { name: 'timestamp', data: [BigInt(T / 1000), BigInt(T / 1000 + 3600)], type: 'INT64' }],
    ['doubles in ms', { name: 'time', data: [T, T + 3_600_000], type: 'DOUBLE' }],
    ['ISO text', { name: 'date', data: ['2024-01-01 00:00:00', '2024-01-01T01:00:00Z'], type: 'STRING' }],
  ])('of other programs with times as %s', async (_, time) => {
    const bars = await readBarsParquet(foreign(time));
    expect([bars.symbol, bars.intervalMs, ...bars.openTime]).toEqual(['ETHUSDT', 3_600_000, T, T + 3_600_000]);
    expect([...bars.volume]).toEqual([3, 4.5]);
  });

  const time: Column = { name: 'time', data: [T, T + 60_000], type: 'DOUBLE' };
  it('name the row and column of a value that is missing', async () => {
    await expect(readBarsParquet(foreign(time, [1, null]))).rejects.toThrow(
      /row 2, column "Open": "null" is missing or no number/,
    );
  });

  it.each<[string, () => string, RegExp]>([
    ['invalid bars', () => foreign(time, [1, 5]), /Bar 1 of ETHUSDT: open 5 is outside/],
    [
      'missing columns',
      () => write(parquetWriteBuffer({ columnData: [{ name: 'a', data: [1] }] })),
      /no column for the time/,
    ],
    ['text', () => write('not parquet at all'), /cannot be read as Parquet/],
    [
      'a file cut off',
      () => write(encodeBars(BarSeries.allocate('X', 60_000, 5)).subarray(0, 200)),
      /cannot be read as Parquet/,
    ],
    [
      'damaged data',
      () => {
        const bars = BarSeries.allocate('X', 60_000, 5000);
        bars.openTime.forEach((_, i) => (bars.openTime[i] = T + i * 60_000));
        return write(encodeBars(bars).fill(255, 100, 300));
      },
      /cannot be read as Parquet|is missing or no number|Bar \d+ of X/,
    ],
    ['an empty file', () => write(''), /cannot be read as Parquet/],
    ['nothing', () => join(dir, 'nothing.parquet'), /cannot be read as Parquet/],
    ['a folder', () => dir, /not a regular file/],
  ])('refuse %s', async (_, make, message) => {
    await expect(readBarsParquet(make())).rejects.toThrow(message);
  });
});
