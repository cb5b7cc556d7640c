import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBinanceServer, type BinanceScenario, type BinanceServer } from '../../../../../test/servers/binance.js';
import { realClock } from '../../../../../test/support/llm-clock.js';
import { seededRandom } from '../../../../core/ports/index.js';
import type { Collected } from '../../../../core/ports/observation-source.js';
import { parseSymbol } from '../../../../core/symbol.js';
import { createHttpClient } from '../../../http/index.js';
import { createBinanceFuturesSource } from './source.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2025, 5, 10, 14, 9, 30);
const clock = { now: () => NOW, sleep: realClock.sleep };

let venue: BinanceServer;
beforeEach(async () => {
  venue = await startBinanceServer({ now: () => NOW, symbols: ['BTCUSDT', 'NEWUSDT'], perpetuals: ['BTCUSDT'] });
});
afterEach(() => venue.close());

const collect = (symbol = 'BTCUSDT'): Promise<Collected> => {
  const http = createHttpClient({ clock, random: seededRandom(1) });
  return createBinanceFuturesSource({ http, clock, baseUrl: venue.url }).collect({
    symbol: parseSymbol(symbol),
    asOf: NOW,
    signal: AbortSignal.timeout(15_000),
  });
};
const under = (scenario: BinanceScenario): Promise<Collected> => {
  venue.setScenario(scenario);
  return collect();
};
const of = ({ observations }: Collected, series: string) => observations.filter((one) => one.series === series);
const seriesOf = ({ observations }: Collected): string[] =>
  [...new Set(observations.map(({ series }) => series))].sort();
const ALL = [
  'funding_rate',
  'funding_rate_next',
  'index_price',
  'mark_price',
  'open_interest_base',
  'open_interest_usd',
];

describe('the futures source on a sound venue', () => {
  it('delivers every series', async () => {
    const collected = await collect();
    expect(collected.failures).toEqual([]);
    expect(seriesOf(collected)).toEqual(ALL);
    expect(of(collected, 'funding_rate')).toHaveLength(90);
  });

  it('rounds funding to the minute, though stamps come late, and calls it known from its stamp on', async () => {
    const rates = of(await collect(), 'funding_rate');
    expect(rates.every(({ observed_at }) => observed_at % (8 * HOUR) === 0)).toBe(true);
    const delays = rates.map(({ observed_at, available_at }) => available_at - observed_at);
    expect(Math.min(...delays)).toBe(0);
    expect(Math.max(...delays), 'some stamps of the venue are late').toBeGreaterThan(0);
    expect(Math.max(...delays)).toBeLessThanOrEqual(47);
  });

  it('always sends a start and a limit for funding', async () => {
    await collect();
    const asked = venue.requests.find((request) => request.startsWith('/fapi/v1/fundingRate'));
    expect(asked).toContain(`startTime=${NOW - 30 * DAY}`);
    expect(asked).toContain('limit=1000');
  });

  it('gives open interest now, in coins and at the mark price, and 30 days of it with its lag', async () => {
    const collected = await collect();
    const base = of(collected, 'open_interest_base');
    const usd = of(collected, 'open_interest_usd');
    const mark = of(collected, 'mark_price')[0]?.value as number;
    expect(usd.at(-1)?.value).toBe((base.at(-1)?.value as number) * mark);
    expect(base.at(-1)).toMatchObject({ observed_at: NOW - 850, available_at: NOW - 850 });
    const history = base.slice(0, -1);
    expect(history).toHaveLength(180);
    expect(NOW - history[0]!.observed_at).toBeGreaterThan(29.8 * DAY);
    for (const { observed_at, available_at } of history) expect(available_at - observed_at).toBe(5 * MINUTE);
  });

  it('stamps the premium index with the time of the venue', async () => {
    for (const series of ['mark_price', 'index_price', 'funding_rate_next']) {
      expect(of(await collect(), series)).toMatchObject([{ observed_at: NOW - 12, available_at: NOW - 12 }]);
    }
  });
});

