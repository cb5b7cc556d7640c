import { clamp, lenientProbabilities, safeGetScore } from './lenient-input.js';
import type { Multipliers, RegimeInput, SizingWeights } from './types.js';

/** Factor of the edge by stated confidence; an unknown level counts as low. */
export const CONFIDENCE: Readonly<Record<string, number>> = { low: 0.7, medium: 1, high: 1.3 };

/**
 * The `convex` profile: a small lean already moves the size, and it saturates.
 * e = min(0.9, (2.5·|prob_bull − 0.5|)^0.7 · c · (0.8 + 0.4·trend_strength)); the favoured side gets 0.5 + e and the other
 * 0.5 − e, times clamp(1 − 0.15·(liquidity_risk + news_risk), 0.7, 1), clamped to [0, kMax]. The hard stop is that of
 * `balanced`; its other weights are not read. At prob_bull = 0.5 both sides get 0.5: without an opinion, half a base size.
 */
export function convexMultipliers(regime: RegimeInput, kMax: number, w: Pick<SizingWeights, 'hardStop'>): Multipliers {
  const liquidityRisk = safeGetScore(regime.scores, 'liquidity_risk');
  const newsRisk = safeGetScore(regime.scores, 'news_risk');
  if (Math.max(liquidityRisk, newsRisk) > w.hardStop) return { kLong: 0, kShort: 0 };

  const { bull } = lenientProbabilities(regime.prob_bull, regime.prob_bear);
  const confidence = CONFIDENCE[regime.confidence_level?.toLowerCase() ?? 'low'] ?? 0.7;
  const trend = safeGetScore(regime.scores, 'trend_strength');
  const edge = Math.min(0.9, (2.5 * Math.abs(bull - 0.5)) ** 0.7 * confidence * (0.8 + 0.4 * trend));
  const risk = clamp(1 - 0.15 * (liquidityRisk + newsRisk), 0.7, 1);

  const favoured = clamp((0.5 + edge) * risk, 0, kMax);
  const other = clamp((0.5 - edge) * risk, 0, kMax);
  return bull >= 0.5 ? { kLong: favoured, kShort: other } : { kLong: other, kShort: favoured };
}
