import { seededRandom } from '../../src/core/ports/random.js';
import type { RegimeAssessment } from '../../src/core/regime/schema.js';
import type { ScoredForecast } from '../../src/evaluation/forecast.js';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** First decision of the rows below. */
export const T0 = Date.UTC(2024, 0, 1);

/** Scoring options with few resamples; windows of a day that do not overlap by default. */
export const options = (horizonMs = DAY, stepMs = DAY) => ({
  horizonMs,
  stepMs,
  random: seededRandom(1),
  samples: 200,
});

/** The i-th decision, with its outcome. */
export function row(i: number, probBull: number, outcome: 0 | 1, horizonReturn: number, stepMs = DAY): ScoredForecast {
  const decidedAt = T0 + i * stepMs;
  return {
    decidedAt,
    maturesAt: decidedAt + DAY,
    probBull,
    label: { outcome, horizonReturn, shareAbove: outcome },
    assessment: null,
  };
}

/** Calibrated by construction: the probability is drawn, uniform, then the outcome from it. */
export function calibrated(n: number, seed: number): ScoredForecast[] {
  const random = seededRandom(seed);
  return Array.from({ length: n }, (_, i) => {
    const p = random.next();
    const outcome = random.next() < p ? 1 : 0;
    return row(i, p, outcome, outcome === 1 ? 0.01 + random.next() / 100 : -0.01 - random.next() / 100);
  });
}

/** A reference that always says the same. */
export const constant = (rows: readonly ScoredForecast[], value: number) => rows.map(() => value);

/** Confidence is high where news_risk is above 0.5; only btc_sentiment (constant), news_risk and trend_strength are given. */
export function assessmentOf(newsRisk: number, trend: number | null): RegimeAssessment {
  return {
    horizon_hours: 24,
    base_asset: 'BTCUSDT',
    prob_bull: 0.5,
    prob_bear: 0.5,
    regime_label: 'neutral',
    confidence_level: newsRisk > 0.5 ? 'high' : 'low',
    scores: {
      global_sentiment: null,
      btc_sentiment: 0.2,
      altcoin_sentiment: null,
      onchain_pressure: null,
      liquidity_risk: null,
      news_risk: newsRisk,
      trend_strength: trend,
    },
    factors_summary: [],
    reasoning_short: '',
    timestamp_utc: null,
  };
}
