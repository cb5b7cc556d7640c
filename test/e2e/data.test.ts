import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkReportSchema } from '../../src/contract/data-check.js';
import { readBarsFile } from '../../src/infra/store/bars/read-bars-file.js';
import { listen } from '../servers/loopback.js';
import { startOkxServer, type OkxServer } from '../servers/okx.js';
import { hasTestData, testDataPath } from '../support/test-data.js';
import { zipOf } from '../support/zip.js';
import { cli, emptyDir, filesUnder, type CliRun } from './support/cli.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** data.binance.vision on loopback: path → body; what is not here answers 404. */
const archive = new Map<string, Buffer>();
let asked: string[] = [];
let vision: { readonly url: string; close(): Promise<void> };
let okx: OkxServer;

beforeAll(async () => {
  vision = await listen(async (request, response) => {
    const path = (request.url ?? '').slice(1);
    asked.push(path);
    const body = archive.get(path);
    if (body === undefined) response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>');
    else response.end(body);
  });
  okx = await startOkxServer({ now: () => Date.now() });
});
afterAll(async () => {
  await Promise.all([vision.close(), okx.close()]);
});
beforeEach(() => {
  archive.clear();
  asked = [];
});

function publish(path: string, csv: string): void {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const zip = zipOf({ [name.replace('.zip', '.csv')]: csv });
  archive.set(path, zip);
  archive.set(`${path}.CHECKSUM`, Buffer.from(`${createHash('sha256').update(zip).digest('hex')}  ${name}\n`));
}

/** Hourly rows as the archive has them: ms until 2024, µs from 2025. */
function klines(from: number, to: number, gap = NaN): string {
  let csv = '';
  for (let time = from; time < to; time += HOUR) {
    if (time === gap) continue;
    const unit = time >= Date.UTC(2025, 0) ? 1000 : 1;
    csv += `${time * unit},100,102,99,101,3,${(time + HOUR) * unit - 1},300,5,1,100,0\n`;
  }
  return csv;
}
const monthly = (month: string): string => `data/spot/monthly/klines/BTCUSDT/1h/BTCUSDT-1h-${month}.zip`;

