import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readBarsCsv } from './read-bars-csv.js';

const dir = mkdtempSync(join(tmpdir(), 'odd-files-'));
afterAll(() => rmSync(dir, { recursive: true }));

let files = 0;
const read = (content: string, extension = 'csv') => {
  const path = join(dir, `BTCUSDT-x${files++}.${extension}`);
  writeFileSync(path, content);
  return readBarsCsv(path);
};

const HOUR = 3_600_000;
const START = Date.UTC(2024, 0, 20);
const BARS = Array.from({ length: 30 }, (_, i) => {
  const o = 41_000.25 + i * 7.5;
  return { t: START + i * HOUR, o, h: o + 60.5, l: o - 40.25, c: o + 20.75, v: 123.5 + i };
});
type Bar = (typeof BARS)[number];
const table = (head: string, row: (bar: Bar) => readonly unknown[], by = ','): string =>
  [head, ...BARS.map((bar) => row(bar).join(by))].join('\n') + '\n';
const HEAD = 'time,open,high,low,close,volume';
const prices = ({ o, h, l, c, v }: Bar) => [o, h, l, c, v];

const expectBars = (bars: Awaited<ReturnType<typeof read>>['bars']): void => {
  expect([...bars.openTime]).toEqual(BARS.map(({ t }) => t));
  expect([...bars.close]).toEqual(BARS.map(({ c }) => c));
  expect([...bars.volume]).toEqual(BARS.map(({ v }) => v));
};

describe('which column counts coins', () => {
  const value = ({ v, c }: Bar): string => (v * c).toFixed(2);
  const iso = (t: number): string => new Date(t).toISOString();
  it.each([
    [
      'Gate.io',
      'timestamp,volume,close,high,low,open,base_volume',
      (b: Bar) => [b.t / 1000, value(b), b.c, b.h, b.l, b.o, b.v],
      'Its volume is "base_volume" and not "volume"',
    ],
    [
      'Poloniex',
      'date,high,low,open,close,volume,quoteVolume,weightedAverage',
      (b: Bar) => [b.t / 1000, b.h, b.l, b.o, b.c, value(b), b.v, b.c],
      'Its volume is "quoteVolume" and not "volume"',
    ],
    [
      'contracts of OKX',
      'ts,o,h,l,c,vol,volCcy,volCcyQuote,confirm',
      (b: Bar) => [b.t, ...prices(b).slice(0, 4), b.v * 100, b.v, value(b), 1],
      'Its volume is "volCcy" and not "vol"',
    ],
    [
      'BitMEX, which stamps the end',
      'timestamp,symbol,open,high,low,close,trades,volume,vwap,turnover,homeNotional,foreignNotional',
      (b: Bar) => [iso(b.t + HOUR), 'XBTUSDT', ...prices(b).slice(0, 4), 9, b.v * 1e6, b.c, b.v * 1e8, b.v, value(b)],
      'Its volume is "homeNotional" and not "volume"',
    ],
  ])('is told from the price: %s', async (_, head, row, note) => {
    const { bars, report } = await read(table(head, row));
    expectBars(bars);
    expect(report.notes.join(' ')).toContain(note);
  });

  it.each([
    ['the value stands beside it', 'time,open,high,low,close,quote_volume,volume', (b: Bar) => [value(b), b.v]],
    ['a part of it and its value', 'time,open,high,low,close,taker_volume,taker_amount,volume', (b: Bar) => [b.v / 2, (b.v / 2) * b.c, b.v]], // prettier-ignore
    ['amount is the value', 'time,open,high,low,close,volume,amount', (b: Bar) => [b.v, value(b)]],
  ])('stays the one of its name: %s', async (_, head, volumes) => {
    const { bars, report } = await read(table(head, (b) => [b.t, b.o, b.h, b.l, b.c, ...volumes(b)]));
    expectBars(bars);
    expect(report.notes).toEqual([]);
  });

  it('stays the one of its name near a price of 1, where both look alike', async () => {
    const rows = BARS.map(({ t, v }) => [t, 1, 1.001, 0.999, 1, v, v * 1.0004].join(','));
    const { bars } = await read(`time,open,high,low,close,volume,quote_volume\n${rows.join('\n')}\n`);
    expect(bars.volume[0]).toBe(123.5);
  });

  it('is none with a sign of a currency in its name', async () => {
    await expect(read(table('time,open,high,low,close,Volume ($)', (b) => [b.t, ...prices(b)]))).rejects.toThrow(
      /no column for volume.*quote currency/,
    );
  });

  it.each(['Date,Open,High,Low,Close,Adj Close,Volume', 'date,open,high,low,close,market_cap,volume'])(
    'says that a volume is in USD: %s',
    async (head) => {
      const { report } = await read(table(head, (b) => [iso(b.t), b.o, b.h, b.l, b.c, b.c, b.v * b.c]));
      expect(report.notes.join(' ')).toContain('traded in USD on all exchanges');
    },
  );
});

