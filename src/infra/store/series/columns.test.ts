import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../../../core/ports/random.js';
import { packDecimals } from './decimals.js';
import { encodeColumns, type PackedColumn } from './encode-columns.js';
import { readColumns } from './read-columns.js';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'columns-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

async function written(columns: readonly PackedColumn[]): Promise<string> {
  const path = join(dir, 'table.parquet');
  await writeFile(path, Buffer.concat(encodeColumns(columns, { of: 'a test' })));
  return path;
}

const source = seededRandom(7);
const random = (): number => source.next();
const walk = (length: number, step: () => number, start: number): Float64Array => {
  let value = start;
  return Float64Array.from({ length }, () => (value += step()));
};

describe.each([0, 1, 2, 31, 32, 33, 128, 129, 130, 257, 5_000])('%i rows', (rows) => {
  const minutes = Float64Array.from({ length: rows }, (_, i) => 1_577_880_000_000 + i * 60_000);
  const holes = minutes.map((time, i) => time + (i > rows / 2 ? 7 * 86_400_000 : 0));
  const numbers = walk(rows, () => random() - 0.5, 1e4);
  const cents = walk(rows, () => random() - 0.5, 30_000).map((value) => Math.round(value * 100) / 100);
  const wild = Float64Array.from({ length: rows }, () => Math.round((random() - 0.5) * 2 ** 50));
  const missing = cents.map((value, i) => (i % 3 === 1 ? NaN : value));

  it.each<[string, PackedColumn['kind'], Float64Array]>([
    ['even times', 'time', minutes],
    ['times with a hole', 'time', holes],
    ['times far apart', 'time', wild],
    ['doubles', 'number', numbers],
    ['zero of either sign', 'price', Float64Array.from({ length: rows }, (_, i) => (i % 2 === 0 ? 0 : -0))],
    ['prices in cents', 'price', cents],
    ['prices with many digits', 'price', numbers],
    ['prices with holes', 'price', missing],
    ['prices that jump', 'price', wild.map((value) => value / 100)],
    ['small whole numbers', 'integer', Float64Array.from({ length: rows }, (_, i) => i * 3 - 5)],
  ])('gives back %s to the bit', async (_, kind, values) => {
    const path = await written([{ name: 'x', kind, values } as PackedColumn]);
    const read = (await readColumns(path)).get('x') as Float64Array;
    expect(read).toHaveLength(rows);
    expect(Buffer.from(read.buffer).equals(Buffer.from(values.buffer))).toBe(true);
  });
});

it('is a file that other readers read, times and decimals as such', async () => {
  const path = await written([
    { name: 'time', kind: 'time', values: Float64Array.of(0, 60_000, 180_000) },
    { name: 'equity', kind: 'number', values: Float64Array.of(0.1 + 0.2, NaN, -3) },
    { name: 'close', kind: 'price', values: Float64Array.of(1.25, 1.5, 100) },
    { name: 'text', kind: 'text', values: ['', 'Биткойн', '=A1'] },
  ]);
  expect(await parquetReadObjects({ file: await asyncBufferFromFile(path) })).toEqual([
    { time: new Date(0), equity: 0.1 + 0.2, close: 1.25, text: '' },
    { time: new Date(60_000), equity: NaN, close: 1.5, text: 'Биткойн' },
    { time: new Date(180_000), equity: -3, close: 100, text: '=A1' },
  ]);
});

it('keeps prices in cents in far less room than doubles', () => {
  const values = walk(100_000, () => random() * 20 - 10, 30_000).map((value) => Math.round(value * 100) / 100);
  const size = (kind: 'price' | 'number') => Buffer.concat(encodeColumns([{ name: 'x', kind, values }])).length;
  expect(size('price')).toBeLessThan(size('number') / 4);
});

it('knows how many places make values exact', () => {
  const placesOf = (...values: number[]) => packDecimals(Float64Array.from(values))?.places ?? null;
  expect(placesOf(1, 2, 300)).toBe(0);
  expect(placesOf(1, 2.5, 0.00000001)).toBe(8);
  expect(placesOf(0.1 + 0.2)).toBeNull();
  expect(placesOf(1e9, 1e-9)).toBeNull();
  expect(placesOf(1, NaN)).toBeNull();
  expect(placesOf(-0)).toBeNull();
  expect(
    placesOf(...Array.from({ length: 500 }, (_, i) => (i === 400 ? 0.125 : 1))),
    'the one that needs them comes late',
  ).toBe(3);
  expect(placesOf(0, 2 ** 40, 0.5), 'too wide a step').toBeNull();
});
