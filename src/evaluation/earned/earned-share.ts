import { InputError } from '../../core/errors.js';
import { clamp } from '../../core/position-sizing/lenient-input.js';

/** Brier skill against climatology at which an opinion is traded whole; see `EarnedShareOptions.fullSkill`. */
export const DEFAULT_FULL_SKILL = 0.05;

export interface EarnedShareOptions {
  /** Lower confidence bound of the Brier skill against climatology after the knowledge cutoff, ≤ 1; null where none was measured. */
  readonly skillLowerBound: number | null;
  /**
   * Skill at which the whole distance of k from 1 is earned, (0, 1]. Default 0.05: what a calibrated forecaster has that says 0.61
   * or 0.39 each time and is right in 61 of 100 decisions (skill of p = ½ ± δ is 4δ², so δ = √0.05/2 = 0.11), which is where
   * a regime begins to have a name (`LABEL_THRESHOLD`). Skill is a ratio of scores and so needs no scale of the market. It
   * is a choice, not an estimate: a larger one trades less.
   */
  readonly fullSkill?: number;
}

/**
 * Share of the distance of k from 1 that measured skill has earned, 0 … 1: 0 where the lower bound is not positive, then in
 * proportion to it, 1 at `fullSkill`. Proportion, since the log-growth that a calibrated lean can earn is itself of the order
 * of its Brier skill; the lower bound, since what is not shown is not traded.
 * @throws InputError for a bound or a full skill out of range
 */
export function earnedShare({ skillLowerBound, fullSkill = DEFAULT_FULL_SKILL }: EarnedShareOptions): number {
  if (!(fullSkill > 0 && fullSkill <= 1)) {
    throw new InputError('earned.full-skill', `full_skill is ${fullSkill}: it must be above 0 and at most 1.`, {
      where: 'full_skill',
    });
  }
  if (skillLowerBound === null) return 0;
  if (Number.isNaN(skillLowerBound) || skillLowerBound > 1) {
    throw new InputError('earned.skill', `The lower bound of the skill is ${skillLowerBound}: it cannot be above 1.`, {
      where: 'skill_lower_bound',
    });
  }
  return clamp(skillLowerBound / fullSkill, 0, 1);
}
