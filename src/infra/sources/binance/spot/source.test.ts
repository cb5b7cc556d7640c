import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBinanceServer, type BinanceScenario, type BinanceServer } from '../../../../../test/servers/binance.js';
import { realClock } from '../../../../../test/support/llm-clock.js';
import { InputError } from '../../../../core/errors.js';
import { isBarValue } from '../../../../core/observation.js';
import { seededRandom, type Clock } from '../../../../core/ports/index.js';
import type { Collected } from '../../../../core/ports/observation-source.js';
import { parseSymbol } from '../../../../core/symbol.js';
import { createHttpClient } from '../../../http/index.js';
import { createBinanceSpotSource } from './source.js';

const HOUR = 3_600_000;
/** Nine and a half minutes into an hour. */
const NOW = Date.UTC(2025, 5, 10, 14, 9, 30);

let venue: BinanceServer;
let venueNow = NOW;
let machineNow = NOW;
const clock: Clock = { now: () => machineNow, sleep: (ms, signal) => realClock.sleep(Math.min(ms, 5), signal) };
const http = () =>
  createHttpClient({ clock: { now: () => machineNow, sleep: realClock.sleep }, random: seededRandom(1) });

beforeEach(async () => {
  venueNow = NOW;
  machineNow = NOW;
  venue = await startBinanceServer({ now: () => venueNow });
});
afterEach(() => venue.close());

const collect = (settings: { baseUrl?: string; mirrorBaseUrl?: string; symbol?: string } = {}): Promise<Collected> => {
  const { baseUrl = venue.url, mirrorBaseUrl = venue.url, symbol = 'BTCUSDT' } = settings;
  const source = createBinanceSpotSource({ http: http(), clock, baseUrl, mirrorBaseUrl });
  return source.collect({ symbol: parseSymbol(symbol), asOf: machineNow, signal: AbortSignal.timeout(15_000) });
};
const under = (scenario: BinanceScenario): Promise<Collected> => {
  venue.setScenario(scenario);
  return collect();
};
const count = ({ observations }: Collected): Record<string, number> =>
  observations.reduce<Record<string, number>>((counts, { series }) => {
    counts[series] = (counts[series] ?? 0) + 1;
    return counts;
  }, {});
const bars = ({ observations }: Collected) => observations.filter(({ series }) => series === 'bar_1h');
const COMPLETE = { bar_1h: 999, spot_price: 1, spread_bps: 1, ob_imbalance: 1 };

describe('the spot source on a sound venue', () => {
  it('delivers every series, for more than 30 days of bars', async () => {
    const collected = await collect();
    expect(collected.failures).toEqual([]);
    expect(count(collected)).toEqual(COMPLETE);
    expect(new Set(collected.observations.map(({ symbol }) => symbol))).toEqual(new Set(['BTCUSDT']));
  });

  it('leaves the unfinished bar out and says of each bar that it was known at its close', async () => {
    const collected = bars(await collect());
    expect(collected.at(-1)?.observed_at).toBe(Date.UTC(2025, 5, 10, 13));
    for (const bar of collected) {
      expect(bar.available_at, 'open + 1 h').toBe(bar.observed_at + HOUR);
      expect(isBarValue(bar.value) && bar.value.quote_volume, 'quote volume is filled').toBeGreaterThan(0);
    }
  });

  it('never says of anything that it was known later than it arrived', async () => {
    venueNow = NOW + 1_500;
    for (const { available_at, observed_at, retrieved_at } of (await collect()).observations) {
      expect(available_at).toBeLessThanOrEqual(retrieved_at);
      expect(observed_at).toBeLessThanOrEqual(available_at);
    }
  });
});

describe('one failing endpoint', () => {
  it.each([
    ['/api/v3/klines', ['bar_1h']],
    ['/api/v3/ticker/24hr', ['spot_price']],
    ['/api/v3/depth', ['spread_bps', 'ob_imbalance']],
  ])('%s costs its own series only', async (path, lostSeries) => {
    const collected = await under({ [path]: { status: 404, body: 'gone' } });
    expect(collected.failures).toMatchObject([{ source: 'binance-spot', series: lostSeries, code: 'http.status.404' }]);
    const rest = Object.entries(COMPLETE).filter(([series]) => !lostSeries.includes(series));
    expect(count(collected)).toEqual(Object.fromEntries(rest));
  });

  it('takes the price from the smaller ticker when the large one cannot be read', async () => {
    const collected = await under({ '/api/v3/ticker/24hr': () => ({ symbol: 'BTCUSDT' }) });
    expect(collected.failures).toEqual([]);
    expect(count(collected)).toEqual(COMPLETE);
  });

  it('gives reasons when nothing answers before the deadline', async () => {
    venue.setScenario({ '*': 'hang' });
    const source = createBinanceSpotSource({ http: http(), clock, baseUrl: venue.url, mirrorBaseUrl: venue.url });
    const started = performance.now();
    const collected = await source.collect({
      symbol: parseSymbol('BTC'),
      asOf: NOW,
      signal: AbortSignal.timeout(200),
    });
    expect(performance.now() - started).toBeLessThan(1_200);
    expect(collected.observations).toEqual([]);
    expect(collected.failures.map(({ code }) => code)).toEqual(Array(3).fill('http.aborted'));
  });
});

