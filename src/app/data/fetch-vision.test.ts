import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { zipOf } from '../../../test/support/zip.js';
import { BarStore } from '../../infra/store/bars/bar-store.js';
import { FundingStore } from '../../infra/store/bars/funding-store.js';
import { systemClock } from '../system-clock.js';
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
  expect(result).toEqual({ ...key, downloaded: 4, resumed: 0, skipped: 0, missing: [], changed: 256, rows: 256 });
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

it('stores nothing of files that are no bars', async () => {
  publishAll();
  publish(month('2025-01'), klines(Date.UTC(2025, 0), Date.UTC(2025, 0, 3)).replace(',2,', ',,'));
  await expect(run()).rejects.toThrow(/line 1, column "high"/);
  expect(await store.list()).toEqual([]);
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
