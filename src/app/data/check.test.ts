import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hasTestData, SKIP_REASON, testDataPath } from '../../../test/support/test-data.js';
import { BarSeries, type BarRow } from '../../core/bars.js';
import { encodeBars } from '../../infra/store/bars/parquet/bars-parquet.js';
import { checkFiles, checkSeries } from './check-files.js';
import { checkReportSchema, type CheckReport } from '../../contract/data-check.js';

const dir = mkdtempSync(join(tmpdir(), 'check-'));
afterAll(() => rmSync(dir, { recursive: true }));

const HOUR = 3_600_000;
const T = Date.UTC(2024, 0);
const LATER = Date.UTC(2030, 0);
const row = (hour: number, overrides: Partial<BarRow> = {}): BarRow => ({
  openTime: T + hour * HOUR,
  open: 100,
  high: 102,
  low: 99,
  close: 101,
  volume: 5,
  ...overrides,
});
const series = (rows: BarRow[]) => BarSeries.fromRows('BTCUSDT', HOUR, rows);
const flat = (hour: number) => row(hour, { open: 101, high: 101, low: 101, close: 101, volume: 0 });
const kinds = (report: CheckReport) => report.findings.map(({ kind, count }) => [kind, count]);
const line = (hour: number, rest = '1,2,0.5,1.5,3') => `${(T / 1000 + hour * 3600).toString()},${rest}`;
const HEADER = 'timestamp,open,high,low,close,volume';
const write = (name: string, lines: string[], end = '\n') => {
  const path = join(dir, name);
  writeFileSync(path, lines.join('\n') + end);
  return path;
};

describe('checkSeries', () => {
  it('finds nothing wrong with good bars', () => {
    const report = checkSeries(series([row(0), row(1), row(2)]), LATER);
    expect(report).toMatchObject({
      symbol: 'BTCUSDT',
      interval: '1h',
      rows: 3,
      from: T,
      to: T + 3 * HOUR,
      ok: true,
      findings: [],
      counts: {},
    });
    expect(checkReportSchema.parse(report)).toEqual(report);
  });

  it('names gaps with their times', () => {
    const report = checkSeries(series([row(0), row(1), row(4), row(6)]), LATER);
    expect(report.findings.map(({ message }) => message)).toEqual([
      '2 bars missing from 2024-01-01T02:00Z to 2024-01-01T04:00Z.',
      '1 bar missing from 2024-01-01T05:00Z to 2024-01-01T06:00Z.',
    ]);
    expect(report.findings[0]).toMatchObject({
      kind: 'gap',
      severity: 'warning',
      from: T + 2 * HOUR,
      to: T + 4 * HOUR,
      count: 2,
    });
  });

  it('tells a quiet bar from an outage that was filled in, and from prices that never have volume', () => {
    expect(kinds(checkSeries(series([row(0), flat(1), row(2)]), LATER))).toEqual([['zero_volume', 1]]);
    expect(kinds(checkSeries(series([row(0), flat(1), flat(2), flat(3), row(4)]), LATER))).toEqual([
      ['forward_filled', 3],
    ]);
    expect(kinds(checkSeries(series([row(0), row(1, { volume: 0 }), row(2, { volume: 0 }), row(3)]), LATER))).toEqual([
      ['zero_volume', 2],
    ]);
    expect(kinds(checkSeries(series([row(0, { volume: 0 }), row(1, { volume: 0 })]), LATER))).toEqual([
      ['no_volume', 2],
    ]);
  });

  it('finds bars off the grid, and a grid that is not UTC', () => {
    expect(kinds(checkSeries(series([row(0), row(1), row(2.5), row(4), row(5)]), LATER))).toEqual([
      ['off_grid', 1],
      ['gap', 1],
      ['gap', 1],
    ]);
    const shifted = BarSeries.fromRows('X', 4 * HOUR, [row(3), row(7), row(11)]);
    expect(checkSeries(shifted, LATER).findings).toMatchObject([
      { kind: 'shifted_grid', message: expect.stringContaining('180 min after the UTC grid') },
    ]);
    const weeks = BarSeries.fromRows('X', 168 * HOUR, [row(0), row(168)]);
    expect(checkSeries(weeks, LATER).findings, '2024-01-01 is a Monday').toEqual([]);
  });

  it('finds a price that doubled or halved', () => {
    const high = { open: 1000, high: 1000, low: 1000, close: 1000 };
    expect(kinds(checkSeries(series([row(0), row(1, high), row(2)]), LATER))).toEqual([
      ['price_jump', 1],
      ['price_jump', 1],
    ]);
  });

  it('finds a last bar that was not over', () => {
    const bars = series([row(0), row(1)]);
    expect(kinds(checkSeries(bars, T + 2 * HOUR - 1))).toEqual([['unfinished_last_bar', 1]]);
    expect(kinds(checkSeries(bars, T + 2 * HOUR))).toEqual([]);
  });

  it('lists at most 50 of a kind and counts them all', () => {
    const report = checkSeries(series(Array.from({ length: 80 }, (_, i) => row(i * 2))).slice(0), LATER);
    expect(report.counts).toEqual({ gap: 79 });
    expect(report.findings.length).toBe(50);
  });
});