describe('forms of time', () => {
  const two = (n: number): string => String(n).padStart(2, '0');
  const clock = (d: Date): string => `${two(d.getUTCHours())}:00`;
  const iso = (d: Date): string => d.toISOString().slice(0, 19);
  it.each([
    ['RFC 2822', (d: Date) => `"${d.toUTCString()}"`],
    ['JavaScript', (d: Date) => `${d.toUTCString().slice(0, 3)} Jan ${d.getUTCDate()} 2024 ${clock(d)}:00 GMT+0000 (Coordinated Universal Time)`], // prettier-ignore
    ['ISO basic', (d: Date) => `${iso(d).replaceAll(/[-:]/g, '')}Z`],
    ['Java', (d: Date) => `${iso(d)}Z[UTC]`],
    ['Russian', (d: Date) => `${d.getUTCDate()} января 2024 г. в ${clock(d)}`],
    ['German', (d: Date) => `${d.getUTCDate()}. Januar 2024 um ${clock(d)}`],
    ['English', (d: Date) => `"January ${d.getUTCDate()}, 2024 at ${(d.getUTCHours() + 11) % 12 + 1}:00 ${d.getUTCHours() < 12 ? 'AM' : 'PM'}"`], // prettier-ignore
  ])('are read as they come: %s', async (_, text) => {
    expectBars((await read(table(HEAD, (b) => [text(new Date(b.t)), ...prices(b)]))).bars);
  });

  it('are refused with the cause where a spreadsheet has rounded them', async () => {
    await expect(read(table(HEAD, (b) => [b.t.toExponential(5).toUpperCase(), ...prices(b)]))).rejects.toThrow(
      'a spreadsheet has rounded this one',
    );
  });

  it('say that months are not of one length', async () => {
    const rows = BARS.map((b, i) => [new Date(Date.UTC(2021, i)).toISOString().slice(0, 10), ...prices(b)].join(','));
    await expect(read(`${HEAD}\n${rows.join('\n')}\n`)).rejects.toThrow('its bars are of calendar months');
  });
});

describe('rows', () => {
  const text = table(HEAD, (b) => [b.t, ...prices(b)]);
  it.each([
    ['empty cells of a spreadsheet', `${text},,,,,\n,,,,,\n`],
    ['the old mark of an end', `${text}\u001a`],
  ])('that hold nothing are passed over: %s', async (_, content) => {
    const { bars, report } = await read(content);
    expectBars(bars);
    expect(report.dropped).toEqual({});
  });
});

describe('numbers', () => {
  it('with a dot that may part thousands are refused, and read where one number tells', async () => {
    const rows = (volume: number) => table(HEAD.replaceAll(',', ';'), ({ t }) => [t, '41.814', '41.900', '41.700', '41.850', volume], ';'); // prettier-ignore
    await expect(read(rows(215))).rejects.toThrow(
      'the dot in "41.814" may group thousands or part decimals, and no other number tells which',
    );
    expect((await read(rows(1215))).bars.open[0]).toBe(41.814);
    expect((await read(rows(0.5))).bars.open[0]).toBe(41.814);
  });

  it('that Python wrote into JSON as NaN are missing', async () => {
    const list = BARS.map((b, i) =>
      i === 5 ? `[${b.t}, NaN, NaN, NaN, NaN, NaN]` : JSON.stringify([b.t, ...prices(b)]),
    );
    const { bars, report } = await read(`[${list.join(',')}]`, 'json');
    expect(bars.length).toBe(29);
    expect(report.dropped).toEqual({ idle: 1 });
  });
});
