import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { hasTestData, SKIP_REASON, testDataPath } from '../../../../../test/support/test-data.js';
import { zipOf } from '../../../../../test/support/zip.js';
import { InputError } from '../../../../core/errors.js';
import { CsvError } from './csv-error.js';
import { symbolFromFileName } from '../symbol-from-name.js';
import { readBarsCsv, type CsvReadOptions } from './read-bars-csv.js';

const dir = mkdtempSync(join(tmpdir(), 'bars-csv-'));
afterAll(() => rmSync(dir, { recursive: true }));

let files = 0;
function write(content: string | Buffer, name = `BTCUSDT-${files++}.csv`): string {
  const path = join(dir, name);
  writeFileSync(path, content);
  return path;
}
const HEADER = 'timestamp,open,high,low,close,volume\n';
const ROWS = '1709251200,1,2,0.5,1.5,10\n1709254800,1.5,2,0.5,1,0\n1709258400,1,3,1,2,7.25\n';
const load = (content: string | Buffer, options: CsvReadOptions = {}) => readBarsCsv(write(content), options);
const failure = async (content: string | Buffer, options: CsvReadOptions = {}): Promise<CsvError> => {
  const file = write(content);
  const error: unknown = await readBarsCsv(file, options).then(
    () => new Error('was read'),
    (caught: unknown) => caught,
  );
  expect(error, 'bad input must give a CsvError').toBeInstanceOf(CsvError);
  expect((error as CsvError).message).toContain(file);
  return error as CsvError;
};

describe('readBarsCsv', () => {
  it('reads bars, interval, symbol and says what the file looked like', async () => {
    const { bars, report } = await load(HEADER + ROWS);
    expect(bars.symbol).toBe('BTCUSDT');
    expect(bars.intervalMs).toBe(3_600_000);
    expect([...bars.openTime]).toEqual([1709251200000, 1709254800000, 1709258400000]);
    expect(bars.row(2)).toEqual({ openTime: 1709258400000, open: 1, high: 3, low: 1, close: 2, volume: 7.25 });
    expect(report).toMatchObject({
      rows: 3,
      delimiter: ',',
      header: true,
      time_format: 's',
      decimal_mark: '.',
      dropped: {},
    });
  });

  it('reads columns by any usual name, in any order, among others', async () => {
    const { bars } = await load(
      'Symbol,Close,Open Time,HIGH,"note, with comma",low,Open,Volume\nX,1.5,2024-03-01T00:00:00Z,2,"a ""b""\nc",0.5,1,10\nX,1,2024-03-01T01:00:00Z,2,,0.5,1.5,0\n',
    );
    expect(bars.row(0)).toEqual({ openTime: 1709251200000, open: 1, high: 2, low: 0.5, close: 1.5, volume: 10 });
    expect(bars.length).toBe(2);
  });

  it('takes names it does not know from the caller', async () => {
    const text = 'date,open,high,low,close,Lots,Turnover\n2024-03-01,1,2,0.5,1.5,10,15\n2024-03-02,1,2,0.5,1.5,11,16\n';
    expect((await failure(text)).message).toContain('no column for volume');
    const { bars } = await load(text, { columns: { volume: 'Lots' } });
    expect([...bars.volume]).toEqual([10, 11]);
  });

  it('passes over a banner', async () => {
    const { bars } = await load(`https://example.com "x\n${HEADER}${ROWS}`, { skipLines: 1 });
    expect(bars.length).toBe(3);
  });

  it('follows a symlink', async () => {
    const link = join(dir, 'link.csv');
    symlinkSync(write(HEADER + ROWS), link);
    expect((await readBarsCsv(link)).bars.length).toBe(3);
  });

  it('leaves out bars that were not finished as of a moment, and counts them', async () => {
    const { bars, report } = await load(HEADER + ROWS, { asOf: 1709258400000 + 3_599_999 });
    expect(bars.length).toBe(2);
    expect(report.dropped).toEqual({ unfinished: 1 });
  });

  it('keeps a row whole that lies across two blocks, quoted line breaks included', async () => {
    const note = `"${'x'.repeat(300)}\n${'y'.repeat(300)}"`;
    const rows = Array.from({ length: 2000 }, (_, i) => `${1709251200 + i * 60},1,2,0.5,1.5,${i},${note}`);
    const { bars } = await load(`time,open,high,low,close,volume,note\n${rows.join('\n')}`);
    expect(bars.length).toBe(2000);
    expect(bars.volume.every((volume, i) => volume === i)).toBe(true);
  });

  it('grows when later rows are shorter than the first ones suggested', async () => {
    const rows = Array.from({ length: 40_000 }, (_, i) =>
      i < 2000
        ? `${1709251200 + i * 60},1.000000000,2.0000000000,0.50000000000,1.50000000000,${i}`
        : `${1709251200 + i * 60},1,2,1,2,${i}`,
    );
    const { bars } = await load(HEADER + rows.join('\n'));
    expect(bars.length).toBe(40_000);
    expect(bars.volume.every((volume, i) => volume === i)).toBe(true);
  });

  it('gives an archive no memory on its word, and refuses what does not match its checksum', async () => {
    const file = gzipSync(HEADER + ROWS);
    file.writeUInt32LE(0xffffffff, file.length - 4);
    expect((await failure(file)).message).toContain('damaged or cut off');
    const zip = zipOf({ 'a.csv': HEADER + ROWS });
    const central = zip.indexOf(Buffer.from('504b0102', 'hex'));
    zip.writeUInt32LE(1, central + 16);
    expect((await failure(zip)).message).toContain('a.csv is damaged (its checksum differs)');
  });

  it('reports progress and stops when it is aborted', async () => {
    const seen: number[] = [];
    await load(HEADER + ROWS, { onProgress: (done, total) => seen.push(done / total) });
    expect(seen.at(-1)).toBe(1);
    const abort = new AbortController();
    abort.abort();
    await expect(load(HEADER + ROWS, { signal: abort.signal })).rejects.toThrow(/abort/i);
  });
});

