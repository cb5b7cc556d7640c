import { describe, expect, it } from 'vitest';
import type { MarketSnapshot } from '../../../core/market-snapshot/schema.js';
import { buildMarketSnapshot, type Observation } from '../../../core/index.js';
import { seededRandom } from '../../../core/ports/random.js';
import { sampleSnapshot } from '../../fixtures/sample-snapshot.js';
import { dataEffect, dataEffectSchema, type DataEffectRow } from './data-effect.js';
import { reverseTrend, trendDirection } from './reverse-trend.js';
import { newsMood, oppositeNews, swapNews } from './swap-news.js';

const HOUR = 3_600_000;
const snapshot = sampleSnapshot();

describe('mirrored trend', () => {
  it('is what the mirrored path of prices gives', () => {
    const random = seededRandom(3);
    const asOf = Date.parse('2024-03-01T00:00:00Z');
    const closes = [100];
    for (let i = 1; i < 760; i++) closes.push(closes[i - 1]! * Math.exp((random.next() - 0.48) * 0.02));
    const last = closes.at(-1)!;
    const build = (path: readonly number[]): MarketSnapshot => {
      const rows = path.map((close, i): Observation => {
        const open = path[Math.max(0, i - 1)]!;
        const observed_at = asOf - (path.length - i) * HOUR;
        const value = {
          open,
          high: Math.max(open, close),
          low: Math.min(open, close),
          close,
          volume: 1,
          quote_volume: null,
        };
        return {
          series: 'bar_1h',
          symbol: 'BTCUSDT',
          value,
          observed_at,
          available_at: observed_at + HOUR,
          source: 's',
          retrieved_at: asOf,
        };
      });
      return buildMarketSnapshot(rows, { asOf, baseAsset: 'BTCUSDT', horizonHours: 24 });
    };
    const real = build(closes).market;
    const expected = build(closes.map((close) => (last * last) / close)).market;
    const mirrored = reverseTrend(build(closes)).market;
    for (const field of [
      'change_24h_pct',
      'return_1h_pct',
      'return_4h_pct',
      'return_7d_pct',
      'return_30d_pct',
    ] as const)
      expect(mirrored[field], field).toBeCloseTo(expected[field]!, 9);
    expect(mirrored.realized_vol).toBeCloseTo(expected.realized_vol!, 9);
    // Up to the variance of the path, here under a tenth of the distance.
    for (const field of ['distance_sma_24h_pct', 'distance_sma_7d_pct', 'distance_sma_30d_pct'] as const)
      expect(Math.abs(mirrored[field]! - expected[field]!), field).toBeLessThan(0.1 * Math.abs(real[field]!) + 0.05);
    expect(mirrored.rsi_14).toBeCloseTo(expected.rsi_14!, 0);
    expect(trendDirection(reverseTrend(build(closes)))).toBe(-trendDirection(build(closes)));
  });
  it('mirrored twice is the original; all else stays', () => {
    const once = reverseTrend(snapshot);
    expect(once.market.change_24h_pct).toBeCloseTo(16.55, 2);
    expect(once.market.rsi_14).toBeCloseTo(82.7, 9);
    const { spot_price, funding_rate, realized_vol, ob_imbalance } = snapshot.market;
    expect(once.market).toMatchObject({ spot_price, funding_rate, realized_vol, ob_imbalance });
    expect({ ...once, market: snapshot.market }).toEqual(snapshot);
    const twice = reverseTrend(once).market;
    for (const [name, value] of Object.entries<number | null>(snapshot.market)) {
      const now = (twice as Record<string, number | null>)[name];
      if (value === null) expect(now).toBeNull();
      else expect(now, name).toBeCloseTo(value, 9);
    }
  });
  it('keeps what is missing missing, and a fall of all as it is', () => {
    const market = { ...snapshot.market, return_7d_pct: null, rsi_14: null, return_1h_pct: -100 };
    expect(reverseTrend({ ...snapshot, market }).market).toMatchObject({
      return_7d_pct: null,
      rsi_14: null,
      return_1h_pct: -100,
    });
  });
  it('points the way most fields do', () => {
    expect(trendDirection(snapshot)).toBe(-1);
    expect(trendDirection(buildMarketSnapshot([], { asOf: 0, baseAsset: 'BTC', horizonHours: 24 }))).toBe(0);
  });
});

