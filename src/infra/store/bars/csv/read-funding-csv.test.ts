import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hasTestData, SKIP_REASON, testDataPath } from '../../../../../test/support/test-data.js';
import { readFundingCsv } from './read-funding-csv.js';

const dir = mkdtempSync(join(tmpdir(), 'funding-csv-'));
afterAll(() => rmSync(dir, { recursive: true }));

let files = 0;
const load = (text: string, options = {}) => {
  const file = join(dir, `BTCUSDT-${files++}.csv`);
  writeFileSync(file, text);
  return readFundingCsv(file, options);
};

describe('readFundingCsv', () => {
  it('reads the exchange’s own columns, rounds the time to the minute and keeps a missing mark missing', async () => {
    const funding = await load(
      'symbol,fundingTime,fundingRate,markPrice\nBTCUSDT,1701388800047,0.0001,37712.5\nBTCUSDT,1701417599990,-0.00005,\n',
    );
    expect(funding).toEqual({
      symbol: 'BTCUSDT',
      time: Float64Array.of(1701388800000, 1701417600000),
      rate: Float64Array.of(0.0001, -0.00005),
      mark: Float64Array.of(37712.5, NaN),
    });
  });

  it('reads data.binance.vision’s columns', async () => {
    const funding = await load('calc_time,funding_interval_hours,last_funding_rate\n1701388800002,8,0.00010000\n');
    expect([funding.time[0], funding.rate[0], funding.mark[0]]).toEqual([1701388800000, 0.0001, NaN]);
  });

  it('reads an exchange’s export: newest first, in percent, with hours', async () => {
    const funding = await load(
      'Time,Symbol,Funding Interval,Funding Rate\n2023-12-01 16:00:00,BTCUSDT,8h,-0.0123%\n2023-12-01 08:00:00,BTCUSDT,4 h,0.00001 %\n2023-12-01 04:00:00,BTCUSDT,4h,0.01%\n',
    );
    expect(funding).toMatchObject({
      time: Float64Array.of(4, 8, 16).map((hour) => Date.UTC(2023, 11, 1, hour)),
      rate: Float64Array.of(0.0001, 1e-7, -0.000123),
      interval: Float64Array.of(4, 4, 8).map((hours) => hours * 3_600_000),
    });
  });

  it('takes the zone of stamps without one from the caller', async () => {
    const funding = await load('Symbol,Date,Funding Rate\nBTC-USDT,2020-01-01 03:00:00.000,-0.00012359\n', {
      utcOffsetHours: 3,
    });
    expect(funding.time[0]).toBe(Date.UTC(2020, 0));
  });

  it.each([
    [
      'an empty rate',
      'fundingTime,fundingRate\n1701388800000,\n',
      /line 2, column "fundingRate": "": expected .* missing, not 0/,
    ],
    ['a percentage', 'fundingTime,fundingRate\n1701388800000,1.5\n', /a fraction per interval/],
    [
      'a repeated settlement',
      'fundingTime,fundingRate\n1701388800000,0.1\n1701388800016,0.1\n',
      /line 3, column "fundingTime"/,
    ],
    [
      'rows out of order',
      'fundingTime,fundingRate\n1701388800000,0.1\n1701446400000,0.1\n1701417600000,0.1\n',
      /line 4, .*a time after that of the last row, 2023-12-01T16:00/,
    ],
    [
      'rows newest first that turn round',
      'fundingTime,fundingRate\n1701446400000,0.1\n1701388800000,0.1\n1701417600000,0.1\n',
      /line 4, .*a time before that of the last row, 2023-12-01T00:00/,
    ],
    ['a mixed unit', 'fundingTime,fundingRate\n1701388800,0.1\n1701417600000,0.1\n', /the same form of time/],
    ['a zero mark', 'fundingTime,fundingRate,mark\n1701388800000,0.1,0\n', /a mark price above 0/],
    ['a short row', 'fundingTime,fundingRate\n1701388800000\n', /2 columns, not 1/],
    ['no header', '1701388800000,0.1\n', /not a header/],
    ['no rate column', 'fundingTime,other\n1701388800000,0.1\n', /no rate column/],
    ['nothing', '', /holds no funding rates/],
  ])('refuses %s', async (_, text, message) => {
    await expect(load(text)).rejects.toThrow(message);
  });

  it.skipIf(!hasTestData)(`reads the recorded files${hasTestData ? '' : ` (${SKIP_REASON})`}`, async () => {
    const old = await readFundingCsv(testDataPath('data/funding/binance-BTCUSDT-8h-2020-2023-utc+3.csv'), {
      utcOffsetHours: 3,
    });
    const recent = await readFundingCsv(testDataPath('data/funding/binance-um-BTCUSDT-8h-2023-12_2025-11.csv'));
    expect([old.symbol, recent.symbol]).toEqual(['BTCUSDT', 'BTCUSDT']);
    expect(
      old.time.every((time) => time % (8 * 3_600_000) === 0),
      'UTC+3 stamps land on the 8 h grid',
    ).toBe(true);
    // December 2023 is in both files: the same settlements.
    const december = old.time.findIndex((time) => time === recent.time[0]);
    expect(december).toBeGreaterThan(0);
    const shared = old.time.length - december;
    expect(shared).toBe(93);
    expect([...old.time.subarray(december)]).toEqual([...recent.time.subarray(0, shared)]);
    expect([...old.rate.subarray(december)]).toEqual([...recent.rate.subarray(0, shared)]);
  });
});
