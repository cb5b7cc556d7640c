import { InputError } from '../../core/errors.js';
import type { OpinionBounds } from '../../core/position-sizing/index.js';
import type { RegimeAssessment } from '../../core/regime/schema.js';
import type { RegimeOutcome } from './outcome.js';
import { isoTime } from '../../core/time.js';

/** @throws InputError for an invalid cap */
export function assertNewsCap(newsCap: number): void {
  if (newsCap >= 0 && newsCap < Infinity) return;
  throw new InputError('regime.news-cap', `The news cap is ${newsCap}: it must be a number from 0 on, such as 0.5.`, {
    where: 'news_cap',
  });
}

/** What measured skill makes of the opinions of a run. Both are pure: the same decision always gets the same. */
export interface RegimeBounds {
  /** Share of an opinion that has been earned by its decision, 0 … 1; it holds for a stand-in's opinions as well. */
  readonly earned?: number | ((decidedAt: number) => number) | undefined;
  /**
   * Another reading of an opinion of the model, its probabilities and the label that follows from them, by what was known at
   * the decision. Opinions of the baseline that stands in are left alone: it is another forecaster.
   */
  readonly recalibrate?: ((assessment: RegimeAssessment, decidedAt: number) => RegimeAssessment) | undefined;
}

/** An opinion as a strategy may see it. */
export interface BoundedOpinion {
  readonly assessment: RegimeAssessment;
  readonly bounds?: OpinionBounds;
}

/** @throws InputError for an earned share outside [0, 1] */
export function boundOpinion(
  { decidedAt, withoutNews, failure }: RegimeOutcome,
  assessment: RegimeAssessment,
  newsCap: number | undefined,
  { earned, recalibrate }: RegimeBounds = {},
): BoundedOpinion {
  const read = (opinion: RegimeAssessment): RegimeAssessment =>
    recalibrate === undefined || failure !== null ? opinion : recalibrate(opinion, decidedAt);
  const opinion = read(assessment);
  if (newsCap === undefined && earned === undefined) return { assessment: opinion };
  return {
    assessment: opinion,
    bounds: {
      withoutNews: withoutNews === undefined ? null : read(withoutNews),
      newsCap: newsCap ?? null,
      earned: earned === undefined ? null : shareAt(earned, decidedAt),
    },
  };
}

function shareAt(earned: NonNullable<RegimeBounds['earned']>, decidedAt: number): number {
  const share = typeof earned === 'number' ? earned : earned(decidedAt);
  if (share >= 0 && share <= 1) return share;
  throw new InputError(
    'regime.earned',
    `The earned share at ${isoTime(decidedAt)} is ${share}: it must be in [0, 1].`,
    { where: 'earned' },
  );
}