describe('swapped news', () => {
  const at = (
    timestamp_utc: string,
    sentiments: readonly (number | null)[],
    base_asset = 'BTCUSDT',
  ): MarketSnapshot => ({
    ...snapshot,
    base_asset,
    timestamp_utc,
    news: sentiments.map((sentiment, i) => ({
      source: 's',
      time_utc: new Date(Date.parse(timestamp_utc) - (i + 1) * HOUR).toISOString(),
      sentiment,
      impact_score: i === 0 ? 1 : null,
      text: `${timestamp_utc} ${i}`,
    })),
  });
  it('has a mood: the mean by impact', () => {
    expect(newsMood(at('2022-01-01T00:00:00Z', [1, -1, null]))).toBeCloseTo((1 - 0.5) / 1.5, 12);
    expect(newsMood(at('2022-01-01T00:00:00Z', [null]))).toBeNull();
  });
  it('comes from the moment whose mood is most nearly the opposite, not from within 48 hours', () => {
    const candidates = [
      at('2022-06-12T12:00:00Z', [0.6]),
      at('2022-05-01T00:00:00Z', [0.9]),
      at('2022-04-01T00:00:00Z', [0.5]),
      at('2022-03-01T00:00:00Z', [-0.6]),
      at('2022-02-01T00:00:00Z', [0.6], 'ETHUSDT'),
    ];
    expect(newsMood(snapshot)).toBeCloseTo(-0.5, 12);
    expect(oppositeNews(snapshot, candidates)).toBe(candidates[2]);
    expect(oppositeNews(at('2022-06-13T12:00:00Z', [null]), candidates)).toBeNull();
    expect(oppositeNews(snapshot, [candidates[0]!, candidates[3]!])).toBeNull();
  });
  it('is as old as it was, in another market', () => {
    const other = at('2022-04-01T00:00:00Z', [0.5, 0.7]);
    const swapped = swapNews(snapshot, other);
    expect(swapped.news.map((item) => item.text)).toEqual(other.news.map((item) => item.text));
    expect(swapped.news.map((item) => item.time_utc)).toEqual(['2022-06-13T11:00:00.000Z', '2022-06-13T10:00:00.000Z']);
    expect(swapped.market).toEqual(snapshot.market);
    expect(() => swapNews(snapshot, at('2022-04-01T00:00:00Z', [1], 'ETHUSDT'))).toThrow('one asset');
  });
});

describe('effect of changed data', () => {
  const row = (i: number, probBull: number, probBullChanged: number, direction: -1 | 0 | 1): DataEffectRow => ({
    decidedAt: i * HOUR,
    probBull,
    probBullChanged,
    direction,
  });
  const options = { random: seededRandom(1), overlap: 2 };
  it('counts by the direction of the change', () => {
    const rows = [
      row(0, 0.5, 0.7, 1),
      row(1, 0.5, 0.4, 1),
      row(2, 0.7, 0.5, -1),
      row(3, 0.5, 0.505, -1),
      row(4, 0.5, 0.9, 0),
    ];
    const effect = dataEffect('reversed-trend', rows, options);
    expect(dataEffectSchema.parse(effect)).toEqual(effect);
    expect(effect).toMatchObject({ n: 5, n_directed: 4, share_with_data: 0.5, share_against_data: 0.25 });
    expect(effect.mean_shift).toBeCloseTo((0.2 - 0.1 + 0.2 - 0.005) / 4, 12);
    expect(effect.share_unmoved).toBeCloseTo(0.2, 12);
    expect(effect.share_label_changed).toBeCloseTo(3 / 5, 12);
  });
  it('tells a reader of data from a reciter', () => {
    const random = seededRandom(4);
    const noise = () => (random.next() - 0.5) * 0.02;
    const rows = (pull: number) =>
      Array.from({ length: 200 }, (_, i) => {
        const direction = random.next() < 0.5 ? 1 : -1;
        return row(i, 0.5 + noise(), 0.5 + noise() + pull * direction, direction);
      });
    const reader = dataEffect('reversed-trend', rows(0.1), options);
    const [low, high] = reader.mean_shift_interval!;
    expect(low).toBeGreaterThan(0.09);
    expect(high).toBeLessThan(0.11);
    const reciter = dataEffect('reversed-trend', rows(0), options);
    expect(reciter.mean_shift_interval![0]).toBeLessThan(0);
    expect(reciter.mean_shift_interval![1]).toBeGreaterThan(0);
    expect(reciter.share_unmoved!).toBeGreaterThan(0.5);
  });
  it('says nothing where there is nothing', () => {
    expect(dataEffect('x', [], options)).toMatchObject({
      n: 0,
      share_with_data: null,
      mean_shift: null,
      mean_shift_interval: null,
      share_unmoved: null,
    });
  });
});
