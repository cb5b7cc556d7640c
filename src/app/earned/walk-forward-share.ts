import { AlwaysValidSkill } from '../../evaluation/earned/always-valid-skill.js';
import { earnedShare } from '../../evaluation/earned/earned-share.js';
import type { ScoredForecast } from '../../evaluation/forecast.js';
import { withoutOverlap } from '../../evaluation/forward-test/without-overlap.js';
import type { MaturedHistory } from '../../evaluation/matured-history.js';
import { fittedOnGrid } from '../../evaluation/refit-grid.js';
import { WEEK } from '../../core/time.js';

/** A scored decision with what climatology said then. */
export interface ReferredForecast extends ScoredForecast {
  /** 0 … 1. */
  readonly reference: number;
}

export interface ShareFrame {
  /** First decision that counts, UTC ms; `unknown`: nobody knows what the model had seen, and none does. */
  readonly from: number | 'unknown';
}

/**
 * The share that decisions had earned by a moment: anew each week, from those whose windows had closed by its start and do not
 * overlap, by a bound that holds at all moments at once. 0 until it shows skill.
 */
export function walkForwardShare(
  history: MaturedHistory<ReferredForecast>,
  { from }: ShareFrame,
): (time: number) => number {
  if (from === 'unknown') return () => 0;
  return fittedOnGrid(WEEK, (moment) => {
    const rows = withoutOverlap(history.maturedBy(moment).filter(({ decidedAt }) => decidedAt >= from));
    const skill = new AlwaysValidSkill();
    for (const { probBull, reference, label } of rows) skill.add({ probBull, reference, outcome: label.outcome });
    return earnedShare({ skillLowerBound: skill.lowerBound() });
  });
}