describe('what it refuses', () => {
  it('names file, line, column, value and what was expected', async () => {
    const error = await failure(`${HEADER}1709251200,1,2,0.5,1.5,10\n1709254800,1.5,2,,1,0\n`);
    expect(error.problem).toMatchObject({ reason: 'missing', line: 3, column: 'low', value: '' });
    expect(error.message).toMatch(/, line 3, column "low": "": expected a decimal number .* missing, not 0\.$/);
    expect(error.kind).toBe('input');
  });

  it.each<[string, string, string, number, string | null]>([
    ['a short row', '1709251200,1,2,0.5,1.5', 'columns', 2, null],
    ['a word', '1709251200,abc,2,0.5,1.5,1', 'number', 2, 'open'],
    ['a bad time', 'soon,1,2,0.5,1.5,1', 'time', 2, 'timestamp'],
    ['an open quote', '1709251200,"1,2,0.5,1.5,1\n1709254800,1,2,0.5,1.5,1', 'quote', 2, null],
    ['text after a quote', '1709251200,"1"x,2,0.5,1.5,1', 'quote', 2, null],
    ['a negative volume', '1709251200,1,2,0.5,1.5,-1', 'volume', 2, 'volume'],
    ['a negative price', '1709251200,1,2,-0.5,1.5,1', 'price', 2, 'low'],
    ['high below low', '1709251200,1,2,2.5,1.5,1', 'range', 2, 'high'],
    ['a mixed unit', '1709251200,1,2,0.5,1.5,1\n1709254800000,1,2,0.5,1.5,1', 'unit', 3, 'timestamp'],
    ['a repeated row', '1709251200,1,2,0.5,1.5,1\n1709251200,1,2,0.5,1.5,1', 'duplicate', 3, 'timestamp'],
    ['a contradicting row', '1709251200,1,2,0.5,1.5,1\n1709251200,1,2,0.5,1.5,2', 'conflict', 3, 'timestamp'],
    ['rows out of order', '1709251200,1,2,0.5,1.5,1\n1709247600,1,2,0.5,1.5,1', 'order', 3, 'timestamp'],
    ['a NUL', '1709251200,1,2,0.5,1.5,1\0', 'encoding', 2, null],
  ])('%s', async (_, rows, reason, line, column) => {
    expect((await failure(`${HEADER}${rows}\n`)).problem).toMatchObject({ reason, line, column });
  });

  it('a bar that opens before the one before it closes', async () => {
    const error = await failure(`${HEADER}${ROWS}1709260200,1,2,1,2,1\n`);
    expect(error.message).toContain('2024-03-01T02:30:00.000Z opens before the bar of 2024-03-01T02:00:00.000Z');
  });

  it.each([
    ['an empty file', '', 'empty'],
    ['blank lines', '\n \n\n', 'empty'],
    ['a header alone', HEADER, 'no rows'],
    ['one bar', `${HEADER}1709251200,1,2,0.5,1.5,1\n`, 'one bar'],
    ['two columns of one name', 'time,open,high,low,close,close,volume\n1,2,3,4,5,6,7\n', 'two columns "close"'],
    ['no header and seven columns of no known order', '1709251200,3,2,0.5,1.5,1,1\n', 'no header and 7 columns'],
    ['half a character of UTF-16', Buffer.from(`\ufeff${HEADER}${ROWS}`, 'utf16le').subarray(0, -1), 'UTF-16'],
    ['UTF-16 without its mark', Buffer.from(`${HEADER}${ROWS}`, 'utf16le'), 'not a text file'],
    ['a first row of numbers that is cut off', `1709247600,1\n${ROWS}`, 'line 1: "1709247600,1": expected 6 columns'],
    ['zstd', Buffer.from('28b52ffd0000', 'hex'), 'zstd'],
    ['a Parquet file', 'PAR1xxxx', 'Parquet'],
    ['gzip cut off', gzipSync(HEADER + ROWS.repeat(9)).subarray(0, 60), 'damaged or cut off'],
    ['a broken zip', Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(50)]), 'archive is damaged'],
    ['a row without end', `${HEADER}${'1'.repeat(400_000)}`, 'longer than 128 KiB'],
    ['a quote without end', `${HEADER}1709251200,"${'1\n'.repeat(200_000)}`, 'longer than 128 KiB'],
  ])('%s', async (_, content, message) => {
    expect((await failure(content)).message).toContain(message);
  });

  it('a directory, a pipe (at once) and a file that is not there', async () => {
    mkdirSync(join(dir, 'folder'));
    const pipe = join(dir, 'pipe');
    execFileSync('mkfifo', [pipe]);
    await expect(readBarsCsv(join(dir, 'folder'))).rejects.toThrow(/a directory/);
    await expect(readBarsCsv(pipe)).rejects.toThrow(/not a regular file/);
    await expect(readBarsCsv(join(dir, 'nothing'))).rejects.toThrow(/no such file/);
  });

  it('an offset that is impossible, or given for times that know their zone', async () => {
    await expect(load(HEADER + ROWS, { utcOffsetHours: 15 })).rejects.toThrow(InputError);
    expect((await failure(HEADER + ROWS, { utcOffsetHours: 3 })).message).toContain('for stamps without a zone');
  });
});

