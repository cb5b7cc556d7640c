import { clamp } from './clamp.js';
import { direction } from './direction.js';
import { lenientProbabilities } from './probabilities.js';
import { safeGetScore } from './scores.js';
import type { Multipliers, RegimeInput, SizingWeights } from './types.js';

/**
 * The `balanced` profile: the base multiplier 1 + d moves with the opinion, and favourable sentiment, on-chain pressure and
 * trend raise it; liquidity and news risk lower it. Each k is in [0, kMax].
 */
export function balancedMultipliers(regime: RegimeInput, kMax: number, w: SizingWeights): Multipliers {
  const liquidityRisk = safeGetScore(regime.scores, 'liquidity_risk');
  const newsRisk = safeGetScore(regime.scores, 'news_risk');
  if (Math.max(liquidityRisk, newsRisk) > w.hardStop) return { kLong: 0, kShort: 0 };

  const { bull, bear } = lenientProbabilities(regime.prob_bull, regime.prob_bear);
  const d = direction(bull, bear, w.deadZone);
  const sentiment = safeGetScore(regime.scores, 'btc_sentiment');
  const onchain = safeGetScore(regime.scores, 'onchain_pressure');
  const trend = safeGetScore(regime.scores, 'trend_strength');
  const risk = clamp(Math.min(1 - w.liquidityRisk * liquidityRisk, 1 - w.newsRisk * newsRisk), w.riskFloor, 1);

  const multiplier = (towards: 1 | -1): number => {
    const k =
      clamp(1 + towards * d, 0, kMax) *
      (1 + w.sentiment * Math.max(towards * sentiment, 0)) *
      (1 + w.onchain * Math.max(towards * onchain, 0)) *
      (1 + w.trend * Math.max(towards * d, 0) * trend) *
      risk;
    return clamp(k, 0, kMax);
  };
  return { kLong: multiplier(1), kShort: multiplier(-1) };
}
