import { describe, expect, it } from 'vitest';
import { buildMarketSnapshot, type MarketSnapshot } from '../../core/market-snapshot/index.js';
import { regimeAssessmentSchema } from '../../core/regime/schema.js';
import { heuristicAssessment, heuristicModel } from './heuristic.js';

const empty = buildMarketSnapshot([], { asOf: Date.UTC(2024, 0, 1), baseAsset: 'BTCUSDT', horizonHours: 24 });

function snapshot(market: Partial<MarketSnapshot['market']>, more: Partial<MarketSnapshot> = {}): MarketSnapshot {
  return { ...empty, market: { ...empty.market, ...market }, ...more };
}
const rising = { change_24h_pct: 4, return_7d_pct: 12, distance_sma_30d_pct: 9, realized_vol: 0.5 };
const falling = { change_24h_pct: -4, return_7d_pct: -12, distance_sma_30d_pct: -9, realized_vol: 0.5 };

describe('heuristic baseline', () => {
  it('gives a valid document that mirrors with the market', () => {
    const up = regimeAssessmentSchema.parse(heuristicAssessment(snapshot(rising)));
    const down = regimeAssessmentSchema.parse(heuristicAssessment(snapshot(falling)));
    expect(up.prob_bull).toBeGreaterThan(0.6);
    expect(up.regime_label).toBe('bull');
    expect(down.prob_bear).toBeCloseTo(up.prob_bull, 10);
    expect(down.regime_label).toBe('bear');
    expect(up.prob_bull + up.prob_bear).toBe(1);
  });
  it('never leans beyond its bounds', () => {
    const wild = heuristicAssessment(
      snapshot({
        change_24h_pct: 1e6,
        return_7d_pct: 1e6,
        distance_sma_30d_pct: 1e6,
        realized_vol: 1e-9,
        funding_rate: -1,
      }),
    );
    expect(wild.prob_bull).toBeLessThanOrEqual(0.72);
    expect(wild.confidence_level).not.toBe('high');
  });
  it('reads crowding, flows and extreme fear against the crowd', () => {
    const probBull = (more: Partial<MarketSnapshot>, market: Partial<MarketSnapshot['market']> = {}) =>
      heuristicAssessment(snapshot({ return_7d_pct: 0, ...market }, more)).prob_bull;
    const neutral = probBull({});
    expect(neutral).toBe(0.5);
    expect(probBull({}, { funding_rate: 0.002 })).toBeLessThan(neutral);
    expect(probBull({ onchain: { ...empty.onchain, exchange_netflows_btc: 20_000 } })).toBeLessThan(neutral);
    expect(probBull({ onchain: { ...empty.onchain, stablecoin_supply_change_pct: 2 } })).toBeGreaterThan(neutral);
    expect(probBull({ macro_context: { fear_greed_index: 5, fear_greed_change_7d: null } })).toBeGreaterThan(neutral);
    expect(probBull({ macro_context: { fear_greed_index: 95, fear_greed_change_7d: null } })).toBeLessThan(neutral);
    expect(probBull({ macro_context: { fear_greed_index: 50, fear_greed_change_7d: null } })).toBe(neutral);
  });
  it('leaves a score null where it has no input', () => {
    const { scores } = heuristicAssessment(snapshot(rising));
    expect(scores).toMatchObject({
      global_sentiment: null,
      altcoin_sentiment: null,
      onchain_pressure: null,
      news_risk: null,
    });
    const item = { source: 'a', time_utc: empty.timestamp_utc, impact_score: null, text: 't' };
    const news = [
      { ...item, sentiment: -0.9 },
      { ...item, sentiment: 0.4 },
      { ...item, sentiment: null },
    ];
    expect(heuristicAssessment(snapshot(rising, { news })).scores.news_risk).toBeCloseTo(0.4, 12);
  });
  it('sees more risk in a wide spread and a wild market', () => {
    const risk = (market: Partial<MarketSnapshot['market']>) =>
      heuristicAssessment(snapshot({ ...rising, ...market })).scores.liquidity_risk!;
    expect(risk({ spread_bps: 15 })).toBeGreaterThan(risk({ spread_bps: 1 }));
    expect(risk({ realized_vol: 2 })).toBeGreaterThan(risk({ realized_vol: 0.4 }));
    expect(risk({ spread_bps: 1e6, realized_vol: 50 })).toBeLessThan(0.9);
  });
  it('has no opinion without price history', () => {
    expect(() => heuristicAssessment(empty)).toThrow('price history');
  });
  it('is labelled as a baseline', async () => {
    const decision = await heuristicModel.assess(snapshot(rising));
    expect(decision.model).toEqual({ id: 'baseline/heuristic-1', kind: 'baseline', version: null });
    expect(decision.assessment.reasoning_short).toContain('not a language model');
  });
});
