import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startOkxServer, type OkxScenario, type OkxServer } from '../../../../test/servers/okx.js';
import { realClock } from '../../../../test/support/llm-clock.js';
import { InputError } from '../../../core/errors.js';
import { isBarValue } from '../../../core/observation.js';
import { seededRandom } from '../../../core/ports/index.js';
import type { Collected } from '../../../core/ports/observation-source.js';
import { parseSymbol } from '../../../core/symbol.js';
import { createHttpClient } from '../../http/index.js';
import { createCcxtSource } from './source.js';

const HOUR = 3_600_000;
const NOW = Date.UTC(2025, 5, 10, 14, 9, 30);
const clock = { now: () => NOW, sleep: realClock.sleep };

let venue: OkxServer;
beforeEach(async () => {
  venue = await startOkxServer({ now: () => NOW });
});
afterEach(() => venue.close());

const sourceOf = (exchangeId = 'okx') => {
  const http = createHttpClient({ clock, random: seededRandom(1) });
  return createCcxtSource({ exchangeId, clock, http, baseUrl: venue.url, paceMs: 1 });
};
const ask = (symbol = 'BTCUSDT', signal = AbortSignal.timeout(15_000)) => ({
  symbol: parseSymbol(symbol),
  asOf: NOW,
  signal,
});
const collect = (scenario: OkxScenario = {}, symbol = 'BTCUSDT'): Promise<Collected> => {
  venue.setScenario(scenario);
  return sourceOf().collect(ask(symbol));
};
const of = ({ observations }: Collected, series: string) => observations.filter((one) => one.series === series);
const seriesOf = ({ observations }: Collected): string[] =>
  [...new Set(observations.map(({ series }) => series))].sort();
const codes = ({ failures }: Collected): string[] => failures.map(({ code }) => code);

const SPOT = ['bar_1h', 'ob_imbalance', 'spot_price', 'spread_bps'];
const ALL = [...SPOT, 'funding_rate', 'funding_rate_next', 'index_price', 'mark_price', 'open_interest_base', 'open_interest_usd'].sort(); // prettier-ignore

describe('the market part from okx', () => {
  it('delivers every series, and says what okx does not tell', async () => {
    const collected = await collect();
    expect(seriesOf(collected)).toEqual(ALL);
    // Its history of open interest is of all contracts on a coin, in USD: not comparable with one perpetual's.
    expect(collected.failures).toMatchObject([{ series: ['open_interest_base'], code: 'data.rejected' }]);
    expect(new Set(collected.observations.map(({ source }) => source))).toEqual(new Set(['ccxt-okx']));
    expect(new Set(collected.observations.map(({ symbol }) => symbol))).toEqual(new Set(['BTCUSDT']));
  });

  it('pages 34 days of closed bars without a hole or a double', async () => {
    const bars = of(await collect(), 'bar_1h');
    expect(bars.map(({ observed_at }) => observed_at)).toEqual(
      Array.from({ length: 820 }, (_, i) => Date.UTC(2025, 5, 10, 14) - (820 - i) * HOUR),
    );
    expect(bars.every(({ available_at, observed_at }) => available_at === observed_at + HOUR)).toBe(true);
    expect(bars.every(({ value }) => isBarValue(value) && value.volume > 0)).toBe(true);
    expect(venue.requests.filter((path) => path.includes('candles') && path.includes('1H'))).toHaveLength(3);
  });

  it('gives open interest in coins though okx counts contracts', async () => {
    const collected = await collect();
    expect(of(collected, 'open_interest_base')).toMatchObject([{ value: 30_000, observed_at: NOW - 70 }]);
    const mark = of(collected, 'mark_price')[0]?.value as number;
    expect(of(collected, 'open_interest_usd')[0]?.value).toBeCloseTo(30_000 * mark, 3);
  });

  it('stamps readings with the time of the exchange, and settled funding with its own', async () => {
    const collected = await collect();
    expect(of(collected, 'spot_price')).toMatchObject([{ observed_at: NOW - 40, available_at: NOW - 40 }]);
    expect(of(collected, 'spread_bps')).toMatchObject([{ observed_at: NOW - 25 }]);
    expect(of(collected, 'mark_price')).toMatchObject([{ observed_at: NOW - 60 }]);
    const funding = of(collected, 'funding_rate');
    expect(funding).toHaveLength(90);
    expect(funding.every(({ observed_at }) => observed_at % (8 * HOUR) === 0)).toBe(true);
    expect(funding.at(-1)?.observed_at).toBe(Date.UTC(2025, 5, 10, 8));
  });

  it('asks for the list of markets once a day', async () => {
    const source = sourceOf();
    const lists = () => venue.requests.filter((path) => path.includes('instruments')).length;
    await source.collect(ask());
    expect(lists(), 'spot and swap').toBe(2);
    expect(seriesOf(await source.collect(ask()))).toEqual(ALL);
    expect(lists()).toBe(2);
  });
});

describe('what can be wrong with the question', () => {
  it('names similar exchanges for one that ccxt does not know', async () => {
    const collecting = sourceOf('okex').collect(ask());
    await expect(collecting).rejects.toBeInstanceOf(InputError);
    await expect(collecting).rejects.toThrow(/exchange "okex" is not known to ccxt: did you mean okx/);
    expect(venue.requests).toEqual([]);
  });

  it('says that a symbol is not traded there', async () => {
    const collecting = collect({}, 'NOPEUSDT');
    await expect(collecting).rejects.toBeInstanceOf(InputError);
    await expect(collecting).rejects.toThrow(/base_asset "NOPEUSDT" is not traded on okx/);
  });

  it('takes another USD pair where the one asked for is not listed, shows it, and leaves perpetual series empty', async () => {
    const collected = await collect({}, 'NEWUSDT');
    expect(seriesOf(collected)).toEqual(SPOT);
    expect(collected.observations[0]).toMatchObject({ symbol: 'NEWUSDT', source: 'ccxt-okx (NEW/USD)' });
    expect(codes(collected)).toEqual(['symbol.no-perpetual']);
  });
});

