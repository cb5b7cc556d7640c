import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { zipOf } from '../../../test/support/zip.js';
import { BarStore } from '../../infra/store/bars/bar-store.js';
import { FundingStore } from '../../infra/store/bars/funding-store.js';
import { systemClock } from '../runtime/system.js';
import { createDownload } from '../../infra/http/download.js';
import { fetchVision, type FetchVisionOptions } from './fetch-vision.js';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const NOW = Date.UTC(2025, 1, 3, 12);
const root = mkdtempSync(join(tmpdir(), 'vision-'));
let server: Server;
let baseUrl: string;
/** Path → body; what is not here answers 404. */
let archive: Map<string, Buffer>;
let asked: string[];
/** Answers one path differently the next times it is asked: a status, or a body cut off after half of it. */
let faults: Map<string, (number | 'cut' | 'garbled')[]>;

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = (request.url ?? '').slice(1);
    asked.push(path);
    const fault = faults.get(path)?.shift();
    const body = archive.get(path);
    if (typeof fault === 'number') response.writeHead(fault).end('no');
    else if (body === undefined) response.writeHead(404).end('<Error>NoSuchKey</Error>');
    else if (fault === 'cut') {
      response.writeHead(200, { 'content-length': body.length });
      response.write(body.subarray(0, body.length / 2), () => response.destroy());
    } else if (fault === 'garbled') response.end(Buffer.alloc(body.length, 1));
    else response.end(body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(root, { recursive: true });
});