describe('checkFiles', () => {
  it('names wrong rows by kind with line, column and value, and is not ok', async () => {
    const file = write(
      'BTCUSDT-bad.csv',
      [
        HEADER,
        line(0),
        line(0),
        line(1),
        line(1, '1,2,0.5,1.6,3'),
        line(0),
        line(2, '1,0.1,0.5,1.5,3'),
        line(3, '1,2,0.5,,3'),
        `${T + 4 * HOUR},1,2,0.5,1.5,3`,
        line(5),
        line(6),
      ],
      '',
    );
    const [report] = await checkFiles([file], LATER);
    expect(report!.ok).toBe(false);
    expect(kinds(report!)).toEqual([
      ['invalid_rows', 2],
      ['out_of_order', 1],
      ['unit_mix', 1],
      ['conflict', 1],
      ['gap', 3],
      ['unterminated_file', 1],
      ['duplicate', 1],
    ]);
    expect(report!.findings[0]!.message).toContain('2 rows (range, missing), first in line 7, column "high": "0.1"');
    expect(report!.findings[2]!.message).toContain('line 9');
  });

  it('takes the files of one series together, in order of time, and keeps other series apart', async () => {
    const header = HEADER;
    const second = write('BTCUSDT-2.csv', [header, ...[3, 4, 5].map((hour) => `${T + hour * HOUR},1,2,0.5,1.5,3`)]);
    const first = write('BTCUSDT-1.csv', [header, ...[0, 1, 2, 3].map((hour) => line(hour))]);
    const eth = join(dir, 'ETHUSDT.parquet');
    writeFileSync(eth, encodeBars(BarSeries.fromRows('ETHUSDT', HOUR, [row(0), row(1)])));
    const reports = await checkFiles([second, eth, first], LATER);
    expect(reports.map(({ symbol, rows }) => [symbol, rows])).toEqual([
      ['BTCUSDT', 6],
      ['ETHUSDT', 2],
    ]);
    expect(reports[0]!.files.map(({ file }) => file)).toEqual([first, second]);
    expect(kinds(reports[0]!)).toEqual([
      ['duplicate', 1],
      ['unit_switch', 1],
    ]);
    expect(reports[1]!.files[0]).toMatchObject({ format: 'parquet', time_format: null });
    for (const report of reports) expect(checkReportSchema.parse(report)).toEqual(report);
  });

  it('knows from when a file was written that its last bar was not over', async () => {
    const file = write('BTCUSDT-live.csv', [HEADER, line(0), line(1)]);
    utimesSync(file, T / 1000, T / 1000 + 5400);
    expect(kinds((await checkFiles([file], LATER))[0]!)).toEqual([['unfinished_last_bar', 1]]);
  });

  it('refuses what is not a file of bars, and no files', async () => {
    await expect(checkFiles([write('x.csv', ['hello'])], LATER)).rejects.toThrow(/x\.csv/);
    await expect(checkFiles([], LATER)).rejects.toThrow('at least one file');
  });
});

describe.skipIf(!hasTestData)(`the oddities of the recorded files${hasTestData ? '' : ` (${SKIP_REASON})`}`, () => {
  const check = async (...names: string[]) => {
    const reports = await checkFiles(
      names.map((name) => testDataPath(`data/bars/binance-${name}.csv`)),
      LATER,
    );
    expect(reports.length).toBe(1);
    return reports[0]!;
  };

  it.each(['BTCUSDT', 'ETHUSDT'])(
    'the hour that %s is missing in 2023, and the empty bar before it',
    async (symbol) => {
      const report = await check(`spot-${symbol}-1h-2022-2024`);
      expect(report.findings).toMatchObject([
        { kind: 'gap', count: 1, message: '1 bar missing from 2023-03-24T13:00Z to 2023-03-24T14:00Z.' },
        {
          kind: 'zero_volume',
          count: 1,
          from: Date.UTC(2023, 2, 24, 12),
          message: expect.stringContaining('2023-03-24T12:00Z'),
        },
      ]);
      expect(report.ok).toBe(true);
    },
  );

  it.each(['BTCUSDT', 'ETHUSDT'])('the turn of %s from ms to µs with 2025', async (symbol) => {
    const report = await check(
      ...['2025-02', '2024-11', '2025-01', '2024-12'].map((month) => `spot-${symbol}-1h-${month}`),
    );
    expect(report).toMatchObject({ symbol, interval: '1h', rows: 720 + 744 + 744 + 672, ok: true });
    expect(report.files.map(({ time_format }) => time_format)).toEqual(['ms', 'ms', 'us', 'us']);
    expect(report.findings).toMatchObject([
      {
        kind: 'unit_switch',
        from: Date.UTC(2025, 0),
        message: expect.stringMatching(/ms by .*2024-12\.csv and in us by .*2025-01\.csv, from 2025-01-01T00:00Z/),
      },
    ]);
  });

  it('the outage of the futures market on 2025-01-29', async () => {
    const report = await check('um-BTCUSDT-5m-2025-01', 'um-BTCUSDT-5m-2025-02', 'um-BTCUSDT-5m-2025-03');
    expect(report.findings).toMatchObject([
      {
        kind: 'forward_filled',
        count: 2,
        from: Date.UTC(2025, 0, 29, 1, 25),
        message: expect.stringContaining('zero volume from 2025-01-29T01:25Z to 2025-01-29T01:35Z'),
      },
    ]);
    expect(report.rows).toBe(8928 + 8064 + 8928);
  });

  it('none in the minutes of May 2025, nor in the longer bars', async () => {
    for (const name of [
      'um-BTCUSDT-1m-2025-05-04_06-03',
      'spot-BTCUSDT-4h-2022-2024',
      'spot-BTCUSDT-1d-2022-2024',
      'spot-ETHUSDT-1d-2022-2024',
    ]) {
      expect((await check(name)).findings, name).toEqual([]);
    }
  });
});
