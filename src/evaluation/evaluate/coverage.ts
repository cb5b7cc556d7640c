import { z } from 'zod';
import { compareScores } from '../scoring/compare-scores.js';
import { brierLosses, skillScore } from '../scoring/losses.js';
import { skillTest } from '../scoring/skill-test.js';
import { mean } from '../../core/statistics/moments.js';

/** Who answers a smaller share is not called skilled: nobody can trade on the decisions that he chose to leave out. */
export const LEAST_COVERAGE = 0.8;

const LEVEL = 0.95;

/**
 * Silence is a part of a forecast. What was not answered is taken as climatology said it, which gains and loses nothing there, so
 * that the score is over every decision that was asked.
 */
export const coverageSchema = z.object({
  /** Scored decisions of the headline that were asked, and those of them that were answered. */
  asked: z.int().nonnegative(),
  answered: z.int().nonnegative(),
  /** answered ÷ asked. */
  share: z.number(),
  /** Brier skill against climatology over all that were asked, with climatology put in where there was no answer. */
  skill: z.number().nullable(),
  skill_interval: z.tuple([z.number(), z.number()]).nullable(),
  /** As `p_skill` of the verdict, over all that were asked. */
  p_skill: z.number().nullable(),
});
export type Coverage = z.infer<typeof coverageSchema>;

/** One scored decision that was asked. */
export interface AskedDecision {
  /** Null where there was no answer. */
  readonly probBull: number | null;
  readonly climatology: number;
  readonly outcome: 0 | 1;
}

/**
 * What the answers are worth over everything that was asked; null where everything was answered.
 * @param overlap m, in decisions
 */
export function coverageOf(asked: readonly AskedDecision[], overlap: number): Coverage | null {
  const answered = asked.filter(({ probBull }) => probBull !== null).length;
  if (answered === asked.length || answered === 0) return null;
  const probabilities = Float64Array.from(asked, (each) => each.probBull ?? each.climatology);
  const climatology = Float64Array.from(asked, (each) => each.climatology);
  const outcomes = Float64Array.from(asked, (each) => each.outcome);
  const losses = brierLosses(probabilities, outcomes);
  const reference = brierLosses(climatology, outcomes);
  const interval = compareScores(brierLosses, probabilities, climatology, outcomes, {
    overlap,
    level: LEVEL,
  }).skill_interval;
  return {
    asked: asked.length,
    answered,
    share: answered / asked.length,
    skill: skillScore(mean(losses), mean(reference)),
    skill_interval: interval === null ? null : [interval.low, interval.high],
    p_skill: skillTest(probabilities, climatology, outcomes, { overlap, level: LEVEL, climatologyBound: null }).p_skill,
  };
}
