import { describe, expect, it } from 'vitest';
import type { Observation } from '../observation.js';
import { SERIES, type SeriesName } from '../series.js';
import { buildMarketSnapshot, ObservationIndex } from './index.js';
import { combined, latest, netFlow, versusMonth, versusWeek } from './series-fields.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const AS_OF = Date.UTC(2024, 5, 1);
const row = (
  series: SeriesName,
  value: Observation['value'],
  daysAgo: number,
  more: Partial<Observation> = {},
): Observation => ({
  series,
  symbol: SERIES[series].about === 'market' ? '*' : 'BTC',
  value,
  observed_at: AS_OF - daysAgo * DAY,
  available_at: AS_OF - daysAgo * DAY,
  source: 'test',
  retrieved_at: AS_OF - daysAgo * DAY,
  ...more,
});
const reader = (...rows: Observation[]) => ({
  index: new ObservationIndex(rows),
  asOf: AS_OF,
  why: (series: SeriesName) => `nothing of ${series}`,
  of: { symbol: 'BTC', asset: 'BTC' },
});
const reasonOf = (field: { quality: { missing_because: string | null } }) => field.quality.missing_because;
const news = { source: 'Wire', title: 'T', body: null, url: null, sentiment: null, impact_score: null };

describe('the newest value', () => {
  it('is that of the pair, of its asset, of Bitcoin or of the whole market, as the series is about', () => {
    const of = { symbol: 'ETHUSDT', asset: 'ETH' };
    const rows = ['ETHUSDT', 'ETH', 'BTC', '*'].flatMap((symbol, i) =>
      (['spread_bps', 'mvrv', 'exchange_inflow', 'stablecoin_supply'] as const).map((series) =>
        row(series, i, SERIES[series].spanMs === 0 ? 0 : 2, { symbol }),
      ),
    );
    const value = (series: SeriesName) => latest(series)({ ...reader(...rows), of }).value;
    expect([value('spread_bps'), value('mvrv'), value('exchange_inflow'), value('stablecoin_supply')]).toEqual([
      0, 1, 2, 3,
    ]);
  });

  it('is there, or says why not', () => {
    expect(latest('mvrv')(reader(row('mvrv', 2, 3), row('mvrv', 1, 4))).value).toBe(2);
    expect(reasonOf(latest('mvrv')(reader()))).toBe('nothing of mvrv');
    expect(reasonOf(latest('mvrv')(reader(row('mvrv', news, 1))))).toBe('nothing of mvrv');
    expect(reasonOf(latest('mvrv')(reader(row('mvrv', 2, 30))))).toMatch(/^stale: the last mvrv is 29 d old/);
  });

  it('of two series needs both, and is as old as the older', () => {
    const both = (...rows: Observation[]) =>
      combined('mark_price', 'index_price', (mark, at) => mark - at)(reader(...rows));
    const mark = row('mark_price', 105, 0, { source: 'mark' });
    const index = row('index_price', 100, 0, { source: 'index' });
    expect(both(mark, index)).toMatchObject({ value: 5, quality: { source: 'mark' } });
    const older = { observed_at: AS_OF - 2_000 };
    expect(both(mark, { ...index, ...older }).quality).toMatchObject({ source: 'index', age_seconds: 2 });
    expect(both({ ...mark, ...older }, index).quality).toMatchObject({ source: 'mark', age_seconds: 2 });
    expect(reasonOf(both(index))).toBe('nothing of mark_price');
    expect(reasonOf(both(mark))).toBe('nothing of index_price');
  });

  it('that is no finite number is missing', () => {
    const field = combined(
      'mark_price',
      'index_price',
      (mark, at) => mark / at,
    )(reader(row('mark_price', 105, 0), row('index_price', 0, 0)));
    expect(field.value).toBeNull();
    expect(reasonOf(field)).toBe('not computable from mark_price: the result is not a finite number');
  });
});