describe('a venue that refuses this address', () => {
  it.each(['restricted', 'firewall'] as const)('asks the mirror (%s)', async (trouble) => {
    const blocked = await startBinanceServer({ now: () => NOW, scenario: { '*': trouble } });
    try {
      const collected = await collect({ baseUrl: `${blocked.url}/` });
      expect(collected.failures).toEqual([]);
      expect(count(collected)).toEqual(COMPLETE);
      expect(blocked.requests, 'a refusal is not tried again').toHaveLength(3);
    } finally {
      await blocked.close();
    }
  });

  it('leaves the mirror alone for any other failure', async () => {
    const broken = await startBinanceServer({ now: () => NOW, scenario: { '*': { status: 404, body: 'gone' } } });
    try {
      const { failures } = await collect({ baseUrl: broken.url });
      expect(failures.map(({ code }) => code)).toEqual(Array(3).fill('http.status.404'));
      expect(venue.requests).toEqual([]);
    } finally {
      await broken.close();
    }
  });

  it('names the way out when the mirror refuses too, and asks one host once', async () => {
    const { failures, observations } = await under({ '*': 'restricted' });
    expect(observations).toEqual([]);
    expect(failures).toHaveLength(3);
    for (const { code, reason } of failures) {
      expect(code).toBe('http.status.451');
      expect(reason).toContain('`exchange: okx`');
    }
    expect(venue.requests).toHaveLength(3);
  });
});

describe('an unknown symbol', () => {
  it('is the mistake of the user, who reads what to change', async () => {
    const collecting = collect({ symbol: 'NOPEUSDT' });
    await expect(collecting).rejects.toBeInstanceOf(InputError);
    await expect(collecting).rejects.toThrow(/base_asset "NOPEUSDT".*BASE_ASSET or `baseAsset`/);
  });

  it('is found out through the mirror as well', async () => {
    const blocked = await startBinanceServer({ now: () => NOW, scenario: { '*': 'restricted' } });
    try {
      await expect(collect({ baseUrl: blocked.url, symbol: 'NOPEUSDT' })).rejects.toBeInstanceOf(InputError);
    } finally {
      await blocked.close();
    }
  });

  it('is not concluded from one endpoint while others know the symbol', async () => {
    const trouble = { status: 400, body: { code: -1121, msg: 'Invalid symbol.' } };
    const collected = await under({ '/api/v3/depth': trouble });
    expect(collected.failures).toMatchObject([{ code: 'http.status.400', series: ['spread_bps', 'ob_imbalance'] }]);
  });
});

type Row = (string | number)[];
const rows = (body: unknown): Row[] => body as Row[];
const scaleRow = (row: Row, factor: number): Row =>
  row.map((cell, index) => (index >= 1 && index <= 4 ? String(Number(cell) * factor) : cell));

