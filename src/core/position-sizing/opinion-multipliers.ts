import type { RegimeAssessment } from '../regime/schema.js';
import { multipliersOf } from './multipliers.js';
import { capNewsEffect } from './news-cap.js';
import { agreement, shrinkTowardsOne } from './shrink.js';
import type { Multipliers, SizingProfile, SizingWeights } from './types.js';

/** What code after the model knows about an opinion, and bounds it by. */
export interface OpinionBounds {
  /** The answer to the same question without news, where news is capped and could matter; else null. */
  readonly withoutNews: RegimeAssessment | null;
  /** How far news alone may raise a multiplier, ≥ 0; null: news is not capped. */
  readonly newsCap: number | null;
  /** Share of the distance of k from 1 that measured skill has earned, 0 … 1; null: not asked for, so all of it. */
  readonly earned: number | null;
}

/** An opinion that nothing bounds but sizing itself. */
export const UNBOUNDED: OpinionBounds = { withoutNews: null, newsCap: null, earned: null };

export interface OpinionSizing {
  /** Largest multiplier, ≥ 0. */
  readonly kMax: number;
  readonly profile?: SizingProfile | undefined;
  readonly weights?: Partial<SizingWeights> | undefined;
}

/**
 * The multipliers an opinion may be traded with: those of the sizing profile, shrunk by the members' disagreement, then news
 * capped, then only as much of their distance from 1 as has been earned. The same in a backtest and live.
 *
 * Shrinking moves towards 1 from either side, so two limits are held once more at the end: no k is above kMax where that is
 * below 1, and news raises nothing by more than its cap where the answer without news is a hard stop.
 */
export function opinionMultipliers(
  assessment: RegimeAssessment,
  { withoutNews, newsCap, earned }: OpinionBounds,
  { kMax, profile, weights }: OpinionSizing,
): Multipliers {
  const sized = (opinion: RegimeAssessment): Multipliers =>
    shrinkTowardsOne(
      multipliersOf(opinion, kMax, profile, weights),
      agreement(opinion.prob_bull, opinion.dispersion ?? null),
    );
  const earnedPart = (k: Multipliers): Multipliers => (earned === null ? k : shrinkTowardsOne(k, earned));
  const bounded = ({ kLong, kShort }: Multipliers): Multipliers => ({
    kLong: Math.min(kLong, kMax),
    kShort: Math.min(kShort, kMax),
  });
  const asked = sized(assessment);
  if (newsCap === null || withoutNews === null) return bounded(earnedPart(asked));
  const reference = sized(withoutNews);
  const traded = earnedPart(capNewsEffect(reference, asked, newsCap));
  return bounded(capNewsEffect(earnedPart(reference), traded, newsCap));
}
