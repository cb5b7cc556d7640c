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
  /**
   * First decision that counts, UTC ms, by what was known at a moment of who had answered until then; `unknown`: nobody knows what
   * the model had seen, and none does.
   */
  readonly from: (moment: number) => number | 'unknown';
}

/** A share, and what it rests on. */
export interface EarnedEvidence {
  /** 0 … 1. */
  readonly share: number;
  /** Decisions whose windows had closed and do not overlap. */
  readonly decisions: number;
  /** When the last of their windows had closed, UTC ms; null: there are none. */
  readonly until: number | null;
}

/**
 * The share that decisions had earned by a moment: anew each week, from those whose windows had closed by its start and do not
 * overlap, by a bound that holds at all moments at once. 0 until it shows skill.
 */
export function walkForwardShare(
  history: MaturedHistory<ReferredForecast>,
  { from }: ShareFrame,
): (time: number) => EarnedEvidence {
  return fittedOnGrid(WEEK, (moment) => {
    const since = from(moment);
    if (since === 'unknown') return { share: 0, decisions: 0, until: null };
    const rows = withoutOverlap(history.maturedBy(moment).filter(({ decidedAt }) => decidedAt >= since));
    const skill = new AlwaysValidSkill();
    for (const { probBull, reference, label } of rows) skill.add({ probBull, reference, outcome: label.outcome });
    const share = earnedShare({ skillLowerBound: skill.lowerBound() });
    return { share, decisions: rows.length, until: rows.at(-1)?.maturesAt ?? null };
  });
}
