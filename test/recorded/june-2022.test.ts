import { describe, expect, it } from 'vitest';
import { buildMarketSnapshot, ObservationIndex } from '../../src/core/market-snapshot/index.js';
import type { TextRequest } from '../../src/core/ports/text-model.js';
import { evaluateRegimeAndSize } from '../../src/core/regime-engine/evaluate.js';
import { heuristicModel } from '../../src/evaluation/baselines/heuristic.js';
import { recordedHistory } from '../support/recorded-history.js';
import { hasTestData, SKIP_REASON } from '../support/test-data.js';

/** Three days into the fall from 30,000 to 20,000: bars, funding, chain, mood and headlines as they were recorded. */
const AS_OF = Date.UTC(2022, 5, 15, 12);

describe.skipIf(!hasTestData)(`the market of 2022-06-15 12:00 UTC${hasTestData ? '' : ` (${SKIP_REASON})`}`, () => {
  const index = hasTestData ? new ObservationIndex(recordedHistory()) : new ObservationIndex([]);
  const snapshot = buildMarketSnapshot(index, { asOf: AS_OF, baseAsset: 'BTCUSDT', horizonHours: 24 });

  it('shows what was known then', () => {
    const { market, onchain, macro_context, news, data_quality } = snapshot;
    // The closes of the 11:00 bars of the 15th and the 14th.
    expect(market.spot_price).toBe(21_177.03);
    expect(market.change_24h_pct).toBeCloseTo((21_177.03 / 21_994.56 - 1) * 100, 10);
    expect(market.return_7d_pct).toBeLessThan(-20);
    expect(market.realized_vol).toBeGreaterThan(0.8);
    expect(market.rsi_14).toBeLessThan(50);
    expect(market.funding_rate).toBeTypeOf('number');
    expect(data_quality.fields['market.funding_rate']).toMatchObject({
      observed_at: '2022-06-15T08:00:00.000Z',
      age_seconds: 14_400,
    });
    // The day of June 14 was complete at 05:12 UTC on the 15th: 87,007 coins in, 137,739 out.
    expect(data_quality.fields['onchain.exchange_netflows_btc']?.observed_at).toBe('2022-06-14T00:00:00.000Z');
    expect(onchain.exchange_netflows_btc).toBeCloseTo(87_007.19502674 - 137_739.15201693, 6);
    expect(onchain.active_addresses_vs_30d).toBeGreaterThan(1);
    expect(macro_context.fear_greed_index).toBe(7);
    expect(news.length).toBeGreaterThan(10);
    for (const item of news) expect(Date.parse(item.time_utc) + 15 * 60_000).toBeLessThanOrEqual(AS_OF);
  });

  it('names what no recording holds', () => {
    for (const path of [
      'market.open_interest',
      'market.spread_bps',
      'market.perp_spot_basis_bps',
      'onchain.stablecoin_supply_change_pct',
    ]) {
      expect(snapshot.data_quality.fields[path]?.missing_because, path).toBeTruthy();
    }
  });

  it('goes through prompt, model and sizing', async () => {
    const requests: TextRequest[] = [];
    const model = {
      id: 'test/fixed',
      generate(request: TextRequest) {
        requests.push(request);
        const text =
          '```json\n{"prob_bull": 0.3, "prob_bear": 0.7, "confidence_level": "medium", "scores": {"liquidity_risk": 0.5, "news_risk": 0.6, "trend_strength": 0.7, "btc_sentiment": -0.6}}\n```';
        return Promise.resolve({
          text,
          finishReason: 'stop' as const,
          usage: { prompt_tokens: 1, completion_tokens: 1 },
          latencyMs: 1,
          costUsd: 0,
          provider: 'test',
          model: 'fixed',
          modelVersion: null,
          replayed: false,
        });
      },
    };
    const out = await evaluateRegimeAndSize(snapshot, model, { baseSize: 0.1, kMax: 2, newsCap: 0.25 });
    expect(requests).toHaveLength(2);
    expect(requests[0]!.user).toMatch(/^price: 2\d{4}$/m);
    expect(out.llm_output.regime_label).toBe('bear');
    // d = −(0.4 − 0.1)/0.9 = −1/3; short: (1 + 1/3)·(1 + 0.5·0.6)·(1 + 0.7·(1/3)·0.7)·(1 − 0.7·0.6) with and without news.
    expect(out.k_short).toBeCloseTo((4 / 3) * 1.3 * (1 + (0.7 * 0.7) / 3) * 0.58, 12);
    expect(out.k_long).toBeCloseTo((2 / 3) * 0.58, 12);
    const baseline = await evaluateRegimeAndSize(snapshot, heuristicModel, { baseSize: 0.1, kMax: 2 });
    expect(baseline.llm_output.prob_bear).toBeGreaterThan(0.5);
    expect(baseline.pos_short).toBeGreaterThan(baseline.pos_long);
  });

  it('builds a thousand snapshots from one index, each as of its own hour', () => {
    let withFunding = 0;
    for (let i = 0; i < 1_000; i++) {
      const asOf = Date.UTC(2022, 2, 1) + i * 3_600_000;
      const { market, data_quality } = buildMarketSnapshot(index, { asOf, baseAsset: 'BTCUSDT', horizonHours: 24 });
      expect(market.spot_price).not.toBeNull();
      for (const [path, quality] of Object.entries(data_quality.fields)) {
        if (quality.observed_at !== null) expect(Date.parse(quality.observed_at), path).toBeLessThanOrEqual(asOf);
      }
      if (market.funding_rate !== null) withFunding++;
    }
    expect(withFunding).toBe(1_000);
  });
});
