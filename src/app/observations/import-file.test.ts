import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasTestData, SKIP_REASON, testDataPath } from '../../../test/support/test-data.js';
import { isNewsValue, type Observation } from '../../core/observation.js';
import type { ObservationStore } from '../../core/ports/observation-store.js';
import { parseSymbol } from '../../core/symbol.js';
import { openObservations } from '../../infra/store/observations/open-observations.js';
import { importFile, type ImportObservationsOptions } from './import-file.js';
import { readObservations } from './store.js';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 0, 1);
let folder: string;
let store: ObservationStore;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'import-'));
  store = await openObservations(join(folder, 'o.db'));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});
const file = (text: string | Buffer, name = 'data.csv'): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const load = (path: string, options: Partial<ImportObservationsOptions> & Pick<ImportObservationsOptions, 'format'>) =>
  importFile(store, path, { retrievedAt: NOW, baseAsset: parseSymbol('BTCUSDT'), ...options });
const stored = (): Promise<Observation[]> => readObservations(store, {});

describe('importing CoinMetrics', () => {
  const DAY = Date.UTC(2022, 0, 5);
  const completion = (hours: number): number => (DAY + hours * HOUR) / 1_000;

  it('is known at its completion where that is plausible, else at date + 36 h; flows only from this copy on', async () => {
    const rows = [30, 700].map((hours, i) => `2022-01-0${5 + i},1000,2.5,40,${completion(hours)}`);
    await load(file(`time,AdrActCnt,CapMVRVCur,FlowInExNtv,AssetEODCompletionTime\n${rows.join('\n')}\n`), {
      format: 'coinmetrics',
    });
    const lags = (await stored()).map((row) => [
      row.series,
      row.available_at === NOW ? 'retrieval' : (row.available_at - row.observed_at) / HOUR,
    ]);
    expect(lags).toEqual([
      ['active_addresses', 30],
      ['active_addresses', 36],
      ['exchange_inflow', 'retrieval'],
      ['exchange_inflow', 'retrieval'],
      ['mvrv', 30],
      ['mvrv', 36],
    ]);
  });

  it('keeps the versions of two dated copies, so that a moment between them sees the first', async () => {
    const copy = (value: number) => file(`time,FlowInExNtv\n2022-01-05,${value}\n`, `${value}.csv`);
    const dates = [Date.UTC(2022, 0, 10), Date.UTC(2022, 5, 10), Date.UTC(2022, 6, 10)];
    for (const [i, value] of [10, 11, 11].entries()) {
      await load(copy(value), { format: 'coinmetrics', retrievedAt: dates[i]! });
    }
    expect((await stored()).map(({ value, available_at }) => [value, available_at])).toEqual([
      [10, dates[0]],
      [11, dates[1]],
    ]);
  });

  it('names file, line, column and value of a wrong cell, and leaves the store as it was', async () => {
    const path = file('time,AdrActCnt\n2022-01-05,1000\n2022-01-06,many\n');
    await expect(load(path, { format: 'coinmetrics' })).rejects.toMatchObject({
      kind: 'input',
      message: `${path}:3, column "AdrActCnt", is "many": expected a decimal number.`,
    });
    expect(await stored()).toEqual([]);
  });
});

