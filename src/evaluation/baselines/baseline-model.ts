import { LlmTradingError } from '../../core/errors.js';
import type { MarketSnapshot } from '../../core/market-snapshot/schema.js';
import type { RegimeModel } from '../../core/ports/regime-model.js';
import { regimeLabelOf, type RegimeAssessment, type RegimeScores } from '../../core/regime/schema.js';

/** A baseline's opinion about a snapshot: a probability, and where it comes from. */
export interface BaselineOpinion {
  /** Of bull, 0 … 1. */
  readonly probBull: number;
  /** One plain sentence: what the number was taken from. */
  readonly reason: string;
}

/** A baseline judges the probability alone. */
const NO_SCORES: RegimeScores = {
  global_sentiment: null,
  btc_sentiment: null,
  altcoin_sentiment: null,
  onchain_pressure: null,
  liquidity_risk: null,
  news_risk: null,
  trend_strength: null,
};

/** The document of an opinion that is a probability and nothing else: no scores, low confidence. */
export function probabilityAssessment(
  snapshot: MarketSnapshot,
  { probBull, reason }: BaselineOpinion,
): RegimeAssessment {
  if (!(probBull >= 0 && probBull <= 1)) {
    throw new LlmTradingError('bug', 'baseline.probability', `A baseline gave the probability ${probBull}.`, {
      expected: 'a number from 0 to 1',
    });
  }
  const probBear = 1 - probBull;
  return {
    horizon_hours: snapshot.horizon_hours,
    base_asset: snapshot.base_asset,
    prob_bull: probBull,
    prob_bear: probBear,
    regime_label: regimeLabelOf(probBull, probBear),
    confidence_level: 'low',
    scores: NO_SCORES,
    factors_summary: [reason],
    reasoning_short: `A statistical baseline, not a language model: ${reason}`,
    timestamp_utc: snapshot.timestamp_utc,
  };
}

/** A regime model from a rule that needs nothing but the snapshot and its moment (UTC ms). */
export function baselineModel(
  id: string,
  opinion: (snapshot: MarketSnapshot, time: number) => BaselineOpinion,
): RegimeModel {
  return {
    id,
    kind: 'baseline',
    assess: (snapshot) =>
      new Promise((resolve) => {
        resolve({
          assessment: probabilityAssessment(snapshot, opinion(snapshot, Date.parse(snapshot.timestamp_utc))),
          model: { id, kind: 'baseline', version: null },
          usage: null,
          warnings: [],
        });
      }),
  };
}
