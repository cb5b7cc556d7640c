import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, describe, expect, it } from 'vitest';
import { hasTestData, SKIP_REASON, testDataPath } from '../../../../test/support/test-data.js';
import { hashBars } from './hash-bars.js';
import { readBarsFile } from './read-bars-file.js';
import { symbolFromFileName } from './symbol-from-name.js';

const dir = mkdtempSync(join(tmpdir(), 'bars-file-'));
afterAll(() => rmSync(dir, { recursive: true }));
const HOUR = 3_600_000;
const T = Date.UTC(2024, 0);

const write = (name: string, content: string | ArrayBuffer): string => {
  const path = join(dir, name);
  writeFileSync(path, typeof content === 'string' ? content : new Uint8Array(content));
  return path;
};
const hours = (step: number, count = 30): string =>
  ['time,open,high,low,close,volume', ...Array.from({ length: count }, (_, i) => `${T + i * step},1,2,1,2,3`)].join(
    '\n',
  );

describe('an interval that the bars do not have', () => {
  it.each([
    [HOUR, 300_000, /bars are 1h apart, so they are not bars of 5m/],
    [HOUR, 60_000, /bars are 1h apart/],
    [24 * HOUR, HOUR, /bars are 1d apart/],
  ])('of %i ms read as %i ms is refused', async (step, intervalMs, message) => {
    await expect(readBarsFile(write('BTCUSDT-a.csv', hours(step)), { intervalMs })).rejects.toThrow(message);
  });

  it('is refused of shorter bars too, read leniently or not', async () => {
    const file = write('BTCUSDT-b.csv', hours(HOUR));
    await expect(readBarsFile(file, { intervalMs: 4 * HOUR })).rejects.toThrow(/opens before the bar/);
    await expect(readBarsFile(file, { intervalMs: 4 * HOUR, lenient: true })).rejects.toThrow(/its bars are shorter/);
  });

  it('is taken where holes explain the steps', async () => {
    const rows = [0, 2, 4, 7, 9].map((i) => `${T + i * HOUR},1,2,1,2,3`);
    const file = write('BTCUSDT-c.csv', ['time,open,high,low,close,volume', ...rows].join('\n'));
    expect((await readBarsFile(file, { intervalMs: HOUR })).bars.length).toBe(5);
  });
});

it.each([
  ['BTCUSDT_240329-1h-2024-02.csv', 'BTCUSDT_240329'],
  ['BTC_USDT_USDT-1h-futures.csv', 'BTCUSDT'],
  ['BTCUSDTM24-1h.csv', 'BTCUSDTM24'],
  ['mydata-15m-2024.csv', 'mydata'],
  ['ETHUSDT_250328-1h.csv.gz', 'ETHUSDT_250328'],
  ['BTCUSDT-29MAR24-1h.csv', 'BTCUSDT_29MAR24'],
  ['BTCUSDT_240101.csv', 'BTCUSDT'],
  ['BTCUSDT_20240329.csv', 'BTCUSDT'],
  ['BTCUSDT_202401.csv', 'BTCUSDT'],
  ['BTCUSDT_PERP-1h.csv', 'BTCUSDT'],
  ['BINANCE_BTCUSDT, 60.csv', 'BTCUSDT'],
  ['BTC_USDT-1h.json', 'BTCUSDT'],
  ['BTC-USD.csv', 'BTCUSD'],
  ['coin_BTCUSD.csv', 'BTCUSD'],
])('the symbol of %s is %s', (file, symbol) => expect(symbolFromFileName(file)).toBe(symbol));

it.each([
  'BTCUSD_PERP-1h.csv',
  'BTCUSD_240329-1h.csv',
  'BTC-USD-SWAP.csv',
  'BNBUSD_PERP.csv',
  'DOTUSD_PERP.parquet',
  'BTC_USD_BTC-1h-futures.feather',
  'BTC-PERPETUAL-1h.csv',
  'ETH-29MAR24-1h.csv',
])('the inverse contract of %s is refused with its reason', (file) =>
  expect(() => symbolFromFileName(file)).toThrow(/inverse contract, margined and settled in coins/),
);

it.each([
  [
    'ARROW1',
    'x.feather',
    /Feather \(Arrow\) file.*pandas\.read_feather\('[^']*x\.feather'\)\.to_parquet\('[^']*x\.parquet'\)/,
  ],
  ['<!DOCTYPE html><html>', 'x.csv', /it is a web page/],
  ['SQLite format 3\0', 'y.csv', /an SQLite database/],
])('what begins with %j is named as what it is', async (text, name, message) => {
  await expect(readBarsFile(write(name, text.padEnd(100, ' ')))).rejects.toThrow(message);
});