let store: BarStore;
let stores = 0;
let waits: number[];
beforeEach(() => {
  store = new BarStore(join(root, String(stores++)));
  [archive, asked, faults, waits] = [new Map(), [], new Map(), []];
});
afterEach(() => {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' });
  expect(names.filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

const publish = (path: string, csv: string) => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const zip = zipOf({ [name.replace('.zip', '.csv')]: csv });
  archive.set(path, zip);
  archive.set(`${path}.CHECKSUM`, Buffer.from(`${createHash('sha256').update(zip).digest('hex')}  ${name}\n`));
};
/** Bars of 6 h over a range, as Binance writes them: ms until 2024, µs from 2025, no header for spot. */
const klines = (from: number, to: number, close = 1.5) => {
  let csv = '';
  for (let time = from; time < to; time += 6 * HOUR) {
    const unit = time >= Date.UTC(2025, 0) ? 1000 : 1;
    csv += `${time * unit},1,2,0.5,${close},3,${(time + 6 * HOUR) * unit - 1},4,5,6,7,0\n`;
  }
  return csv;
};
const month = (text: string) => `data/spot/monthly/klines/BTCUSDT/6h/BTCUSDT-6h-${text}.zip`;
const day = (text: string) => `data/spot/daily/klines/BTCUSDT/6h/BTCUSDT-6h-${text}.zip`;
const publishAll = () => {
  publish(month('2024-12'), klines(Date.UTC(2024, 11), Date.UTC(2025, 0)));
  publish(month('2025-01'), klines(Date.UTC(2025, 0), Date.UTC(2025, 1)));
  publish(day('2025-02-01'), klines(Date.UTC(2025, 1), Date.UTC(2025, 1, 2)));
  publish(day('2025-02-02'), klines(Date.UTC(2025, 1, 2), Date.UTC(2025, 1, 3)));
};
const run = (overrides: Partial<FetchVisionOptions> = {}) =>
  fetchVision(store, {
    market: 'spot',
    kind: 'klines',
    symbol: 'BTCUSDT',
    interval: '6h',
    from: Date.UTC(2024, 11),
    to: NOW,
    baseUrl,
    download: createDownload({ source: 'archive', clock: systemClock, idleMs: 2000 }),
    clock: {
      now: () => NOW,
      sleep: async (ms) => {
        waits.push(ms);
      },
    },
    ...overrides,
  });
const key = { source: 'binance-spot', symbol: 'BTCUSDT', interval: '6h' };

it('fetches months and days into one series over the turn from ms to µs, and a second run asks for nothing', async () => {
  publishAll();
  const progress: string[] = [];
  const result = await run({ onProgress: ({ phase, done, total }) => progress.push(`${phase} ${done}/${total}`) });
  expect(result).toEqual({
    ...key,
    downloaded: 4,
    resumed: 0,
    skipped: 0,
    missing: [],
    changed: 256,
    rows: 256,
    dropped: { count: 0, rows: [] },
    unreadable: [],
    distrusted: [],
    unverified: [],
    not_received: [],
    known: true,
  });
  const bars = await store.load(key);
  expect([bars.length, bars.gaps(), bars.openTime[0]]).toEqual([64 * 4, [], Date.UTC(2024, 11)]);
  expect(progress).toEqual([
    'download 1/4',
    'download 2/4',
    'download 3/4',
    'download 4/4',
    'import 1/4',
    'import 2/4',
    'import 3/4',
    'import 4/4',
  ]);
  expect(existsSync(join(store.root, '.downloads', 'binance-spot', 'BTCUSDT', '6h')), 'archives are not kept').toBe(
    false,
  );
  asked = [];
  expect(await run()).toMatchObject({ downloaded: 0, skipped: 4, changed: 0, rows: 256 });
  expect(asked).toEqual([]);
});

it('takes the days of a month that is not published yet, and names the days that are missing', async () => {
  publish(month('2024-12'), klines(Date.UTC(2024, 11), Date.UTC(2025, 0)));
  for (let d = 1; d <= 31; d++) {
    const from = Date.UTC(2025, 0, d);
    if (d !== 7) publish(day(new Date(from).toISOString().slice(0, 10)), klines(from, from + DAY));
  }
  const result = await run({ to: Date.UTC(2025, 1) });
  expect(result).toMatchObject({ downloaded: 31, missing: [day('2025-01-07')], rows: 31 * 4 + 30 * 4 });
  expect((await store.load(key)).gaps()).toMatchObject([{ from: Date.UTC(2025, 0, 7), missing: 4 }]);
});

it('tries again after a cut connection, a garbled body and a 503, and checks the sum each time', async () => {
  publishAll();
  faults.set(month('2024-12'), ['cut', 'garbled']);
  faults.set(`${month('2025-01')}.CHECKSUM`, [503, 503]);
  expect(await run()).toMatchObject({ downloaded: 4, rows: 256 });
  expect(waits.toSorted((a, b) => a - b)).toEqual([1000, 1000, 2000, 2000]);
});

it('stores nothing when a file stays wrong, and goes on from what was downloaded', async () => {
  publishAll();
  archive.set(`${month('2025-01')}.CHECKSUM`, Buffer.from(`${'0'.repeat(64)}  BTCUSDT-6h-2025-01.zip\n`));
  await expect(run()).rejects.toThrow(/2025-01\.zip could not be downloaded: its sha256 is .* but 0{64} is published/);
  expect(await store.list()).toEqual([]);
  publishAll();
  asked = [];
  expect(await run()).toMatchObject({ downloaded: 1, resumed: 3, rows: 256 });
  expect(asked.filter((path) => path.endsWith('.zip'))).toEqual([month('2025-01')]);
});

it('does not trust a kept file that was damaged, nor a checksum of another file', async () => {
  publishAll();
  archive.set(`${month('2025-01')}.CHECKSUM`, Buffer.from(`${'0'.repeat(64)}  other.zip\n`));
  await expect(run()).rejects.toThrow('does not name it');
  writeFileSync(join(store.root, '.downloads/binance-spot/BTCUSDT/6h/BTCUSDT-6h-2024-12.zip'), 'damaged');
  publishAll();
  expect(await run()).toMatchObject({ downloaded: 2, resumed: 2, rows: 256 });
});

it('does not ask again after a refusal', async () => {
  publishAll();
  faults.set(`${month('2024-12')}.CHECKSUM`, [451, 451, 451]);
  await expect(run()).rejects.toMatchObject({ code: 'vision.download', kind: 'unavailable' });
  expect(asked.filter((path) => path === `${month('2024-12')}.CHECKSUM`).length).toBe(1);
});

it('takes corrections of the archive when asked to refresh', async () => {
  publishAll();
  await run();
  publish(month('2024-12'), klines(Date.UTC(2024, 11), Date.UTC(2025, 0), 1.75));
  expect(await run()).toMatchObject({ skipped: 4, changed: 0 });
  expect(await run({ refresh: true })).toMatchObject({ downloaded: 1, skipped: 3, changed: 124 });
  expect((await store.load(key)).close[0]).toBe(1.75);
});

describe('files that are not in order', () => {
  const T = Date.UTC(2025, 0);
  const row = (hours: number, close = 1.5, shift = 0) =>
    `${(T + hours * HOUR + shift) * 1000},1,2,0.5,${close},3,0,4,5,6,7,0`;
  const january = Array.from({ length: 124 }, (_, i) => row(i * 6));
  const only = (lines: readonly string[]) => {
    publish(month('2025-01'), `${lines.join('\n')}\n`);
    return run({ from: T, to: Date.UTC(2025, 1) });
  };
  const replaced = (index: number, ...lines: string[]) => january.toSpliced(index, 1, ...lines);

  it.each<[string, readonly string[], number, string, RegExp]>([
    ['an empty cell', replaced(9, january[9]!.replace(',2,', ',,')), 123, 'missing', /line 10, column "high"/],
    ['a price of text', replaced(9, january[9]!.replace(',2,', ',two,')), 123, 'number', /line 10/],
    ['a high below the low', replaced(9, january[9]!.replace(',2,', ',0.1,')), 123, 'range', /line 10/],
    ['a row cut off', replaced(123, '17383'), 123, 'columns', /line 124: .*12 columns/],
    ['the first row cut off', replaced(0, '17356,1'), 123, 'columns', /line 1: .*12 columns/],
    ['a row twice', replaced(9, january[9]!, january[9]!), 124, 'duplicate', /twice/],
    ['two rows that contradict', replaced(9, january[9]!, row(54, 1.75)), 124, 'conflict', /another bar/],
    [
      'a row beside the grid',
      replaced(9, row(54, 1.5, 14_000)),
      123,
      'overlap',
      /overlaps the bar of 2025-01-03T12:00:00Z/,
    ],
    ['a row of another month', replaced(9, row(54 + 24 * 60)), 123, 'time', /outside/],
    [
      'a row in milliseconds of another year',
      replaced(9, `${Date.UTC(2019, 0)},1,2,0.5,1.5,3,0,4,5,6,7,0`),
      123,
      'time',
      /outside/,
    ],
  ])('%s is left out and named, the rest is stored', async (_, lines, rows, reason, problem) => {
    const result = await only(lines);
    expect(result).toMatchObject({ rows, dropped: { count: 1, rows: [{ from: 'BTCUSDT-6h-2025-01.zip', reason }] } });
    expect(result.dropped.rows[0]!.problem).toMatch(problem);
    const bars = await store.load(key);
    expect([bars.length, bars.close[9]]).toEqual([rows, 1.5]);
    expect(result.not_received.reduce((sum, { missing }) => sum + missing, 0)).toBe(124 - rows);
  });

  it('rows in another order, and units that change, lose nothing', async () => {
    const mixed = replaced(40, `${T + 240 * HOUR},1,2,0.5,1.5,3,0,4,5,6,7,0`);
    const result = await only([...mixed.slice(60), ...mixed.slice(0, 60)]);
    expect(result).toMatchObject({ rows: 124, dropped: { count: 0 }, not_received: [] });
  });

  it('a row without price and volume is left out and named', async () => {
    const idle = (index: number) => january[index]!.replace(/,1,2,0\.5,1\.5,3,/, ',NaN,NaN,NaN,NaN,0,');
    const result = await only(january.map((line, i) => (i === 9 || i === 20 ? idle(i) : line)));
    expect(result).toMatchObject({ rows: 122, dropped: { count: 2 }, not_received: [{ missing: 1 }, { missing: 1 }] });
    const [row] = result.dropped.rows;
    expect([row!.from, row!.problem]).toEqual(['BTCUSDT-6h-2025-01.zip', 'no price and no volume in 2 rows']);
  });

  it('the last bar of a month that overlaps the first of the next is left out and named', async () => {
    const december = klines(Date.UTC(2024, 11), T - 6 * HOUR);
    publish(month('2024-12'), `${december}${T - 3 * HOUR},1,2,0.5,1.5,3,0,4,5,6,7,0\n`);
    publish(month('2025-01'), `${january.join('\n')}\n`);
    const result = await run({ to: Date.UTC(2025, 1) });
    const problem = 'it is beside the grid and overlaps the bar of 2025-01-01T00:00:00Z';
    expect(result.dropped).toMatchObject({ count: 1, rows: [{ reason: 'overlap', time: T - 3 * HOUR, problem }] });
    expect(result).toMatchObject({ rows: 247, not_received: [{ from: T - 6 * HOUR, missing: 1 }] });
  });

  it('counts all and names twenty', async () => {
    const { dropped, rows } = await only(january.map((line, i) => (i % 4 === 1 ? line.replace(',2,', ',x,') : line)));
    expect([dropped.count, dropped.rows.length, rows]).toEqual([31, 20, 93]);
  });

  it('a file of which nothing can be read is told, and its days are asked for', async () => {
    publish(day('2025-01-02'), klines(T + DAY, T + 2 * DAY));
    publish(month('2024-12'), klines(Date.UTC(2024, 11), T));
    publish(month('2025-01'), 'no,bars\n1,2\n');
    const result = await run({ to: Date.UTC(2025, 1) });
    expect(result.unreadable).toMatchObject([{ path: month('2025-01') }]);
    expect(result).toMatchObject({ rows: 124 + 4, not_received: [{ from: T }, { from: T + 2 * DAY }] });
    publish(month('2025-01'), `${january.join('\n')}\n`);
    expect(await run({ to: Date.UTC(2025, 1) }), 'asked for again').toMatchObject({ rows: 248, unreadable: [] });
  });
});

describe('what the archive does not give', () => {
  const T = Date.UTC(2025, 0);
  const range = { from: T, to: Date.UTC(2025, 1) };

  it('takes the file of a day that the file of its month lacks, once', async () => {
    publish(month('2025-01'), klines(T, T + 9 * DAY) + klines(T + 11 * DAY, Date.UTC(2025, 1)));
    publish(day('2025-01-10'), klines(T + 9 * DAY, T + 10 * DAY));
    expect(await run(range)).toMatchObject({
      downloaded: 2,
      rows: 120,
      not_received: [{ from: T + 10 * DAY, to: T + 10 * DAY + 18 * HOUR, missing: 4 }],
    });
    asked = [];
    expect(await run(range)).toMatchObject({ changed: 0, rows: 120, not_received: [{ missing: 4 }] });
    expect(asked, 'the day that is not there is remembered').toEqual([]);
    publish(day('2025-01-11'), klines(T + 10 * DAY, T + 11 * DAY));
    expect(await run({ ...range, refresh: true })).toMatchObject({ rows: 124, not_received: [] });
  });

  it('does not overrule the bars of a month by those of a day', async () => {
    publish(month('2025-01'), klines(T, T + 9 * DAY) + klines(T + 9 * DAY + 6 * HOUR, Date.UTC(2025, 1)));
    publish(day('2025-01-10'), klines(T + 9 * DAY, T + 10 * DAY, 1.75));
    await run(range);
    expect([...(await store.load(key)).close.slice(36, 38)]).toEqual([1.75, 1.5]);
  });

  it('says from when on there is nothing, and does not ask for every day before a listing', async () => {
    publish(month('2025-01'), klines(T + 20 * DAY, Date.UTC(2025, 1)));
    const result = await run({ from: Date.UTC(2024, 0), to: Date.UTC(2025, 1) });
    expect(result).toMatchObject({ rows: 44, not_received: [{ from: Date.UTC(2024, 0), missing: (366 + 20) * 4 }] });
    expect(asked.length).toBeLessThan(20);
  });

  it('asks a few files of a pair that does not exist', async () => {
    const none = await run({ symbol: 'NOPEUSDT', from: Date.UTC(2024, 11), to: NOW });
    expect(none).toMatchObject({ rows: 0, known: false });
    expect(asked.length).toBeLessThan(8);
    asked = [];
    expect(await run({ symbol: 'NOPEUSDT', from: Date.UTC(2018, 0) })).toMatchObject({ known: false });
    expect(asked.length).toBeLessThan(12);
  });

  it('a month that never fits its checksum is taken by its days', async () => {
    publishAll();
    archive.set(`${month('2025-01')}.CHECKSUM`, Buffer.from(`${'0'.repeat(64)}  BTCUSDT-6h-2025-01.zip\n`));
    for (let time = T; time < Date.UTC(2025, 1); time += DAY) {
      publish(day(new Date(time).toISOString().slice(0, 10)), klines(time, time + DAY));
    }
    expect(await run()).toMatchObject({ rows: 256, distrusted: [month('2025-01')], unverified: [], not_received: [] });
  });

  it('a file that never fits its checksum is taken where the user names it', async () => {
    publishAll();
    archive.set(`${month('2025-01')}.CHECKSUM`, Buffer.from(`${'0'.repeat(64)}  BTCUSDT-6h-2025-01.zip\n`));
    await expect(run()).rejects.toMatchObject({
      code: 'vision.checksum',
      remedy: expect.stringContaining('--unverified BTCUSDT-6h-2025-01.zip'),
    });
    expect(await run({ unverified: ['BTCUSDT-6h-2025-01.zip'] })).toMatchObject({
      rows: 256,
      unverified: [month('2025-01')],
    });
  });
});

it('a wrong row of a funding file is left out and named, the rest is stored', async () => {
  const path = 'data/futures/um/monthly/fundingRate/BTCUSDT/BTCUSDT-fundingRate-2025-01.zip';
  const at = (hours: number) => Date.UTC(2025, 0, 1, hours);
  const rows = [
    `${at(0)},8,0.0001`,
    `${at(8)},8,1.5`,
    `${at(16)},8`,
    `${at(24)},8,`,
    `${at(24)},8,0.0002`,
    `${at(24)},8,0.0003`,
    `${at(32)},8,0.0004`,
  ];
  publish(path, `calc_time,funding_interval_hours,last_funding_rate\n${rows.join('\n')}\n`);
  const range = { from: at(0), to: Date.UTC(2025, 1) };
  const result = await run({ market: 'um', kind: 'fundingRate', ...range });
  expect(result.rows).toBe(3);
  expect(result.dropped.rows.map(({ from, reason, problem }) => [from, reason, problem])).toEqual(
    [
      [
        'number',
        'line 3, column "last_funding_rate": "1.5": expected a fraction per interval such as 0.0001 (not a percentage)',
      ],
      ['columns', 'line 4: expected 3 columns, not 2'],
      [
        'missing',
        expect.stringMatching(/^line 5, column "last_funding_rate": "": expected .* missing, not 0/) as string,
      ],
      ['conflict', 'line 7: expected one settlement of 2025-01-02T00:00:00.000Z, as line 6 has it'],
    ].map(([reason, problem]) => ['BTCUSDT-fundingRate-2025-01.zip', reason, problem]),
  );
  const stored = (await new FundingStore(store.root).load('binance-um', 'BTCUSDT'))!;
  expect([[...stored.time], [...stored.rate]]).toEqual([
    [at(0), at(24), at(32)],
    [0.0001, 0.0002, 0.0004],
  ]);
});

it('fetches funding by months', async () => {
  const path = (text: string) => `data/futures/um/monthly/fundingRate/BTCUSDT/BTCUSDT-fundingRate-${text}.zip`;
  const header = 'calc_time,funding_interval_hours,last_funding_rate\n';
  publish(path('2024-12'), `${header}${Date.UTC(2024, 11) + 3},8,0.0001\n${Date.UTC(2024, 11, 1, 8)},8,-0.00002\n`);
  const funding = { market: 'um', kind: 'fundingRate' } as const;
  expect(await run(funding)).toMatchObject({
    source: 'binance-um',
    interval: 'funding',
    downloaded: 1,
    missing: [path('2025-01')],
    changed: 2,
    rows: 2,
  });
  const series = await new FundingStore(store.root).load('binance-um', 'BTCUSDT');
  expect([...series!.time]).toEqual([Date.UTC(2024, 11), Date.UTC(2024, 11, 1, 8)]);
  expect(await run(funding)).toMatchObject({ skipped: 1, changed: 0, rows: 2 });
});

it('stops when it is aborted, and refuses a range without a finished day', async () => {
  publishAll();
  await expect(run({ signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
  await expect(run({ from: NOW - HOUR })).rejects.toThrow('no finished day');
});