describe('lenient', () => {
  it('drops what strict refuses, counts it by reason and keeps the rest', async () => {
    const rows = [
      '1709251200,1,2,0.5,1.5,10',
      '1709254800,,2,0.5,1.5,10',
      '1709258400,1,2,0.5,1.5',
      '1709262000,1,2,0.5,1.5,12',
      '1709262000,1,2,0.5,1.5,12',
      '1709262000,1,2,0.5,1.5,13',
      '1709265600,1,0.1,0.5,1.5,13',
      '1709258400,1,2,0.5,1.5,1',
      '1709269200000,1,2,0.5,1.5,1',
      '1709272800,1,2,0.5,1.5,1e309',
      '1709276400,1,2,0.5,1.5,1\xff',
      '1709280000,1,2,0.5,1.5,14',
    ];
    const { bars, report } = await load(Buffer.from(`${HEADER}${rows.join('\n')}\n`, 'latin1'), {
      lenient: true,
      intervalMs: 3_600_000,
    });
    expect([...bars.volume]).toEqual([10, 12, 14]);
    expect(report.dropped).toEqual({
      missing: 1,
      columns: 1,
      duplicate: 1,
      conflict: 1,
      range: 1,
      order: 1,
      unit: 1,
      number: 1,
      encoding: 1,
    });
    expect(report.problems[0]).toMatchObject({ line: 3, column: 'open', reason: 'missing' });
  });

  it('drops bars that overlap', async () => {
    const { bars, report } = await load(
      `${HEADER}${ROWS}1709260200,1,2,1,2,1\n1709262000,1,2,1,2,1\n1709265600,1,2,1,2,1\n`,
      {
        lenient: true,
      },
    );
    expect(bars.length).toBe(5);
    expect(report.dropped).toEqual({ overlap: 1 });
  });

  it('still refuses a file of which nothing is left', async () => {
    expect((await failure(`${HEADER}a,b,c,d,e,f\n`, { lenient: true })).message).toContain(
      'all of its 1 rows are wrong',
    );
  });
});