describe('net flow', () => {
  const inflow = (value: Observation['value'], ago: number) => row('exchange_inflow', value, ago);
  const outflow = (value: Observation['value'], ago: number) => row('exchange_outflow', value, ago);

  it('is that of the newest day with both', () => {
    expect(
      netFlow(
        'exchange_inflow',
        'exchange_outflow',
      )(reader(inflow(9, 1), inflow(5, 2), outflow(3, 2), inflow(7, 3), outflow(1, 3))).value,
    ).toBe(2);
    expect(
      netFlow(
        'exchange_inflow',
        'exchange_outflow',
      )(reader(inflow(news, 1), outflow(3, 1), inflow(7, 3), outflow(1, 3))).value,
    ).toBe(6);
    expect(
      netFlow(
        'exchange_inflow',
        'exchange_outflow',
      )(reader(inflow(4, 1), outflow(news, 1), inflow(7, 3), outflow(1, 3))).value,
    ).toBe(6);
  });

  it('says why there is none', () => {
    expect(reasonOf(netFlow('exchange_inflow', 'exchange_outflow')(reader(inflow(9, 1), outflow(3, 2))))).toBe(
      'nothing of exchange_inflow',
    );
    expect(reasonOf(netFlow('exchange_inflow', 'exchange_outflow')(reader(inflow(9, 11.5), outflow(3, 11.5))))).toMatch(
      /^stale: the last exchange_inflow is 10 d 12 h old/,
    );
  });
});

describe('against the month before', () => {
  const days = (count: number, value: number) => Array.from({ length: count }, (_, i) => row('mvrv', value, i + 2));

  it('needs 27 of its 30 days', () => {
    expect(versusMonth('mvrv')(reader(row('mvrv', 3, 1), ...days(27, 2))).value).toBeCloseTo(1.5, 12);
    expect(reasonOf(versusMonth('mvrv')(reader(row('mvrv', 3, 1), ...days(26, 2))))).toBe(
      'only 26 of the 30 days of mvrv before it are there',
    );
    // Two rows of a day are one day.
    expect(reasonOf(versusMonth('mvrv')(reader(row('mvrv', 3, 1), ...days(26, 2), row('mvrv', 2, 2.25))))).toBe(
      'only 26 of the 30 days of mvrv before it are there',
    );
    expect(reasonOf(versusMonth('mvrv')(reader()))).toBe('nothing of mvrv');
  });

  it('needs a mean above 0', () => {
    for (const value of [0, -1]) {
      expect(reasonOf(versusMonth('mvrv')(reader(row('mvrv', 3, 1), ...days(30, value))))).toBe(
        'the 30-day mean of mvrv is not positive',
      );
    }
  });
});

describe('against a week before', () => {
  const change = (...rows: Observation[]) =>
    versusWeek('fear_greed', (now, then) => now - then)(reader(row('fear_greed', 50, 0), ...rows));

  it.each<[string, [value: number, ago: number][], number]>([
    ['the row of that day', [[10, 7]], 40],
    ['a day more is near enough', [[10, 8]], 40],
    ['a day less is near enough', [[10, 6]], 40],
    [
      'the nearer of two, the earlier',
      [
        [10, 7.25],
        [20, 6.5],
      ],
      40,
    ],
    [
      'the nearer of two, the later',
      [
        [10, 7.5],
        [20, 6.75],
      ],
      30,
    ],
    [
      'the first of two that are equally near',
      [
        [10, 7.5],
        [20, 6.5],
      ],
      40,
    ],
  ])('%s', (_, rows, expected) => {
    expect(change(...rows.map(([value, ago]) => row('fear_greed', value, ago))).value).toBe(expected);
  });

  it('says why there is none', () => {
    const reason = 'no fear_greed of 7 days before is there';
    for (const ago of [5.9, 8.1]) expect(reasonOf(change(row('fear_greed', 10, ago)))).toBe(reason);
    expect(reasonOf(change())).toBe(reason);
    expect(reasonOf(change(row('fear_greed', news, 7)))).toBe(reason);
    expect(reasonOf(versusWeek('fear_greed', (now) => now)(reader()))).toBe('nothing of fear_greed');
  });
});