describe('one failing request', () => {
  const down = { status: 404, body: { code: '50001', msg: 'Service temporarily unavailable.', data: [] } };
  it.each([
    ['/api/v5/market/history-candles', ['bar_1h']],
    ['/api/v5/market/ticker', ['spot_price']],
    ['/api/v5/market/books', ['ob_imbalance', 'spread_bps']],
    ['/api/v5/public/funding-rate', ['funding_rate_next']],
    ['/api/v5/public/funding-rate-history', ['funding_rate']],
    ['/api/v5/public/mark-price', ['mark_price', 'open_interest_base', 'open_interest_usd']],
    ['/api/v5/market/index-candles', ['index_price']],
    ['/api/v5/public/open-interest', ['open_interest_base', 'open_interest_usd']],
  ])('%s costs what hangs on it', async (path, absent) => {
    const collected = await collect({ [path]: down });
    expect(seriesOf(collected)).toEqual(ALL.filter((series) => !absent.includes(series)));
    expect(codes(collected)).toContain('http.status.404');
  });

  it('names the class of an error that the exchange puts into a good reply', async () => {
    const body = { code: '51001', msg: "Instrument ID doesn't exist.", data: [] };
    const collected = await collect({ '/api/v5/market/ticker': { status: 200, body } });
    expect(collected.failures).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ series: ['spot_price'], code: 'ccxt.BadSymbol' })]),
    );
  });

  it('loses everything, with the reason, when the list of markets does not come', async () => {
    const collected = await collect({ '/api/v5/public/instruments': down });
    expect(collected.observations).toEqual([]);
    expect(collected.failures).toMatchObject([{ code: 'http.status.404' }]);
    expect(collected.failures[0]?.series).toHaveLength(10);
  });

  it('ends at the deadline of the caller', async () => {
    await sourceOf().collect(ask()); // ccxt is imported by now
    venue.setScenario({ '/api/v5/market/ticker': 'hang', '/api/v5/public/funding-rate': 'hang' });
    const started = performance.now();
    const collected = await sourceOf().collect(ask('BTCUSDT', AbortSignal.timeout(700)));
    expect(performance.now() - started).toBeLessThan(1_700);
    expect(collected.failures.map(({ series }) => series[0])).toEqual(expect.arrayContaining(['spot_price']));
  });
});

interface Rows {
  data: string[][];
}
interface Fields {
  data: Record<string, string>[];
}
const rows = (change: (row: string[], index: number) => string[]) => (body: unknown) => ({
  ...(body as Rows),
  data: (body as Rows).data.map(change),
});
const fields = (change: Record<string, string>) => (body: unknown) => ({
  ...(body as Fields),
  data: (body as Fields).data.map((row) => ({ ...row, ...change })),
});

describe('data that mean something wrong', () => {
  const candlePath = '/api/v5/market/history-candles';
  it.each<[string, (row: string[]) => string[]]>([
    ['an empty price', (row) => row.with(4, '')],
    ['a price of 0', (row) => row.with(3, '0')],
    ['a spike', (row) => row.map((cell, i) => (i >= 1 && i <= 4 ? String(Number(cell) * 100) : cell))],
  ])('refuses a bar for %s', async (_, change) => {
    const bad = String(Date.UTC(2025, 5, 1));
    const collected = await collect({ [candlePath]: rows((row) => (row[0] === bad ? change(row) : row)) });
    expect(of(collected, 'bar_1h')).toHaveLength(819);
    expect(codes(collected)).toEqual(expect.arrayContaining(['data.rejected', 'data.gaps']));
  });

  it.each<[string, OkxScenario, string, string[]]>([
    ['a price of another symbol', { '/api/v5/market/ticker': fields({ instId: 'NEW-USD' }) }, 'data.symbol', ['bar_1h', 'ob_imbalance', 'spot_price', 'spread_bps']],
    ['a price of tomorrow', { '/api/v5/market/ticker': fields({ ts: String(NOW + 24 * HOUR) }) }, 'data.future', ['spot_price']],
    ['a price 100 times off', { '/api/v5/market/ticker': fields({ last: '6700000' }) }, 'data.mismatch', ['spot_price']],
    ['a negative price', { '/api/v5/market/ticker': fields({ last: '-1' }) }, 'data.rejected', ['spot_price']],
    ['open interest without a unit', { '/api/v5/public/open-interest': fields({ oiUsd: '1' }) }, 'data.unit', ['open_interest_base', 'open_interest_usd']],
    ['a mark price 100 times off', { '/api/v5/public/mark-price': fields({ markPx: '6700000' }) }, 'data.mismatch', ['index_price', 'mark_price', 'open_interest_base', 'open_interest_usd']],
  ])('refuses %s', async (_, scenario, code, absent) => {
    const collected = await collect(scenario);
    expect(codes(collected)).toContain(code);
    expect(seriesOf(collected)).toEqual(ALL.filter((series) => !absent.includes(series)));
  }); // prettier-ignore
});
