import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startCoinMetricsServer, type CoinMetricsServerOptions } from '../../../../test/servers/coinmetrics.js';
import type { DataServer } from '../../../../test/servers/data-server.js';
import { httpAt, requestFor, TEST_NOW } from '../../../../test/support/collect.js';
import { createCoinMetricsSource } from './index.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const TODAY = Date.UTC(2025, 5, 10);

let server: DataServer;
const start = async (options: CoinMetricsServerOptions = {}): Promise<void> => {
  server = await startCoinMetricsServer({ now: () => TEST_NOW, ...options });
};
beforeEach(() => start());
afterEach(() => server.close());
const restart = async (options: CoinMetricsServerOptions): Promise<void> => {
  await server.close();
  await start(options);
};
const source = () => createCoinMetricsSource({ http: httpAt(), baseUrl: `${server.url}/v4` });
const collect = (symbol = 'BTCUSDT') => source().collect(requestFor(symbol));
/** Changes the rows of a good reply. */
const withRows = (change: (rows: Record<string, unknown>[]) => unknown): void =>
  server.setTrouble((body) => ({
    ...(body as object),
    data: change((body as { data: Record<string, unknown>[] }).data),
  }));
const FLOWS = ['exchange_inflow', 'exchange_outflow'];
const ALL = ['active_addresses', 'transactions', 'hash_rate', 'mvrv', ...FLOWS];

