import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { isBarValue } from '../../src/core/observation.js';
import { seededRandom } from '../../src/core/ports/index.js';
import { parseSymbol } from '../../src/core/symbol.js';
import { createHttpClient } from '../../src/infra/http/index.js';
import { createBinanceSpotSource } from '../../src/infra/sources/binance/index.js';
import { mapDepth, mapPrice } from '../../src/infra/sources/binance/spot/map.js';
import { depthSchema, ticker24hSchema } from '../../src/infra/sources/binance/spot/schema.js';
import { startBinanceServer, type BinanceServerOptions } from '../servers/binance.js';
import { realClock } from '../support/llm-clock.js';
import { hasTestData, SKIP_REASON, testDataPath } from '../support/test-data.js';

const HOUR = 3_600_000;

/** `url -> epoch seconds: body`, one line each. */
const cryptofeed = () =>
  readFileSync(testDataPath('data/http/cryptofeed-binance-spot/BINANCE.http.0.0'), 'utf8')
    .split('\n')
    .flatMap((line) => {
      const match = /^(\S+) -> ([\d.]+): (.*)$/.exec(line);
      return match === null
        ? []
        : [{ url: new URL(match[1]!), at: Number(match[2]) * 1_000, body: JSON.parse(match[3]!) }];
    });

interface Cassette {
  http_interactions: {
    request: { uri: string };
    response: { headers: Record<string, string[]>; body: { string: string } };
  }[];
}
const cassette = (name: string) => {
  const text = readFileSync(testDataPath(`data/http/vcr-binance-spot/integration_specs_fetch_${name}.yml`), 'utf8');
  const { request, response } = (parse(text) as Cassette).http_interactions[0]!;
  return {
    uri: request.uri,
    at: Date.parse(response.headers.Date![0]!),
    body: JSON.parse(response.body.string),
  };
};

async function collectFrom(options: BinanceServerOptions, symbol: string) {
  const venue = await startBinanceServer(options);
  try {
    const clock = { now: options.now, sleep: realClock.sleep };
    const http = createHttpClient({ clock, random: seededRandom(1) });
    const source = createBinanceSpotSource({ http, clock, baseUrl: venue.url, mirrorBaseUrl: venue.url });
    return await source.collect({
      symbol: parseSymbol(symbol),
      asOf: options.now(),
      signal: AbortSignal.timeout(15_000),
    });
  } finally {
    await venue.close();
  }
}

describe.skipIf(!hasTestData)(hasTestData ? 'recorded Binance replies' : SKIP_REASON, () => {
  it('every captured book of 2021 gives a spread and an imbalance', () => {
    const captured = cryptofeed();
    expect(captured).toHaveLength(4);
    for (const { url, at, body } of captured) {
      const context = { symbol: url.searchParams.get('symbol')!, now: at, retrievedAt: at, serverNow: at };
      const { observations, failures } = mapDepth(depthSchema.parse(body), context);
      expect(failures, url.href).toEqual([]);
      const [spread, imbalance] = observations.map(({ value }) => value as number);
      expect(spread, url.href).toBeGreaterThan(0);
      expect(spread, url.href).toBeLessThan(200);
      expect(Math.abs(imbalance!), url.href).toBeLessThanOrEqual(1);
    }
  });

  it('every traded symbol of the ticker of 2019 is read, at the time it was taken', () => {
    const { at, body } = cassette('ticker');
    const traded = (body as { symbol: string; lastPrice: string; count: number }[]).filter(
      ({ lastPrice }) => Number(lastPrice) > 0,
    );
    expect(traded.length).toBeGreaterThan(500);
    for (const row of traded) {
      const { symbol, lastPrice, closeTime } = ticker24hSchema.parse(row);
      const { observations } = mapPrice({ symbol, price: lastPrice, time: closeTime }, { symbol, now: at, retrievedAt: at, serverNow: at }); // prettier-ignore
      expect(observations, symbol).toMatchObject([{ value: Number(row.lastPrice) }]);
      expect(observations[0]!.observed_at).toBeLessThanOrEqual(at);
    }
  });

  it('the book and the ticker of 2019 go through the source over HTTP', async () => {
    const book = cassette('order_book');
    const tickers = cassette('ticker').body as { symbol: string }[];
    const { observations, failures } = await collectFrom(
      {
        now: () => book.at + 200_000,
        symbols: ['BTCUSDC'],
        scenario: {
          '/api/v3/depth': () => book.body,
          '/api/v3/ticker/24hr': () => tickers.find(({ symbol }) => symbol === 'BTCUSDC'),
          '/api/v3/klines': { status: 404, body: 'not recorded' },
        },
      },
      'BTCUSDC',
    );
    expect(failures).toMatchObject([{ series: ['bar_1h'], code: 'http.status.404' }]);
    expect(observations.map(({ series }) => series)).toEqual(['spot_price', 'spread_bps', 'ob_imbalance']);
    expect(observations[0]!.value).toBeCloseTo(9_900, -3);
  });

  it('the hour that Binance was down is a reported hole, and the silent bar before it is kept', async () => {
    const { observations, failures } = await collectFrom(
      {
        now: () => Date.UTC(2023, 2, 25, 0, 5),
        bars: { BTCUSDT: testDataPath('data/bars/binance-spot-BTCUSDT-1h-2022-2024.csv') },
      },
      'BTCUSDT',
    );
    const bars = observations.filter(({ series }) => series === 'bar_1h');
    expect(failures).toMatchObject([
      { code: 'data.gaps', reason: expect.stringContaining('1 from 2023-03-24T13:00') as string },
    ]);
    expect(bars).toHaveLength(998);
    const silent = bars.find(({ observed_at }) => observed_at === Date.UTC(2023, 2, 24, 12));
    expect(silent !== undefined && isBarValue(silent.value) ? silent.value.volume : null).toBe(0);
  });

  it('the change of the bulk files from milliseconds to microseconds leaves no seam', async () => {
    for (const month of ['2024-12', '2025-01']) {
      const path = testDataPath(`data/bars/binance-spot-BTCUSDT-1h-${month}.csv`);
      const rows = readFileSync(path, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => line.split(','));
      const last = Number(rows.at(-1)![0]) / (month === '2025-01' ? 1_000 : 1);
      const { observations, failures } = await collectFrom(
        {
          now: () => last + HOUR + 1,
          bars: { BTCUSDT: path },
          // As the vendor's file has them, whatever the unit.
          scenario: { '/api/v3/klines': () => rows },
        },
        'BTCUSDT',
      );
      expect(failures, month).toEqual([]);
      expect(
        observations.filter(({ series }) => series === 'bar_1h'),
        month,
      ).toHaveLength(744);
    }
  });
});
