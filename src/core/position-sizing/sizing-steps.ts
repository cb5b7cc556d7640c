import type { RegimeAssessment } from '../regime/schema.js';
import { direction } from './balanced.js';
import { CONFIDENCE } from './convex.js';
import { clamp, lenientProbabilities, safeGetScore } from './lenient-input.js';
import { capNewsEffect } from './news-cap.js';
import { agreement, shrinkTowardsOne } from './shrink.js';
import { DEFAULT_WEIGHTS, type Multipliers, type RegimeInput, type SizingProfile } from './types.js';

export type SizingStepName =
  | 'base'
  | 'hard_stop'
  | 'direction'
  | 'sentiment'
  | 'onchain'
  | 'trend'
  | 'edge'
  | 'risk'
  | 'k_max'
  | 'agreement'
  | 'news_cap'
  | 'earned'
  | 'limit';

/** What one factor or limit made of a multiplier. */
export interface SizingStep {
  readonly step: SizingStepName;
  readonly before: number;
  readonly after: number;
  /** What it multiplied with, added, or the limit that it holds; null where it is none of these. */
  readonly value: number | null;
}

/** What code after the model bounded the opinion by. */
export interface StepBounds {
  /** Multipliers of the answer without news, where news was capped; null: it was not. */
  readonly reference: Multipliers | null;
  readonly newsCap: number | null;
  /** 0 … 1; null: not asked for. */
  readonly earned: number | null;
}

type Part = readonly [step: SizingStepName, value: number | null, next: (k: number) => number];

/**
 * How both multipliers of an opinion come about, each factor and each limit in the order in which `opinionMultipliers` applies it, at
 * the weights that ship. The last `after` of a side is the multiplier that is traded, to the last bit.
 */
export function sizingSteps(
  assessment: RegimeAssessment,
  { reference, newsCap, earned }: StepBounds,
  { kMax, profile = 'balanced' }: { readonly kMax: number; readonly profile?: SizingProfile | undefined },
): { readonly long: readonly SizingStep[]; readonly short: readonly SizingStep[] } {
  const sides = [1, -1] as const;
  const [start, partsOf] = profile === 'convex' ? ([0.5, convexParts] as const) : ([1, balancedParts] as const);
  const tales = sides.map((towards): SizingStep[] => {
    const steps: SizingStep[] = [{ step: 'base', before: start, after: start, value: null }];
    for (const [step, value, next] of partsOf(assessment, towards, kMax)) {
      const before = steps.at(-1)!.after;
      steps.push({ step, before, after: next(before), value });
    }
    return steps;
  });
  const [long, short] = tales as [SizingStep[], SizingStep[]];
  const now = (): Multipliers => ({ kLong: long.at(-1)!.after, kShort: short.at(-1)!.after });
  const apply = (step: SizingStepName, value: number | null, after: Multipliers): void => {
    const before = now();
    long.push({ step, before: before.kLong, after: after.kLong, value });
    short.push({ step, before: before.kShort, after: after.kShort, value });
  };
  const shared = agreement(assessment.prob_bull, assessment.dispersion ?? null);
  apply('agreement', shared, shrinkTowardsOne(now(), shared));
  const isCapped = reference !== null && newsCap !== null;
  const share = earned ?? 1;
  const earnedPart = (k: Multipliers): Multipliers => (earned === null ? k : shrinkTowardsOne(k, share));
  if (isCapped) apply('news_cap', newsCap, capNewsEffect(reference, now(), newsCap));
  if (earned !== null) apply('earned', share, earnedPart(now()));
  const traded = isCapped ? capNewsEffect(earnedPart(reference), now(), newsCap) : now();
  apply('limit', kMax, { kLong: Math.min(traded.kLong, kMax), kShort: Math.min(traded.kShort, kMax) });
  return { long, short };
}

function balancedParts(regime: RegimeInput, towards: 1 | -1, kMax: number): Part[] {
  const w = DEFAULT_WEIGHTS;
  const score = (name: Parameters<typeof safeGetScore>[1]): number => safeGetScore(regime.scores, name);
  const [liquidity, news] = [score('liquidity_risk'), score('news_risk')];
  if (Math.max(liquidity, news) > w.hardStop) return [['hard_stop', w.hardStop, () => 0]];
  const { bull, bear } = lenientProbabilities(regime.prob_bull, regime.prob_bear);
  const d = direction(bull, bear, w.deadZone);
  const factor = (step: SizingStepName, by: number): Part => [step, by, (k) => k * by];
  return [
    ['direction', towards * d, () => clamp(1 + towards * d, 0, kMax)],
    factor('sentiment', 1 + w.sentiment * Math.max(towards * score('btc_sentiment'), 0)),
    factor('onchain', 1 + w.onchain * Math.max(towards * score('onchain_pressure'), 0)),
    factor('trend', 1 + w.trend * Math.max(towards * d, 0) * score('trend_strength')),
    factor('risk', clamp(Math.min(1 - w.liquidityRisk * liquidity, 1 - w.newsRisk * news), w.riskFloor, 1)),
    ['k_max', kMax, (k) => clamp(k, 0, kMax)],
  ];
}

function convexParts(regime: RegimeInput, towards: 1 | -1, kMax: number): Part[] {
  const [liquidity, news] = [safeGetScore(regime.scores, 'liquidity_risk'), safeGetScore(regime.scores, 'news_risk')];
  if (Math.max(liquidity, news) > DEFAULT_WEIGHTS.hardStop) return [['hard_stop', DEFAULT_WEIGHTS.hardStop, () => 0]];
  const { bull } = lenientProbabilities(regime.prob_bull, regime.prob_bear);
  const confidence = CONFIDENCE[regime.confidence_level?.toLowerCase() ?? 'low'] ?? 0.7;
  const trend = safeGetScore(regime.scores, 'trend_strength');
  const edge = Math.min(0.9, (2.5 * Math.abs(bull - 0.5)) ** 0.7 * confidence * (0.8 + 0.4 * trend));
  const risk = clamp(1 - 0.15 * (liquidity + news), 0.7, 1);
  const isFavoured = bull >= 0.5 === (towards === 1);
  const moved = isFavoured ? edge : -edge;
  return [
    ['edge', moved, (k) => k + moved],
    ['risk', risk, (k) => k * risk],
    ['k_max', kMax, (k) => clamp(k, 0, kMax)],
  ];
}