describe('data that mean something wrong', () => {
  it.each<[string, (body: unknown) => unknown, string]>([
    ['a price of 0', (body) => rows(body).with(500, rows(body)[500]!.with(3, '0.00')), 'row 501 column 4'],
    ['NaN as text', (body) => rows(body).with(500, rows(body)[500]!.with(4, 'NaN')), 'row 501 column 5'],
    ['empty text', (body) => rows(body).with(500, rows(body)[500]!.with(5, '')), 'row 501 column 6'],
    ['an invalid row', (body) => [...rows(body).slice(0, 500), null, ...rows(body).slice(501)], 'row 501'],
    ['high below low', (body) => rows(body).with(500, rows(body)[500]!.with(2, '1.00')), 'high below'],
    ['a spike', (body) => rows(body).with(500, scaleRow(rows(body)[500]!, 100)), 'over 20 times'],
  ])('refuses one bar for %s, says so and shows the hole', async (_, change, words) => {
    const collected = await under({ '/api/v3/klines': change });
    expect(bars(collected)).toHaveLength(998);
    expect(collected.failures).toMatchObject([
      { series: ['bar_1h'], code: 'data.rejected', reason: expect.stringContaining(words) as string },
      { series: ['bar_1h'], code: 'data.gaps' },
    ]);
    expect(collected.failures[0]?.reason).toContain('1 of 1000');
  });

  it('refuses a spike in the newest closed bar', async () => {
    const collected = await under({
      '/api/v3/klines': (body) => rows(body).with(998, scaleRow(rows(body)[998]!, 100)),
    });
    expect(bars(collected).at(-1)?.observed_at).toBe(Date.UTC(2025, 5, 10, 12));
    expect(collected.failures).toMatchObject([{ code: 'data.rejected' }]);
  });

  it('takes duplicates and disorder in its stride', async () => {
    const sound = bars(await collect()).map(({ value }) => value);
    const collected = await under({
      '/api/v3/klines': (body) => [...rows(body), ...rows(body).slice(-30)].reverse(),
    });
    expect(bars(collected).map(({ value }) => value)).toEqual(sound);
    expect(collected.failures).toEqual([]);
  });

  it.each([
    ['microseconds', 1_000],
    ['seconds', 1 / 1_000],
  ])('reads open times in %s', async (_, factor) => {
    const collected = await under({
      '/api/v3/klines': (body) => rows(body).map((row) => row.with(0, Number(row[0]) * factor)),
    });
    expect(bars(collected).at(-1)?.observed_at).toBe(Date.UTC(2025, 5, 10, 13));
    expect(bars(collected)).toHaveLength(999);
  });

  it('reports missing hours', async () => {
    const collected = await under({ '/api/v3/klines': (body) => rows(body).toSpliced(400, 3) });
    expect(bars(collected)).toHaveLength(996);
    expect(collected.failures).toMatchObject([{ code: 'data.gaps', reason: expect.stringContaining('3 from 2025-05-16') as string }]); // prettier-ignore
  });

  it('passes stale bars on with their true time', async () => {
    const collected = await under({ '/api/v3/klines': (body) => rows(body).slice(0, -25) });
    expect(bars(collected).at(-1)?.observed_at).toBe(Date.UTC(2025, 5, 9, 13));
    expect(collected.failures).toEqual([]);
  });

  it('refuses a bar and a price of the future', async () => {
    const later = { '/api/v3/ticker/24hr': (body: unknown) => ({ ...(body as object), closeTime: NOW + 10 * 60_000 }) };
    const collected = await under({
      ...later,
      '/api/v3/klines': (body) => rows(body).map((row) => row.with(0, Number(row[0]) + 48 * HOUR)),
    });
    expect(collected.failures.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['data.rejected', 'data.future']),
    );
    expect(bars(collected).every(({ available_at }) => available_at <= NOW)).toBe(true);
    expect(count(collected).spot_price).toBeUndefined();
  });

  it('refuses the price of another symbol, and what may belong to it', async () => {
    const collected = await under({ '/api/v3/ticker/24hr': (body) => ({ ...(body as object), symbol: 'ETHUSDT' }) });
    expect(collected.failures).toMatchObject([
      { series: ['spot_price'], code: 'data.symbol' },
      { series: ['bar_1h'], code: 'data.symbol' },
      { series: ['spread_bps', 'ob_imbalance'], code: 'data.symbol' },
    ]);
    expect(collected.observations).toEqual([]);
  });

  it.each<[string, BinanceScenario, string[]]>([
    ['bars', { '/api/v3/klines': (body) => rows(body).map((row) => scaleRow(row, 0.05)) }, ['bar_1h']],
    ['price', { '/api/v3/ticker/24hr': (body) => ({ ...(body as object), lastPrice: '6700000' }) }, ['spot_price']],
    [
      'book',
      { '/api/v3/depth': () => ({ bids: [['3499.9', '1']], asks: [['3500', '1']] }) },
      ['spread_bps', 'ob_imbalance'],
    ],
  ])('refuses %s that the other two readings contradict', async (_, scenario, series) => {
    const collected = await under(scenario);
    expect(collected.failures).toMatchObject([{ series, code: 'data.mismatch' }]);
    expect(Object.keys(count(collected)).some((name) => series.includes(name))).toBe(false);
    expect(Object.keys(count(collected))).toHaveLength(4 - series.length);
  });

  it('gives no figure of a crossed book', async () => {
    const collected = await under({ '/api/v3/depth': () => ({ bids: [['67001', '1']], asks: [['67000', '1']] }) });
    expect(collected.failures.map(({ code }) => code)).toEqual(['book.crossed', 'book.crossed']);
  });
});

describe('clocks that differ', () => {
  it('takes no unfinished bar when this machine runs ahead, and says whose clock is off', async () => {
    machineNow = NOW + 2 * HOUR;
    const collected = await collect();
    expect(bars(collected).at(-1)?.observed_at).toBe(Date.UTC(2025, 5, 10, 13));
    expect(collected.failures).toMatchObject([
      { code: 'clock.skew', reason: expect.stringContaining('7200 s ahead of that of Binance') as string },
    ]);
  });

  it('keeps quiet about a second', async () => {
    machineNow = NOW + 1_000;
    expect((await collect()).failures).toEqual([]);
  });
});
