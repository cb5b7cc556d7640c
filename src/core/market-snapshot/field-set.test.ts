import { describe, expect, it } from 'vitest';
import type { Observation } from '../observation.js';
import { SERIES } from '../series.js';
import { SNAPSHOT_FIELDS } from './fields/index.js';
import { buildMarketSnapshot, fieldSetKey, fieldSetOf, HISTORICAL_FIELDS, keepFields } from './index.js';

const AT = Date.UTC(2024, 5, 1, 12);
const row = (series: Observation['series'], symbol: string, value: Observation['value']): Observation => ({
  series,
  symbol,
  value,
  observed_at: AT - 60_000 - SERIES[series].spanMs,
  available_at: AT - 60_000,
  source: 'test',
  retrieved_at: AT - 60_000,
});
const news = { source: 'S', title: 'Bitcoin moves', body: null, url: null, sentiment: null, impact_score: null };
const snapshot = buildMarketSnapshot(
  [row('spot_price', 'BTCUSDT', 100), row('spread_bps', 'BTCUSDT', 1), row('mvrv', 'BTC', 2), row('news', 'BTC', news)],
  { asOf: AT, baseAsset: 'BTCUSDT', horizonHours: 24 },
);

describe('the set of fields of a snapshot', () => {
  it('names what is there, sorted', () => {
    expect(fieldSetOf(snapshot)).toEqual(['market.spot_price', 'market.spread_bps', 'news', 'onchain.mvrv']);
    expect(fieldSetKey(snapshot)).toBe('market.spot_price,market.spread_bps,news,onchain.mvrv');
  });

  it('is cut down to the fields that history supplies, and says so', () => {
    const kept = keepFields(snapshot, HISTORICAL_FIELDS, 'no history supplies it');
    expect(fieldSetOf(kept)).toEqual(['market.spot_price', 'onchain.mvrv']);
    expect(kept.news).toEqual([]);
    for (const path of ['market.spread_bps', 'news']) {
      expect(kept.data_quality.fields[path]?.missing_because).toBe('left out: no history supplies it');
    }
    expect(kept.data_quality.fields['market.funding_rate'], 'what was missing keeps its reason').toEqual(
      snapshot.data_quality.fields['market.funding_rate'],
    );
    expect(fieldSetOf(keepFields(snapshot, [...HISTORICAL_FIELDS, 'news'], 'x'))).toContain('news');
    expect(fieldSetOf(snapshot), 'the snapshot itself is left alone').toHaveLength(4);
  });

  it('knows every field that it lists', () => {
    const all = Object.entries(SNAPSHOT_FIELDS).flatMap(([group, fields]) =>
      Object.keys(fields).map((name) => `${group}.${name}`),
    );
    for (const path of HISTORICAL_FIELDS) expect(all).toContain(path);
    expect(new Set(HISTORICAL_FIELDS).size).toBe(HISTORICAL_FIELDS.length);
  });
});