const run = (cwd: string, argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CliRun> =>
  cli(['data', ...argv], { cwd, env: { BINANCE_VISION_BASE_URL: vision.url, ...env } });

async function json(cwd: string, argv: readonly string[], env?: Readonly<Record<string, string>>) {
  const { code, stdout, stderr } = await run(cwd, [...argv, '--json'], env);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

describe('data fetch', () => {
  it('downloads months across the switch to µs, verifies them, and does not ask twice', async () => {
    const cwd = emptyDir();
    publish(monthly('2024-12'), klines(Date.UTC(2024, 11), Date.UTC(2025, 0)));
    publish(monthly('2025-01'), klines(Date.UTC(2025, 0), Date.UTC(2025, 1)));
    const argv = ['fetch', 'btcusdt', '--from', '2024-12-01', '--to', '2025-02-01'];
    const first = await run(cwd, argv);
    expect(first.code, first.stderr).toBe(0);
    expect(first.stdout).toBe(
      '✔ BTCUSDT 1h (binance-spot): 1,488 bars new or changed, 1,488 stored; 2 files verified\n',
    );
    const list = await json(cwd, ['list']);
    expect(list.bars).toMatchObject([
      {
        source: 'binance-spot',
        symbol: 'BTCUSDT',
        interval: '1h',
        rows: 62 * 24,
        missing: 0,
        from: Date.UTC(2024, 11),
      },
    ]);
    asked = [];
    const again = await json(cwd, argv);
    expect(again.series[0]).toMatchObject({
      changed: 0,
      rows: 1488,
      files: { downloaded: 0, skipped: 2, missing: [] },
    });
    expect(asked).toEqual([]);
  });

  it(
    'a file that does not fit its checksum stores nothing, and what was verified before is kept',
    { timeout: 30_000 },
    async () => {
      const cwd = emptyDir();
      publish(monthly('2024-12'), klines(Date.UTC(2024, 11), Date.UTC(2025, 0)));
      publish(monthly('2025-01'), klines(Date.UTC(2025, 0), Date.UTC(2025, 1)));
      const good = archive.get(monthly('2025-01'))!;
      archive.set(monthly('2025-01'), Buffer.alloc(good.length, 1));
      const argv = ['fetch', 'BTCUSDT', '--from', '2024-12-01', '--to', '2025-02-01'];
      const broken = await run(cwd, argv);
      expect(broken.code).toBe(3);
      expect(broken.stderr.replace(/\n\s*/g, ' ')).toMatch(
        /BTCUSDT-1h-2025-01\.zip could not be downloaded: its sha256 is .* is published/,
      );
      expect((await json(cwd, ['list'])).bars).toEqual([]);

      archive.set(monthly('2025-01'), good);
      const { series } = await json(cwd, argv);
      expect(series[0]).toMatchObject({ rows: 1488, files: { downloaded: 1, resumed: 1 } });
    },
  );

  it('says which days the archive does not have, and exits with 3 where it has nothing', async () => {
    const cwd = emptyDir();
    publish(
      'data/spot/daily/klines/BTCUSDT/1h/BTCUSDT-1h-2024-12-30.zip',
      klines(Date.UTC(2024, 11, 30), Date.UTC(2024, 11, 31)),
    );
    const some = await run(cwd, ['fetch', 'BTCUSDT', '--from', '2024-12-30', '--to', '2025-01-01']);
    expect(some.code).toBe(0);
    expect(some.stdout.replace(/\n\s*/g, ' ')).toContain(
      'the archive has no BTCUSDT-1h-2024-12-31.zip: not published yet',
    );
    const none = await run(cwd, ['fetch', 'NEWUSDT', '--from', '2024-12-30', '--to', '2025-01-01']);
    expect(none.code).toBe(3);
  });

  it('fetches funding and mark prices of the futures', async () => {
    const cwd = emptyDir();
    const times = [0, 8, 16].map((hour) => Date.UTC(2025, 0, 1, hour) + 7);
    publish(
      'data/futures/um/monthly/fundingRate/BTCUSDT/BTCUSDT-fundingRate-2025-01.zip',
      `calc_time,funding_interval_hours,last_funding_rate\n${times.map((time) => `${time},8,0.0001`).join('\n')}\n`,
    );
    publish(
      'data/futures/um/monthly/markPriceKlines/BTCUSDT/1h/BTCUSDT-1h-2025-01.zip',
      klines(Date.UTC(2025, 0), Date.UTC(2025, 1)),
    );
    const range = ['--from', '2025-01-01', '--to', '2025-02-01'];
    const funding = await run(cwd, ['fetch', 'BTCUSDT', '--kind', 'funding', ...range]);
    expect(funding.stdout).toContain('BTCUSDT funding (binance-um): 3 settlements new or changed');
    await json(cwd, ['fetch', 'BTCUSDT', '--kind', 'mark', ...range]);
    const list = await json(cwd, ['list']);
    expect(list.funding).toMatchObject([{ source: 'binance-um', symbol: 'BTCUSDT', rows: 3, from: Date.UTC(2025, 0) }]);
    expect(list.bars).toMatchObject([{ source: 'binance-um-mark', rows: 744 }]);
    const { stdout } = await run(cwd, ['list']);
    expect(stdout).toMatch(/binance-um-mark │ BTCUSDT:1h │ {2}744 │ 2025-01-01 │ 2025-02-01/);
  });

  it('fetches bars and funding from another exchange through ccxt, without the running candle', async () => {
    const cwd = emptyDir();
    const env = { EXCHANGE_BASE_URL: okx.url };
    const from = new Date(Math.floor(Date.now() / DAY) * DAY - 20 * DAY).toISOString();
    const { series } = await json(cwd, ['fetch', 'BTCUSDT', '--exchange', 'okx', '--from', from], env);
    const hours = Math.floor((Date.now() - Date.parse(from)) / HOUR);
    expect(series).toMatchObject([{ source: 'okx-spot', symbol: 'BTCUSDT', interval: '1h', rows: hours, files: null }]);
    const perpetual = ['fetch', 'BTC/USDT:USDT', '--market', 'um', '--exchange', 'okx', '--from', from];
    const funding = await json(cwd, [...perpetual, '--kind', 'funding'], env);
    const settlements = Math.floor((Date.now() - Date.parse(from)) / (8 * HOUR)) + 1;
    expect(funding.series[0]).toMatchObject({
      source: 'okx-um',
      symbol: 'BTCUSDT',
      interval: 'funding',
      changed: settlements,
    });
    expect(okx.requests.every((path) => path.startsWith('/api/v5/'))).toBe(true);
  });

  it.each([
    [['--from', 'yesterday'], '--from is "yesterday": it must be a day such as 2024-03-01'],
    [['--from', '20240101-'], 'A range in one is what --timerange takes.'],
    [['--from', '2025-01-02', '--to', '2025-01-01'], 'The range is empty'],
    [['--from', '2025-01-01', '--interval', '7m'], 'has no bars of 7m'],
    [['--from', '2025-01-01', '--kind', 'mark', '--market', 'spot'], 'There is no markPriceKlines of spot markets'],
    [['--from', '2025-01-01', '--exchange', 'krakn'], 'did you mean kraken'],
  ])('refuses %j', async (argv, sentence) => {
    const cwd = emptyDir();
    const { code, stderr, stdout } = await run(cwd, ['fetch', 'BTCUSDT', ...argv]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.replace(/\n\s*/g, ' ')).toContain(sentence);
    expect(filesUnder(cwd)).toEqual([]);
  });
});

describe('data import', () => {
  const csv = (rows: readonly string[]): string => `time,open,high,low,close,volume\n${rows.join('\n')}\n`;
  const row = (hour: number, close: number): string =>
    `${new Date(Date.UTC(2024, 0, 1, hour)).toISOString()},100,110,90,${close},1`;

  it('stores files, refuses a bar that contradicts a stored one, and takes it where told to', async () => {
    const cwd = emptyDir();
    writeFileSync(join(cwd, 'a.csv'), csv([0, 1, 2].map((hour) => row(hour, 100))));
    writeFileSync(join(cwd, 'b.csv'), csv([row(2, 101), row(3, 100)]));
    const symbol = ['--symbol', 'SOLUSDT', '--interval', '1h'];
    const first = await run(cwd, ['import', 'a.csv', ...symbol]);
    expect(first.stdout).toBe('✔ SOLUSDT 1h (import): 3 bars added, 3 stored; from 1 file\n');
    const refused = await run(cwd, ['import', 'b.csv', ...symbol]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('2024-01-01T02:00:00.000Z');
    expect((await json(cwd, ['list'])).bars[0].rows).toBe(3);
    const { series } = await json(cwd, ['import', 'b.csv', ...symbol, '--prefer', 'new']);
    expect(series[0]).toMatchObject({ added: 1, replaced: 1, rows: 4 });
  });

  it('reads wrong rows only where told to be lenient, and says what it left out', async () => {
    const cwd = emptyDir();
    writeFileSync(join(cwd, 'SOLUSDT.csv'), csv([row(0, 100), row(1, NaN), row(2, 100), row(3, 100)]));
    const strict = await run(cwd, ['import', 'SOLUSDT.csv']);
    expect(strict.code).toBe(2);
    expect(strict.stderr.replace(/\n\s*/g, ' ')).toContain('line 3, column "close"');
    const lenient = await run(cwd, ['import', 'SOLUSDT.csv', '--lenient']);
    expect(lenient.code).toBe(0);
    expect(lenient.stdout.replace(/\n\s*/g, ' ')).toMatch(/3 bars added.*SOLUSDT\.csv: rows left out: 1 missing/);
  });
});

describe('data check', () => {
  it('names what is odd with its times; notes and warnings leave exit code 0', async () => {
    const cwd = emptyDir();
    const gap = Date.UTC(2024, 11, 30, 5);
    publish(monthly('2024-12'), klines(Date.UTC(2024, 11), Date.UTC(2025, 0), gap));
    await run(cwd, ['fetch', 'BTCUSDT', '--from', '2024-12-01', '--to', '2025-01-01']);
    const stored = await run(cwd, ['check', 'BTCUSDT:1h']);
    expect(stored.code).toBe(0);
    expect(stored.stdout).toBe(
      [
        'BTCUSDT 1h · 743 bars · 2024-12-01 to 2025-01-01 UTC',
        '',
        '  ▲ 1 bar missing from 2024-12-30T05:00Z to 2024-12-30T06:00Z.',
        '',
        '1 finding: gap 1. The bars can be used.',
        '',
      ].join('\n'),
    );
    const { reports } = await json(cwd, ['check', 'binance-spot/BTCUSDT:1h']);
    expect(reports.map((report: unknown) => checkReportSchema.parse(report).counts)).toEqual([{ gap: 1 }]);
  });

  it('exits with 2 where rows are wrong', async () => {
    const cwd = emptyDir();
    writeFileSync(
      join(cwd, 'X.csv'),
      'time,open,high,low,close,volume\n1700000000,1,2,0.5,1,1\n1700003600,1,0.5,2,1,1\n1700007200,1,2,0.5,1,1\n',
    );
    const { code, stdout } = await run(cwd, ['check', 'X.csv']);
    expect(code).toBe(2);
    expect(stdout).toContain('cannot be used as they are');
    expect(stdout.replace(/\n\s*/g, ' ')).toContain('first in line 3');
  });

  it('a target that is neither file nor series is named', async () => {
    const cwd = emptyDir();
    const file = await run(cwd, ['check', 'nowhere.csv']);
    expect(file.code).toBe(2);
    expect(file.stderr).toContain('nowhere.csv');
    const series = await run(cwd, ['check', 'ETHUSDT:4h']);
    expect(series.code).toBe(2);
    expect(series.stderr.replace(/\n\s*/g, ' ')).toContain('No bars of ETHUSDT:4h are stored');
  });

  it.skipIf(!hasTestData)('names the oddities of the recorded files', async () => {
    const cwd = emptyDir();
    const files = ['2024-12', '2025-01'].map((month) => testDataPath(`data/bars/binance-spot-BTCUSDT-1h-${month}.csv`));
    const { reports } = await json(cwd, ['check', ...files]);
    expect(reports[0].counts).toMatchObject({ unit_switch: 1 });
    const long = await json(cwd, ['check', testDataPath('data/bars/binance-spot-BTCUSDT-1h-2022-2024.csv')]);
    const messages = long.reports[0].findings.map(({ message }: { message: string }) => message).join('\n');
    expect(messages).toContain('2023-03-24T13:00Z');
  });
});

describe('data resample and data demo', () => {
  it('writes the demo market, the same each time, and makes coarser bars of it', async () => {
    const cwd = emptyDir();
    const first = await run(cwd, ['demo', '--out', 'demo', '--days', '10']);
    expect(first.code, first.stderr).toBe(0);
    expect(filesUnder(join(cwd, 'demo'))).toEqual(
      ['BTCUSDT-1h', 'BTCUSDT-funding', 'ETHUSDT-1h', 'ETHUSDT-funding'].map((name) => `demo-${name}.csv`),
    );
    const text = readFileSync(join(cwd, 'demo/demo-BTCUSDT-1h.csv'), 'utf8');
    await run(cwd, ['demo', '--out', 'other', '--days', '10']);
    expect(readFileSync(join(cwd, 'other/demo-BTCUSDT-1h.csv'), 'utf8')).toBe(text);
    const check = await run(cwd, ['check', 'demo/demo-BTCUSDT-1h.csv', 'demo/demo-ETHUSDT-1h.csv']);
    expect(check.code).toBe(0);
    expect(check.stdout.match(/Nothing odd\./g)).toHaveLength(2);

    await run(cwd, ['import', 'demo/demo-BTCUSDT-1h.csv']);
    const stored = await run(cwd, ['resample', 'BTCUSDT:1h', '--to', '4h']);
    expect(stored.stdout).toMatch(/^✔ BTCUSDT: \d+ bars of 4h from 1h, stored\n/);
    expect((await json(cwd, ['list'])).bars.map(({ interval }: { interval: string }) => interval)).toEqual([
      '1h',
      '4h',
    ]);
    const out = await json(cwd, ['resample', 'BTCUSDT:1h', '--to', '4h', '--out', 'four.parquet']);
    await json(cwd, ['resample', 'BTCUSDT:1h', '--to', '4h', '--out', 'four.csv']);
    const [parquet, csv] = await Promise.all(
      ['four.parquet', 'four.csv'].map((name) => readBarsFile(join(cwd, name), { symbol: 'BTCUSDT' })),
    );
    expect(parquet!.bars.length).toBe(out.rows);
    expect(csv!.bars.row(7)).toEqual(parquet!.bars.row(7));
  });

  it('leaves things as they are where it is told nonsense', async () => {
    const cwd = emptyDir();
    mkdirSync(join(cwd, 'user_data'));
    writeFileSync(join(cwd, 'file'), '');
    for (const argv of [
      ['demo', '--out', 'file'],
      ['demo', '--out', 'x', '--days', '0'],
      ['resample', 'BTCUSDT', '--to', '4h'],
      ['resample', 'BTCUSDT:1h', '--to', '4 hours'],
    ]) {
      const { code, stdout, stderr } = await run(cwd, argv);
      expect({ code, stdout }, stderr).toEqual({ code: 2, stdout: '' });
    }
    expect(existsSync(join(cwd, 'x'))).toBe(false);
    const empty = await run(cwd, ['list']);
    expect(empty.code).toBe(0);
    expect(empty.stdout).toContain('Nothing is stored yet');
  });
});

describe('without a network', () => {
  it.each([
    ['an address where nobody listens', 'http://127.0.0.1:9', /the connection failed \(ECONNREFUSED\)/],
    ['a name that nobody knows', 'http://archive.invalid', /\((?:ENOTFOUND|EAI_AGAIN)\)/],
  ])(
    '%s: the address once, one full stop, and the network as the remedy',
    async (_, address, why) => {
      const cwd = emptyDir();
      const argv = ['fetch', 'BTCUSDT', '--from', '2024-01-01', '--to', '2024-02-01'];
      const { code, stdout, stderr } = await run(cwd, argv, { BINANCE_VISION_BASE_URL: address });
      const text = stderr.replace(/\n\s*/g, ' ');
      expect([code, stdout]).toEqual([3, '']);
      expect(text).toMatch(why);
      expect(text.split(`${address}/data`).length - 1, text).toBeLessThanOrEqual(1);
      expect(text).not.toMatch(/\.\.(?!\.)/);
      expect(text).toContain(
        'check the network ("llm-trading doctor"), then run the same command again: what is done is kept',
      );
    },
    60_000,
  );
});

describe('a damaged series', () => {
  it('is listed as damaged, takes no other with it, and is told where it is asked for', async () => {
    const cwd = emptyDir();
    await run(cwd, ['demo', '--out', 'demo', '--days', '90']);
    await run(cwd, ['import', 'demo/demo-BTCUSDT-1h.csv', 'demo/demo-ETHUSDT-1h.csv', '--source', 'demo']);
    const folder = join(cwd, 'user_data', 'bars', 'demo', 'BTCUSDT', '1h');
    const [file] = filesUnder(folder).filter((name) => name.endsWith('.parquet'));
    const path = join(folder, file!);
    writeFileSync(path, readFileSync(path).fill(0x55, 1_000, 1_100));

    const list = await run(cwd, ['list', '--json']);
    expect([list.code, JSON.parse(list.stdout)]).toEqual([
      0,
      {
        bars: [expect.objectContaining({ symbol: 'ETHUSDT', interval: '1h', rows: 2160 })],
        funding: [],
        damaged: [
          {
            source: 'demo',
            symbol: 'BTCUSDT',
            interval: '1h',
            interval_ms: HOUR,
            problem: `${path} is damaged: it does not hold the bars that were stored there; move this file away, then fetch (with \`refresh\`) or import its bars again.`,
          },
        ],
      },
    ]);
    const shown = (await run(cwd, ['list'])).stdout;
    expect(shown).toMatch(/^Damaged\n✖ demo, BTCUSDT:1h: [^]*2024\.parquet\s+is\s+damaged/m);

    const backtest = (data: string): Promise<CliRun> =>
      cli(['backtest', '--strategy', 'buy-and-hold', '--data', data], { cwd });
    expect((await backtest('ETHUSDT:1h')).code).toBe(0);
    for (const name of ['BTCUSDT:1h', 'btcusdt', 'demo/BTCUSDT:1h']) {
      const { code, stderr } = await backtest(name);
      expect([code, stderr.replace(/\n\s*/g, ' ')]).toEqual([2, expect.stringContaining('is damaged')]);
    }
  });
});