it('leaves out Parquet rows without price and volume, and refuses those that lack one of them', async () => {
  const of = (close: readonly (number | null)[]) => {
    const prices = (value: number) => close.map((each, i) => (each === null && i === 1 ? null : value));
    return parquetWriteBuffer({
      columnData: [
        { name: 'time', data: close.map((_, i) => new Date(T + i * HOUR)), type: 'TIMESTAMP' },
        ...[
          ['open', 2],
          ['high', 3],
          ['low', 1],
          ['volume', 5],
        ].map(([name, value]) => ({
          name: name as string,
          data: prices(value as number),
          type: 'DOUBLE' as const,
        })),
        { name: 'close', data: [...close], type: 'DOUBLE' },
      ],
    });
  };
  const { bars, notes } = await readBarsFile(write('BTCUSDT-i.parquet', of([2, null, 2, 2, 2])));
  expect([bars.length, bars.intervalMs, notes.join()]).toEqual([4, HOUR, expect.stringContaining('1 of its rows')]);
  await expect(readBarsFile(write('BTCUSDT-j.parquet', of([2, null, null, 2])))).rejects.toThrow(
    /row 3, column "close"/,
  );
});

describe.skipIf(!hasTestData)(`recorded files of one market${hasTestData ? '' : ` (${SKIP_REASON})`}`, () => {
  const folder = hasTestData ? testDataPath('data/reported/F10') : '';
  const files = hasTestData ? readdirSync(folder).filter((name) => name.endsWith('.parquet')) : [];
  /** What these hold otherwise: other bars, prices cut to whole numbers or 24 bits, missing volumes. */
  const OTHER = /^(?:date32d?|float32|int32|nanvol|rangeidx)-/;

  it.each(files.filter((name) => !OTHER.test(name)))('%s gives the bars of the CSV', async (name) => {
    const csv = await readBarsFile(join(folder, 'same-BTCUSDT-1h.csv'));
    const { bars } = await readBarsFile(join(folder, name));
    expect(hashBars(bars)).toBe(hashBars(csv.bars));
  });

  it.each(files.filter((name) => OTHER.test(name)))('%s', async (name) => {
    const csv = (await readBarsFile(join(folder, 'same-BTCUSDT-1h.csv'))).bars;
    const read = readBarsFile(join(folder, name));
    if (name.startsWith('nanvol')) {
      await expect(read).rejects.toThrow(/column "volume": "null" is missing/);
      return;
    }
    if (name.startsWith('date32-')) {
      await expect(read).rejects.toThrow(/repeats the bar before/);
      return;
    }
    const { bars } = await read;
    if (name.startsWith('date32d')) {
      expect([bars.length, bars.intervalMs]).toEqual([48, 24 * HOUR]);
      return;
    }
    const at = new Map([...csv.openTime].map((time, i) => [time, i]));
    for (let i = 0; i < bars.length; i++) {
      const same = at.get(bars.openTime[i]!)!;
      const want = csv.close[same]!;
      const rounded = name.startsWith('float32')
        ? Math.fround(want)
        : name.startsWith('int32')
          ? Math.trunc(want)
          : want;
      expect(Math.abs(bars.close[i]! - rounded)).toBeLessThanOrEqual(name.startsWith('int32') ? 1 : 0);
    }
    expect(bars.length).toBe(name.startsWith('rangeidx') ? 43 : 48);
  });
});

describe('stamps of the end in Parquet', () => {
  it.each([
    ['microseconds', 'MICROS' as const, 1_000n],
    ['nanoseconds', 'NANOS' as const, 1_000_000n],
  ])('to the last of the %s are those of bars that open an hour earlier', async (_, unit, perMs) => {
    const prices = (value: number) => new Float64Array(30).fill(value);
    const stamps = BigInt64Array.from({ length: 30 }, (__, i) => BigInt(T + (i + 1) * HOUR) * perMs - 1n);
    const table = parquetWriteBuffer({
      columnData: [
        { name: 'date', data: stamps },
        ...['open', 'high', 'low', 'close', 'volume'].map((name) => ({ name, data: prices(2) })),
      ],
      schema: [
        { name: 'root', num_children: 6 },
        {
          name: 'date',
          type: 'INT64',
          repetition_type: 'REQUIRED',
          logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit },
        },
        ...['open', 'high', 'low', 'close', 'volume'].map((name) => ({
          name,
          type: 'DOUBLE' as const,
          repetition_type: 'REQUIRED' as const,
        })),
      ],
    });
    const { bars, notes } = await readBarsFile(write(`BTCUSDT-${unit}.parquet`, table));
    expect([...bars.openTime]).toEqual(Array.from({ length: 30 }, (__, i) => T + i * HOUR));
    expect(notes.join()).toContain('those of the end of each bar');
  });
});
