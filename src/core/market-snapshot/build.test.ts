import { describe, expect, it } from 'vitest';
import type { BarValue, Observation } from '../observation.js';
import type { SeriesName } from '../series.js';
import { buildMarketSnapshot, marketSnapshotSchema, ObservationIndex } from './index.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const AS_OF = Date.UTC(2024, 5, 1, 12);
const options = { asOf: AS_OF, baseAsset: 'BTCUSDT', horizonHours: 24 };

function row(
  series: SeriesName,
  value: Observation['value'],
  observedAt: number,
  more: Partial<Observation> = {},
): Observation {
  return {
    series,
    symbol: 'BTCUSDT',
    value,
    observed_at: observedAt,
    available_at: observedAt,
    source: 'test',
    retrieved_at: observedAt,
    ...more,
  };
}

const bar = (close: number, more: Partial<BarValue> = {}): BarValue => ({
  open: close,
  high: close,
  low: close,
  close,
  volume: 1,
  quote_volume: close,
  ...more,
});

/** Hourly bars that end with the one closing at AS_OF; `close(i)` for i hours before it. */
function bars(hours: number, close: (ago: number) => number): Observation[] {
  return Array.from({ length: hours }, (_, i) => {
    const ago = hours - 1 - i;
    const open = AS_OF - (ago + 1) * HOUR;
    return row('bar_1h', bar(close(ago)), open, { available_at: open + HOUR });
  });
}

const daily = (series: SeriesName, days: number, value: (ago: number) => number, symbol = 'BTC'): Observation[] =>
  Array.from({ length: days }, (_, i) => {
    const ago = days - i;
    return row(series, value(ago), Math.floor(AS_OF / DAY) * DAY - ago * DAY, { symbol });
  });

describe('fields from bars', () => {
  it('computes returns, volume and means from the bars that end at the decision', () => {
    const { market, data_quality } = buildMarketSnapshot(
      bars(800, (ago) => 100 + (800 - ago)),
      options,
    );
    const last = 900;
    expect(market.spot_price).toBe(last);
    expect(market.return_1h_pct).toBeCloseTo((last / (last - 1) - 1) * 100, 12);
    expect(market.change_24h_pct).toBeCloseTo((last / (last - 24) - 1) * 100, 12);
    expect(market.return_30d_pct).toBeCloseTo((last / (last - 720) - 1) * 100, 12);
    expect(market.volume_24h_usd).toBeCloseTo((24 * (2 * last - 23)) / 2, 9);
    expect(market.distance_sma_24h_pct).toBeCloseTo((last / (last - 11.5) - 1) * 100, 12);
    expect(market.rsi_14).toBe(100);
    expect(data_quality.fields['market.change_24h_pct']).toEqual({
      source: 'test',
      observed_at: new Date(AS_OF - HOUR).toISOString(),
      age_seconds: 0,
      stale: false,
      missing_because: null,
    });
  });
  it('annualises hourly volatility over 8,760 hours', () => {
    // Alternating ±1 % log returns: 168 of them, mean 0, sample deviation 0.01·sqrt(168/167).
    const snapshot = buildMarketSnapshot(
      bars(200, (ago) => 100 * Math.exp(ago % 2 === 0 ? 0.01 : 0)),
      options,
    );
    expect(snapshot.market.realized_vol).toBeCloseTo(0.01 * Math.sqrt((168 / 167) * 8_760), 10);
  });
  it('estimates turnover at the typical price where the source gives none', () => {
    const rows = bars(30, () => 100).map((r) => ({
      ...r,
      value: bar(100, { high: 110, low: 96, volume: 2, quote_volume: null }),
    }));
    expect(buildMarketSnapshot(rows, options).market.volume_24h_usd).toBeCloseTo(24 * 2 * 102, 9);
  });
  it('says which bar is missing rather than taking its neighbour', () => {
    const rows = bars(800, () => 100).filter((r) => r.observed_at !== AS_OF - HOUR - DAY);
    const { market, data_quality } = buildMarketSnapshot(rows, options);
    expect(market.change_24h_pct).toBeNull();
    expect(data_quality.fields['market.change_24h_pct']?.missing_because).toContain(
      new Date(AS_OF - HOUR - DAY).toISOString(),
    );
    expect(market.distance_sma_7d_pct).toBe(0);
  });
  it('needs 95 % of a window', () => {
    const { market, data_quality } = buildMarketSnapshot(
      bars(150, () => 100),
      options,
    );
    expect(market.rsi_14).toBeNull();
    expect(data_quality.fields['market.rsi_14']?.missing_because).toBe(
      'only 150 of the 168 hourly bars it needs are there',
    );
  });
  it('drops bars that closed more than two intervals ago', () => {
    const { market, data_quality } = buildMarketSnapshot(
      bars(800, () => 100),
      { ...options, asOf: AS_OF + 2 * HOUR + 1_000 },
    );
    expect(market.spot_price).toBeNull();
    expect(market.change_24h_pct).toBeNull();
    expect(data_quality.fields['market.spot_price']?.missing_because).toMatch(/^stale: the last bar_1h is 2 h/);
  });
});