describe('one failing endpoint', () => {
  const gone = { status: 404, body: 'gone' };
  it.each<[string, string[], string[]]>([
    ['/fapi/v1/fundingRate', ['http.status.404'], ['funding_rate']],
    ['/futures/data/openInterestHist', ['http.status.404'], []],
    ['/fapi/v1/openInterest', ['http.status.404'], []],
    [
      '/fapi/v1/premiumIndex',
      ['http.status.404', 'data.mark-missing'],
      ['funding_rate_next', 'index_price', 'mark_price'],
    ],
  ])('%s costs only what hangs on it', async (path, codes, absent) => {
    const collected = await under({ [path]: gone });
    expect(collected.failures.map(({ code }) => code)).toEqual(codes);
    expect(seriesOf(collected)).toEqual(ALL.filter((series) => !absent.includes(series)));
  });
});

describe('a venue that does not serve', () => {
  it('names the way out of a block by region', async () => {
    const { observations, failures } = await under({ '*': 'restricted' });
    expect(observations).toEqual([]);
    // Open interest, asked for at two endpoints, is one loss.
    expect(failures).toHaveLength(3);
    for (const { code, reason } of failures) {
      expect(code).toBe('http.status.451');
      expect(reason).toMatch(/`exchange: okx`.*or accept these gaps/);
    }
  });

  it('treats a symbol without a perpetual as a gap, not as a mistake', async () => {
    const { observations, failures } = await collect('NEWUSDT');
    expect(observations).toEqual([]);
    expect(failures.map(({ code }) => code).sort()).toEqual([
      'data.empty',
      'symbol.no-perpetual',
      'symbol.no-perpetual',
      'symbol.no-perpetual',
    ]);
  });
});

type Fields = Record<string, unknown>;
const first = (change: Fields) => (body: unknown) => (body as Fields[]).map((row, i) => (i === 0 ? { ...row, ...change } : row)); // prettier-ignore
const all = (change: Fields) => (body: unknown) => ({ ...(body as Fields), ...change });

describe('data that mean something wrong', () => {
  it.each<[string, Fields, string]>([
    ['a rate that is not a number', { fundingRate: '' }, 'row 1 fundingRate'],
    ['a rate of 1000 %', { fundingRate: '10' }, 'within ±1'],
    ['a row of another symbol', { symbol: 'ETHUSDT' }, 'row 1 is of ETHUSDT'],
    ['a row of tomorrow', { fundingTime: NOW + DAY }, 'row 1 lies in the future'],
  ])('refuses one funding row for %s', async (_, change, words) => {
    const collected = await under({ '/fapi/v1/fundingRate': first(change) });
    expect(of(collected, 'funding_rate')).toHaveLength(89);
    expect(collected.failures).toMatchObject([{ code: 'data.rejected', reason: expect.stringContaining(words) as string }]); // prettier-ignore
  });

  it('keeps one row an instant, ascending, whatever the order', async () => {
    const sound = of(await collect(), 'funding_rate').map(({ value }) => value);
    const collected = await under({
      '/fapi/v1/fundingRate': (body) => [...(body as Fields[]), ...(body as Fields[]).slice(-9)].reverse(),
    });
    expect(of(collected, 'funding_rate').map(({ value }) => value)).toEqual(sound);
  });

  it('takes old replies without time and index', async () => {
    const collected = await under({
      '/fapi/v1/premiumIndex': (body) => ({ ...(body as Fields), time: undefined, indexPrice: undefined }),
    });
    expect(of(collected, 'mark_price')).toMatchObject([{ observed_at: NOW }]);
    expect(collected.failures).toMatchObject([{ series: ['index_price'], code: 'data.missing' }]);
  });

  it.each<[string, BinanceScenario, string, string[]]>([
    ['mark 100 times the index', { '/fapi/v1/premiumIndex': all({ markPrice: '6700000' }) }, 'data.mismatch', ['index_price', 'mark_price']],
    ['a premium index of another symbol', { '/fapi/v1/premiumIndex': all({ symbol: 'ETHUSDT' }) }, 'data.symbol', ['funding_rate_next', 'index_price', 'mark_price']],
    ['a premium index of tomorrow', { '/fapi/v1/premiumIndex': all({ time: NOW + DAY }) }, 'data.future', ['funding_rate_next', 'index_price', 'mark_price']],
  ])('refuses %s', async (_, scenario, code, absent) => {
    const collected = await under(scenario);
    expect(collected.failures[0]).toMatchObject({ code });
    expect(seriesOf(collected)).toEqual(ALL.filter((series) => !absent.includes(series)));
    expect(of(collected, 'open_interest_usd'), 'no USD value from a mark that was refused').toHaveLength(180);
  }); // prettier-ignore
});