describe('what a snapshot takes from where', () => {
  const options = { asOf: AS_OF, baseAsset: 'BTCUSDT', horizonHours: 24 };
  const pair = { symbol: 'BTCUSDT' };
  const snapshot = (...rows: Observation[]) => buildMarketSnapshot(rows, options);

  it('one series for each field', () => {
    const { market, onchain } = snapshot(
      row('funding_rate_next', 0.0003, 0, pair),
      row('open_interest_usd', 5e9, 0, pair),
      row('spread_bps', 1.5, 0, pair),
      row('ob_imbalance', -0.25, 0, pair),
      row('mvrv', 2.5, 1),
      ...Array.from({ length: 31 }, (_, i) => row('transactions', i === 0 ? 30 : 20, i + 1)),
      ...Array.from({ length: 31 }, (_, i) => row('hash_rate', i === 0 ? 50 : 20, i + 1)),
      ...Array.from({ length: 31 }, (_, i) => row('open_interest_base', i === 0 ? 40 : 20, i, pair)),
    );
    expect(market).toMatchObject({
      funding_rate_next: 0.0003,
      open_interest: 5e9,
      open_interest_vs_30d: 2,
      spread_bps: 1.5,
      ob_imbalance: -0.25,
    });
    expect(onchain).toMatchObject({ mvrv: 2.5, transactions_vs_30d: 1.5, hash_rate_vs_30d: 2.5 });
  });

  it('the live price where it is fresh, else the close of the last bar', () => {
    const open = { ...pair, observed_at: AS_OF - HOUR };
    const bar = { open: 1, high: 3, low: 1, close: 2, volume: 1, quote_volume: null };
    expect(snapshot(row('spot_price', 7, 0, pair), row('bar_1h', bar, 0, open)).market.spot_price).toBe(7);
    expect(snapshot(row('bar_1h', bar, 0, open)).market.spot_price).toBe(2);
    expect(snapshot(row('bar_1h', 5, 0, open)).market.spot_price).toBeNull();
    expect(snapshot(row('bar_1h', 5, 0, open)).market.return_1h_pct).toBeNull();
  });

  it('the other count of addresses, with its own source', () => {
    const month = (series: SeriesName, newest: number) =>
      Array.from({ length: 31 }, (_, i) => row(series, i === 0 ? newest : 10, i + 1, { source: series }));
    const field = 'onchain.active_addresses_vs_30d';
    const both = snapshot(...month('active_addresses', 12), ...month('unique_addresses', 30));
    expect(both.onchain.active_addresses_vs_30d).toBeCloseTo(1.2, 12);
    const one = snapshot(...month('unique_addresses', 30));
    expect(one.onchain.active_addresses_vs_30d).toBe(3);
    expect(one.data_quality.fields[field]?.source).toBe('unique_addresses');
    const none = snapshot(row('active_addresses', 12, 1));
    expect(none.data_quality.fields[field]?.missing_because).toBe(
      'only 0 of the 30 days of active_addresses before it are there',
    );
  });

  it('gives each absent field its reason', () => {
    const { data_quality } = snapshot();
    const because = (field: string) => data_quality.fields[field]?.missing_because;
    for (const field of ['market.btc_dominance', 'market.stablecoin_flows_ex', 'onchain.whale_transfers']) {
      expect(because(field)).toBe('no free source offers it');
    }
    expect(because('onchain.new_addresses_vs_30d')).toBe('no free source offers it');
    for (const field of ['market.spot_price', 'market.rsi_14', 'macro_context.fear_greed_index', 'news']) {
      expect(because(field)).toBe('no observation of it was known at this time');
    }
    expect(data_quality).toMatchObject({ failures: [], demo: false });
    expect(buildMarketSnapshot([], { ...options, demo: true }).data_quality.demo).toBe(true);
  });

  it('joins what several sources say of one series', () => {
    const failure = (source: string, reason: string) => ({ source, series: ['mvrv'] as const, code: 'x', reason });
    const { data_quality } = buildMarketSnapshot([], {
      ...options,
      failures: [failure('one', 'is down.'), failure('two', 'two is not asked')],
    });
    expect(data_quality.fields['onchain.mvrv']?.missing_because).toBe('one: is down; two is not asked');
  });

  it('says that a copy of a revised series would see the future', () => {
    const later = { available_at: AS_OF + DAY, retrieved_at: AS_OF + DAY };
    const { data_quality } = snapshot(row('exchange_inflow', 9, 1, later), row('exchange_outflow', 9, 1, later));
    expect(data_quality.fields['onchain.exchange_netflows_btc']?.missing_because).toBe(
      'exchange_inflow is revised by its publisher, and the oldest copy at hand was retrieved later (2024-06-02T00:00:00.000Z): it would see the future',
    );
  });

  it('refuses a horizon by name', () => {
    expect(buildMarketSnapshot([], { ...options, horizonHours: 8_760 }).horizon_hours).toBe(8_760);
    expect(() => buildMarketSnapshot([], { ...options, horizonHours: 8_761 })).toThrow(
      expect.objectContaining({
        code: 'horizon.invalid',
        where: 'horizon_hours',
        message: 'horizon_hours is 8761: it must be above 0 and at most 8760.',
      }),
    );
  });
});