describe('importing headlines', () => {
  it('reads another order of dates, another separator and a sentiment as Python text', async () => {
    const text = `date;sentiment;source;title;text;url
5-7-2022 04:24;{'class': 'negative', 'polarity': -0.25, 'subjectivity': 0.1};Wire;"Bitcoin falls; again";Body;https://w.example/1
31-12-2021 23:00;somewhat good;Wire;Regulators meet;;javascript:alert(1)
`;
    const report = await load(file(text), { format: 'news', dateFormat: 'D-M-YYYY', utcOffsetHours: 3 });
    expect(report).toMatchObject({ observations: 2, added: 2 });
    expect(report.skipped).toEqual({ 'sentiments that are not numbers from −1 to 1 (their headlines stay)': 1 });
    const published = Date.UTC(2022, 6, 5, 1, 24);
    expect(await stored()).toEqual([
      expect.objectContaining({
        symbol: '*',
        observed_at: Date.UTC(2021, 11, 31, 20),
        value: expect.objectContaining({ title: 'Regulators meet', sentiment: null, url: null }) as unknown,
      }),
      {
        series: 'news',
        symbol: 'BTC',
        value: {
          source: 'Wire',
          title: 'Bitcoin falls; again',
          body: 'Body',
          url: 'https://w.example/1',
          sentiment: -0.25,
          impact_score: null,
        },
        observed_at: published,
        available_at: published + 15 * 60_000,
        source: 'archive',
        retrieved_at: NOW,
        unversioned: true,
      },
    ]);
  });

  it('reads JSON and JSONL by a map of columns', async () => {
    const item = (n: number) => ({
      when: `2024-03-0${n}T10:00:00Z`,
      line: `Ether ${n}`,
      mood: { polarity: 0.5 },
      age: n,
    });
    const map = new Map([
      ['when', 'time'],
      ['line', 'title'],
      ['mood', 'sentiment'],
    ]);
    await load(file(JSON.stringify([item(1), item(2)]), 'a.json'), { format: 'news', map });
    await load(file(gzipSync(`${JSON.stringify(item(2))}\n\n${JSON.stringify(item(3))}\n`), 'b.jsonl.gz'), {
      format: 'news',
      map,
    });
    const rows = await stored();
    expect(
      rows.map(({ symbol, value }) => [symbol, typeof value === 'object' && isNewsValue(value) && value.title]),
    ).toEqual([
      ['ETH', 'Ether 1'],
      ['ETH', 'Ether 2'],
      ['ETH', 'Ether 3'],
    ]);
    expect(rows[0]?.value).toMatchObject({ sentiment: 0.5 });
  });

  it('leaves out and counts headlines without a title, and those from after the copy was made', async () => {
    const text = 'date,title\n2024-01-01,\n2027-01-01,Tomorrow\n2024-01-02,Today\n';
    const { observations, skipped } = await load(file(text), { format: 'news' });
    expect(observations).toBe(1);
    expect(skipped).toEqual({ 'headlines without a title': 1, 'headlines dated after this copy was made': 1 });
  });
});