describe('what was known', () => {
  it('uses nothing before it was available', () => {
    const rows = [
      ...bars(800, () => 100),
      row('funding_rate', 0.0001, AS_OF - HOUR),
      row('funding_rate', 0.0009, AS_OF - 60_000, { available_at: AS_OF + 1 }),
    ];
    expect(buildMarketSnapshot(rows, options).market.funding_rate).toBe(0.0001);
    expect(buildMarketSnapshot(rows, { ...options, asOf: AS_OF + 1 }).market.funding_rate).toBe(0.0009);
  });
  it('ignores a row that speaks of the future', () => {
    const rows = [row('spot_price', 90, AS_OF), row('spot_price', 100, AS_OF + 1, { available_at: AS_OF - 5 })];
    expect(buildMarketSnapshot(rows, options).market.spot_price).toBe(90);
  });
  it('takes the version that was known, not the revision that came later', () => {
    const day = Math.floor(AS_OF / DAY) * DAY - DAY;
    const flow = (value: number, availableAt: number) =>
      row('exchange_inflow', value, day, { symbol: 'BTC', available_at: availableAt, retrieved_at: availableAt });
    const rows = [
      flow(500, AS_OF - 10),
      flow(900, AS_OF + DAY),
      row('exchange_outflow', 200, day, { symbol: 'BTC', available_at: AS_OF - 10 }),
    ];
    expect(buildMarketSnapshot(rows, options).onchain.exchange_netflows_btc).toBe(300);
    expect(buildMarketSnapshot(rows, { ...options, asOf: AS_OF + DAY }).onchain.exchange_netflows_btc).toBe(700);
  });
  it('does not change when the future does', () => {
    const past = [...bars(800, (ago) => 100 + Math.sin(ago)), ...daily('fear_greed', 20, (ago) => 40 + ago, '*')];
    const future = bars(48, () => 1).map((r) => ({
      ...r,
      observed_at: r.observed_at + 48 * HOUR,
      available_at: r.available_at + 48 * HOUR,
    }));
    expect(buildMarketSnapshot([...future, ...past], options)).toEqual(buildMarketSnapshot(past, options));
  });
  it('gives the same from an index as from rows', () => {
    const rows = bars(800, (ago) => 100 + Math.cos(ago));
    expect(buildMarketSnapshot(new ObservationIndex(rows), options)).toEqual(buildMarketSnapshot(rows, options));
  });
});

describe('fields from series', () => {
  it('never mixes the days of inflow and outflow', () => {
    const rows = [
      ...daily('exchange_inflow', 5, (ago) => 1_000 * ago),
      ...daily('exchange_outflow', 5, (ago) => 100 * ago).filter((_, i) => i < 3),
    ];
    expect(buildMarketSnapshot(rows, options).onchain.exchange_netflows_btc).toBe(2_700);
  });
  it('compares with the mean of the 30 days before', () => {
    const rows = daily('active_addresses', 31, (ago) => (ago === 1 ? 120 : 100));
    expect(buildMarketSnapshot(rows, options).onchain.active_addresses_vs_30d).toBeCloseTo(1.2, 12);
  });
  it('falls back to the other count of addresses, each against its own past', () => {
    const rows = [...daily('active_addresses', 5, () => 1), ...daily('unique_addresses', 31, () => 1_000)];
    const { onchain, data_quality } = buildMarketSnapshot(rows, options);
    expect(onchain.active_addresses_vs_30d).toBe(1);
    expect(data_quality.fields['onchain.active_addresses_vs_30d']?.missing_because).toBeNull();
  });
  it('takes the basis from mark and index, and its age from the older', () => {
    const rows = [row('mark_price', 101, AS_OF - 1_000), row('index_price', 100, AS_OF - 60_000)];
    const { market, data_quality } = buildMarketSnapshot(rows, options);
    expect(market.perp_spot_basis_bps).toBeCloseTo(100, 9);
    expect(data_quality.fields['market.perp_spot_basis_bps']?.age_seconds).toBe(60);
  });
  it('compares stablecoins and fear with a week before', () => {
    const rows = [
      ...daily('stablecoin_supply', 10, (ago) => (ago === 1 ? 102 : 100), '*'),
      ...daily('fear_greed', 10, (ago) => (ago === 1 ? 30 : 50), '*'),
    ];
    const { onchain, macro_context } = buildMarketSnapshot(rows, options);
    expect(onchain.stablecoin_supply_change_pct).toBeCloseTo(2, 12);
    expect(macro_context).toEqual({ fear_greed_index: 30, fear_greed_change_7d: -20 });
  });
  it('marks what is older than usual, and drops what is too old', () => {
    const funding = (ago: number) => buildMarketSnapshot([row('funding_rate', 0.0002, AS_OF - ago)], options);
    expect(funding(10 * HOUR).data_quality.fields['market.funding_rate']).toMatchObject({
      stale: true,
      age_seconds: 36_000,
      missing_because: null,
    });
    expect(funding(3 * DAY).market.funding_rate).toBeNull();
  });
});