describe.skipIf(!hasTestData)(`recorded files${hasTestData ? '' : ` (${SKIP_REASON})`}`, () => {
  const bars = (name: string) => testDataPath(`data/bars/${name}.csv`);

  it('reads Binance without header in ms and in µs to the same hours', async () => {
    const december = await readBarsCsv(bars('binance-spot-BTCUSDT-1h-2024-12'));
    const january = await readBarsCsv(bars('binance-spot-BTCUSDT-1h-2025-01'));
    expect(december.report).toMatchObject({ rows: 744, header: false, time_format: 'ms' });
    expect(january.report).toMatchObject({ rows: 744, header: false, time_format: 'us' });
    expect(january.bars.openTime[0]).toBe(december.bars.closeTime(743));
    expect(january.bars.row(0)).toEqual({
      openTime: Date.UTC(2025, 0),
      open: 93576,
      high: 94509.42,
      low: 93489.03,
      close: 94401.14,
      volume: 755.9901,
    });
  });

  it('reads every recorded file, and the ISO file agrees with Binance’s own on the month they share', async () => {
    const names = [
      'spot-BTCUSDT-1d-2022-2024',
      'spot-ETHUSDT-4h-2022-2024',
      'um-BTCUSDT-5m-2025-01',
      'um-BTCUSDT-1m-2025-05-04_06-03',
    ];
    const read = await Promise.all(names.map(async (name) => (await readBarsCsv(bars(`binance-${name}`))).bars));
    expect(read.map(({ symbol, length, intervalMs }) => [symbol, length, intervalMs / 60_000])).toEqual([
      ['BTCUSDT', 1096, 1440],
      ['ETHUSDT', 6576, 240],
      ['BTCUSDT', 8928, 5],
      ['BTCUSDT', 43_199, 1],
    ]);
    const iso = (await readBarsCsv(bars('binance-spot-BTCUSDT-1h-2022-2024'))).bars;
    const december = (await readBarsCsv(bars('binance-spot-BTCUSDT-1h-2024-12'))).bars;
    const shared = iso.between(Date.UTC(2024, 11), Date.UTC(2025, 0));
    expect(shared.length).toBe(744);
    for (const column of ['openTime', 'open', 'high', 'low', 'close', 'volume'] as const) {
      expect([...shared[column]]).toEqual([...december[column]]);
    }
  });
});

it('finds the pair in a file name', () => {
  expect(symbolFromFileName('/a/binance-spot-BTCUSDT-1h-2022-2024.csv')).toBe('BTCUSDT');
  expect(symbolFromFileName('ETHUSDC_5m.csv.gz')).toBe('ETHUSDC');
  expect(symbolFromFileName('mydata.csv')).toBe('mydata');
});