describe('importing other tables', () => {
  it('reads funding with its offset and its symbol from the row, the file name or the option', async () => {
    const text = (symbol: string) => `Symbol,Date,Funding Rate\n${symbol},2022-01-01 11:00:00.047,0.0001\n`;
    await load(file(text('BTC-USDT')), { format: 'funding', utcOffsetHours: 3 });
    await load(file('fundingTime,fundingRate\n1641024000012,0.0002\n', 'um-ETHUSDT-8h.csv'), { format: 'funding' });
    await load(file('time,rate\n2022-01-01,0.0003\n', 'x.csv'), { format: 'funding', symbol: parseSymbol('SOL') });
    expect((await stored()).map((row) => [row.symbol, row.observed_at, row.available_at])).toEqual([
      ['BTCUSDT', Date.UTC(2022, 0, 1, 8), Date.UTC(2022, 0, 1, 8, 0, 0, 47)],
      ['ETHUSDT', 1641024000000, 1641024000012],
      ['SOLUSDT', Date.UTC(2022, 0, 1), Date.UTC(2022, 0, 1)],
    ]);
    await expect(load(file('time,rate\n2022-01-01,0.1\n', 'rates.csv'), { format: 'funding' })).rejects.toThrow(
      '--symbol',
    );
    await expect(load(file('time,rate\n2022-01-01,5\n'), { format: 'funding' })).rejects.toThrow(
      'column "rate", is "5": expected a funding rate within ±1',
    );
  });

  it('reads the index of fear and greed', async () => {
    await load(file('date,fng\n2022-01-01,30\n'), { format: 'fear-greed' });
    const day = Date.UTC(2022, 0, 1);
    expect(await stored()).toMatchObject([{ symbol: '*', value: 30, observed_at: day, available_at: day + 600_000 }]);
    await expect(load(file('date,fng\n2022-01-01,130\n'), { format: 'fear-greed' })).rejects.toThrow('from 0 to 100');
  });

  it('takes back what it exported', async () => {
    await load(file('date,title\n2024-01-02,Today\n'), { format: 'news' });
    await load(file('time,FlowInExNtv,TxCnt\n2022-01-05,3,7\n'), { format: 'coinmetrics' });
    const rows = await stored();
    const other = await openObservations(join(folder, 'other.db'));
    const path = file(rows.map((row) => JSON.stringify(row)).join('\n'), 'o.jsonl');
    await importFile(other, path, { format: 'observations', retrievedAt: NOW, baseAsset: parseSymbol('BTC') });
    expect(await readObservations(other, {})).toEqual(rows);
    await other.close();
  });

  it.each([
    ['no rows', 'date,fng\n', 'holds no rows'],
    ['a missing column', 'date,mood\n2022-01-01,3\n', 'has no column for value (it has date, mood)'],
    ['a short row', 'date,fng\n2022-01-01\n', ':2 cannot be read, the row has 1 columns, the header 2'],
    ['an open quote', 'date,fng\n2022-01-01,"3\n', ':2 cannot be read, a quoted field is never closed'],
    ['a column twice', 'date,fng,fng\n2022-01-01,3,4\n', 'column "fng" is there twice'],
    [
      'a wrong date',
      'date,fng\n2022-02-31,3\n',
      ':2, column "date", is "2022-02-31": expected a day that the calendar has',
    ],
    ['an empty cell', 'date,fng\n2022-01-01,\n', ':2, column "fng", is empty: expected a value'],
    ['broken JSON', '[{"date":1]', 'it is not valid JSON'],
  ])('says what is wrong with %s', async (_name, text, problem) => {
    await expect(load(file(text), { format: 'fear-greed' })).rejects.toMatchObject({
      kind: 'input',
      message: expect.stringContaining(problem) as string,
    });
    expect(await stored()).toEqual([]);
  });

  it('refuses a map and a format of dates that make no sense', async () => {
    const path = file('date,fng\n2022-01-01,3\n');
    const map = (column: string, field: string) =>
      load(path, { format: 'fear-greed', map: new Map([[column, field]]) });
    await expect(map('day', 'time')).rejects.toThrow('has no column "day" (it has date, fng)');
    await expect(map('date', 'when')).rejects.toThrow('has no field "when" (it has time, value)');
    await expect(load(path, { format: 'fear-greed', dateFormat: 'D-M' })).rejects.toThrow('--date-format is "D-M"');
    await expect(load(file(Buffer.from([0x64, 0xff, 0xfe, 0x0a])), { format: 'fear-greed' })).rejects.toThrow('UTF-8');
  });
});

describe.skipIf(!hasTestData)(`the recorded files${hasTestData ? '' : ` (${SKIP_REASON})`}`, () => {
  it('import whole', { timeout: 60_000 }, async () => {
    const chain = await load(testDataPath('data/onchain/coinmetrics-btc-daily-2009-2024.csv'), {
      format: 'coinmetrics',
    });
    expect(chain).toMatchObject({ conflicts: 0, unchanged: 0, to: Date.UTC(2024, 11, 31) });
    expect(chain.added).toBeGreaterThan(34_000);
    const mood = await load(testDataPath('data/onchain/fear-greed-daily.csv'), { format: 'fear-greed' });
    expect(mood).toMatchObject({ added: 2_931, from: Date.UTC(2018, 1, 1) });
    const funding = await load(testDataPath('data/funding/binance-BTCUSDT-8h-2020-2023-utc+3.csv'), {
      format: 'funding',
      utcOffsetHours: 3,
    });
    expect(funding).toMatchObject({ added: 4_383, from: Date.UTC(2020, 0, 1), to: Date.UTC(2023, 11, 31, 16) });
    const news = await load(testDataPath('data/news/crypto-news-2021-10_2022-07.csv'), {
      format: 'news',
      dateFormat: 'D-M-YYYY',
      separator: ';',
    });
    expect(news.skipped).toEqual({ 'headlines without a title': 28 });
    const headlines = await readObservations(store, { series: ['news'] });
    const stories = new Set(headlines.map(({ value, observed_at }) => `${observed_at} ${JSON.stringify(value)}`));
    expect(stories.size).toBeGreaterThan(7_400);
    const moods = headlines.map(({ value }) =>
      typeof value === 'object' && isNewsValue(value) ? value.sentiment : null,
    );
    expect(moods.every((each) => each !== null)).toBe(true);
    expect(headlines.every(({ unversioned }) => unversioned === true)).toBe(true);
  });
});