describe('CoinMetrics', () => {
  it('delivers all its series of Bitcoin in one request', async () => {
    const { observations, failures } = await collect();
    expect(failures).toEqual([]);
    expect([...new Set(observations.map(({ series }) => series))]).toEqual(ALL);
    expect(server.requests).toHaveLength(1);
    const query = new URL(server.requests[0]!, server.url).searchParams;
    expect(Object.fromEntries(query)).toEqual({
      assets: 'btc',
      metrics: 'AdrActCnt,TxCnt,HashRate,CapMVRVCur,FlowInExNtv,FlowOutExNtv,AssetEODCompletionTime',
      frequency: '1d',
      start_time: '2025-04-26',
      page_size: '10000',
      paging_from: 'start',
      ignore_forbidden_errors: 'true',
      ignore_unsupported_errors: 'true',
    });
  });

  it('gives one row a finished day, ascending', async () => {
    const days = (await collect()).observations.filter(({ series }) => series === 'mvrv').map((o) => o.observed_at);
    expect(days).toEqual(Array.from({ length: 45 }, (_, i) => TODAY - (45 - i) * DAY));
  });

  it('leaves out the day that has its price only, without a word', async () => {
    const early = TODAY + 2 * HOUR;
    await restart({ now: () => early });
    const asked = createCoinMetricsSource({ http: httpAt(() => early), baseUrl: `${server.url}/v4` });
    const { observations, failures } = await asked.collect(requestFor('BTCUSDT', early));
    expect(failures).toEqual([]);
    expect(Math.max(...observations.map(({ observed_at }) => observed_at))).toBe(TODAY - 2 * DAY);
  });

  it('leaves out the unfinished day even where it has values', async () => {
    withRows((rows) => [...rows, { ...rows.at(-1), time: '2025-06-10T00:00:00.000000000Z' }]);
    const { observations, failures } = await collect();
    expect(failures).toEqual([]);
    expect(Math.max(...observations.map(({ observed_at }) => observed_at))).toBe(TODAY - DAY);
  });

  it('is known at its completion', async () => {
    for (const { series, observed_at, available_at, retrieved_at } of (await collect()).observations) {
      if (!FLOWS.includes(series)) expect(available_at).toBe(observed_at + 28 * HOUR);
      expect(retrieved_at).toBe(TEST_NOW);
    }
  });

  it('knows its copies of exchange flows from their arrival alone: they are revised for months', async () => {
    const flows = (await collect()).observations.filter(({ series }) => FLOWS.includes(series));
    expect(new Set(flows.map(({ series }) => series))).toEqual(new Set(FLOWS));
    for (const { available_at } of flows) expect(available_at).toBe(TEST_NOW);
  });

  it('is known 36 h after its start without a completion time, or when it arrived if that was earlier', async () => {
    const early = TODAY + 6 * HOUR;
    await restart({ now: () => early });
    withRows((rows) => rows.map((row) => ({ ...row, AssetEODCompletionTime: undefined })));
    const asked = createCoinMetricsSource({ http: httpAt(() => early), baseUrl: `${server.url}/v4` });
    const { observations } = await asked.collect(requestFor('BTCUSDT', early));
    const times = observations.filter(({ series }) => series === 'transactions');
    expect(times.at(-1)).toMatchObject({ observed_at: TODAY - DAY, available_at: early });
    expect(times.at(-2)).toMatchObject({ observed_at: TODAY - 2 * DAY, available_at: TODAY - 12 * HOUR });
  });

  it('takes a completion of years later for a recomputation', async () => {
    withRows((rows) => rows.map((row) => ({ ...row, AssetEODCompletionTime: '1798761600' })));
    const [first] = (await collect()).observations;
    expect(first!.available_at - first!.observed_at).toBe(36 * HOUR);
  });

  it('asks for Bitcoin too where the asset is another, and takes only the flows of it', async () => {
    const { observations, failures } = await collect('ETHUSDT');
    const of = (symbol: string) => [...new Set(observations.filter((o) => o.symbol === symbol).map((o) => o.series))];
    expect(of('ETH')).toEqual(['active_addresses', 'transactions', 'mvrv']);
    expect(of('BTC')).toEqual(['exchange_inflow', 'exchange_outflow']);
    expect(failures).toEqual([
      {
        source: 'coinmetrics',
        series: ['hash_rate'],
        code: 'source.nothing',
        reason: 'the community data have no HashRate of ETH for the last 45 days.',
      },
    ]);
  });

  it('loses a metric that is not free, and nothing else', async () => {
    await restart({ forbidden: ['FlowInExNtv', 'FlowOutExNtv'] });
    const { observations, failures } = await collect();
    expect(new Set(observations.map(({ series }) => series)).size).toBe(4);
    expect(failures.flatMap(({ series }) => series)).toEqual(['exchange_inflow', 'exchange_outflow']);
  });

  it('follows pages to the last', async () => {
    const whole = await collect();
    await restart({ maxPageSize: 10 });
    expect((await collect()).observations).toEqual(whole.observations);
    expect(server.requests).toHaveLength(5);
  });

  it('never follows a page to another server', async () => {
    const other = await startCoinMetricsServer({ now: () => TEST_NOW });
    await restart({ maxPageSize: 10, nextPageOrigin: other.url });
    const { observations, failures } = await collect();
    await other.close();
    expect(observations).toEqual([]);
    expect(failures).toMatchObject([{ series: ALL, code: 'http.redirect' }]);
    expect(failures[0]!.reason).toBe('CoinMetrics sent a next_page_url that leads to another server.');
    expect(other.requests).toEqual([]);
  });

  it.each<[string, (url: string) => unknown, string]>([
    ['in a circle', (url) => `${url}/v4/timeseries/asset-metrics?same`, 'leads in a circle'],
    ['nowhere', () => 'not a url', 'is not a URL'],
    ['to a number', () => 5, 'next_page_url'],
  ])('ends where the pages lead %s', async (_, next, words) => {
    server.setTrouble({ status: 200, body: { data: [], next_page_url: next(server.url) } });
    const { observations, failures } = await collect();
    expect(observations).toEqual([]);
    expect(failures[0]!.reason).toContain(words);
    expect(server.requests.length).toBeLessThanOrEqual(3);
  });

  it.each<[string, (row: Record<string, unknown>) => unknown, string]>([
    ['text for a number', (row) => ({ ...row, TxCnt: 'many' }), 'TxCnt of 2025-05-01 is "many"'],
    ['empty text', (row) => ({ ...row, TxCnt: '' }), 'TxCnt of 2025-05-01 is ""'],
    ['an overflow', (row) => ({ ...row, TxCnt: '1e309' }), 'is "1e309"'],
    ['NaN', (row) => ({ ...row, TxCnt: 'NaN' }), 'is "NaN"'],
    ['a negative count', (row) => ({ ...row, TxCnt: '-5' }), 'above 0'],
    ['a count of 0', (row) => ({ ...row, TxCnt: '0' }), 'above 0'],
    ['an object', (row) => ({ ...row, TxCnt: {} }), 'is {}'],
    ['another asset', (row) => ({ ...row, asset: 'eth' }), 'asset is "eth", which was not asked for'],
    ['no asset', (row) => ({ ...row, asset: undefined }), 'asset:'],
    ['no time', (row) => ({ ...row, time: undefined }), 'time: expected a moment in time, got nothing'],
    [
      'a time off the day',
      (row) => ({ ...row, time: '2025-05-01T00:00:01Z' }),
      'time: expected the start of a UTC day',
    ],
    ['a time of next year', (row) => ({ ...row, time: '2026-05-01T00:00:00Z' }), 'lies in the future'],
    ['null for a row', () => null, 'the row'],
  ])('rejects a row with %s, counts it and keeps the rest', async (_, change, words) => {
    const good = (await collect()).observations.filter(({ series }) => series === 'transactions');
    withRows((rows) => rows.map((row) => (row.time === '2025-05-01T00:00:00.000000000Z' ? change(row) : row)));
    const { observations, failures } = await collect();
    const kept = observations.filter(({ series }) => series === 'transactions');
    expect(kept).toEqual(good.filter(({ observed_at }) => observed_at !== Date.UTC(2025, 4, 1)));
    const failure = failures.find(({ series }) => series.includes('transactions'));
    expect(failure?.code).toBe('source.rows-rejected');
    expect(failure?.reason).toContain('1 row rejected, the first because ');
    expect(failure?.reason).toContain(words);
  });

  it('reads rows in any order and in any time unit', async () => {
    const good = await collect();
    withRows((rows) =>
      rows.reverse().map((row) => ({ ...row, time: Date.parse(String(row.time)) / 1_000, more: [1] })),
    );
    expect((await collect()).observations).toEqual(good.observations);
  });

  it.each<[string, Parameters<DataServer['setTrouble']>[0], string]>([
    [
      'an error of its own',
      { status: 400, body: { error: { type: 'bad_parameter', message: 'x' } } },
      'http.status.400',
    ],
    ['a wrong root', { status: 200, body: [] }, 'http.body.schema'],
    ['no data', { status: 200, body: { data: null } }, 'http.body.schema'],
    ['HTML', { status: 200, body: '<html></html>' }, 'http.body.json'],
    ['an empty body', { status: 200, body: '' }, 'http.body.json'],
    ['a cut body', { status: 200, body: '{"data":[{"asset":"btc","time":"2025-0' }, 'http.body.json'],
  ])('reports %s for all its series', async (_, trouble, code) => {
    server.setTrouble(trouble);
    expect(await collect()).toMatchObject({
      observations: [],
      failures: [{ source: 'coinmetrics', series: ALL, code }],
    });
  });
});
