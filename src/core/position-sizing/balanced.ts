import { clamp, lenientProbabilities, safeGetScore } from './lenient-input.js';
import type { Multipliers, RegimeInput, SizingWeights } from './types.js';

/**
 * The direction of an opinion, in [−1, 1]: D = prob_bull − prob_bear with the dead zone d0 cut out and the rest
 * stretched back over the whole range, so that size grows from 0 at its edge rather than jumping.
 */
export function direction(probBull: number, probBear: number, deadZone: number): number {
  const lean = probBull - probBear;
  const size = Math.abs(lean);
  return size <= deadZone ? 0 : (Math.sign(lean) * (size - deadZone)) / (1 - deadZone);
}

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