describe('news', () => {
  const news = (title: string, minutesAgo: number, more: Partial<Observation> = {}) =>
    row(
      'news',
      { source: 'Wire', title, body: null, url: null, sentiment: null, impact_score: null },
      AS_OF - minutesAgo * 60_000,
      { symbol: 'BTC', ...more },
    );
  it('shows the last 48 hours, newest first, each story once', () => {
    const rows = [
      news('Old', 49 * 60),
      news('ETF sees inflows', 30),
      news('ETF sees INFLOWS!', 90, { symbol: '*', source: 'other' }),
      news('Second', 10),
    ];
    const snapshot = buildMarketSnapshot(rows, options);
    expect(snapshot.news.map((item) => item.text)).toEqual(['Second', 'ETF sees INFLOWS!']);
    expect(snapshot.data_quality.fields.news).toMatchObject({ source: 'other, test', missing_because: null });
  });
  it('keeps headlines of the same minute and leaves another asset’s out', () => {
    const rows = [news('One', 5), news('Two', 5), news('Three', 5, { symbol: 'ETH' })];
    expect(buildMarketSnapshot(rows, options).news).toHaveLength(2);
  });
});

describe('nothing there', () => {
  const empty = buildMarketSnapshot([], {
    ...options,
    failures: [
      {
        source: 'binance-futures',
        series: ['funding_rate'],
        code: 'http.status.451',
        reason: 'not offered in this country',
      },
    ],
  });
  it('is all null, each with its reason, and valid', () => {
    expect(marketSnapshotSchema.parse(empty)).toEqual(empty);
    const values = [
      ...Object.values(empty.market),
      ...Object.values(empty.onchain),
      ...Object.values(empty.macro_context),
    ];
    expect(values.every((value) => value === null)).toBe(true);
    const paths = Object.keys(empty.data_quality.fields);
    expect(paths).toHaveLength(values.length + 1);
    for (const path of paths) expect(empty.data_quality.fields[path]?.missing_because, path).toBeTruthy();
  });
  it('repeats what the source said', () => {
    expect(empty.data_quality.fields['market.funding_rate']?.missing_because).toBe(
      'binance-futures: not offered in this country',
    );
    expect(empty.data_quality.failures).toEqual([
      { source: 'binance-futures', code: 'http.status.451', reason: 'not offered in this country' },
    ]);
  });
});

describe('wrong options', () => {
  it.each([0, -4, NaN, Infinity, 9_000])('horizon %s', (horizonHours) => {
    expect(() => buildMarketSnapshot([], { ...options, horizonHours })).toThrow('horizon_hours');
  });
  it.each(['', 'B', 'BTC USDT', 'USDT', '../etc/passwd', 'BTCETHDOGE', 'BTC/XYZ', 'BTC/USDT/X', '/USDT'])(
    'base asset %j',
    (baseAsset) => {
      expect(() => buildMarketSnapshot([], { ...options, baseAsset })).toThrow('base_asset');
    },
  );
  it('understands the usual spellings', () => {
    for (const baseAsset of ['btc', 'BTC/USDT', 'btc-usdt', ' BTCUSDT ']) {
      expect(buildMarketSnapshot([], { ...options, baseAsset }).base_asset).toBe('BTCUSDT');
    }
  });
});
