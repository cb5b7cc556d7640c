import { z } from 'zod';
import { earnedShare } from './earned-share.js';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'expected a SHA-256 in lower-case hex');
const time = z.int().nonnegative();

/** What a measurement holds for, and nothing else. */
export const measuredOfSchema = z.object({
  model: z.object({
    id: z.string().min(1),
    kind: z.enum(['llm', 'baseline', 'ensemble']),
    /** Digest or dated version; a language model without one cannot be recognised, and earns nothing. */
    version: z.string().nullable(),
  }),
  /** As much of the hash as answers are recorded with: its first twelve digits, or more. */
  prompt: z.object({ id: z.string().min(1), sha256: z.string().regex(/^[0-9a-f]{12,64}$/) }).nullable(),
  /** Paths of the snapshot's fields that the decisions had, e.g. `market.funding_rate`; their order does not matter. */
  fields: z.array(z.string()),
  symbol: z.string().min(1),
  horizon_hours: z.number().positive(),
});
export type MeasuredOf = z.infer<typeof measuredOfSchema>;

/** How much size an evaluation has earned, and by what evidence: what `earned` trades by. */
export const earnedSizeSchema = z.object({
  schema_version: z.literal(1),
  /** The evaluation that it was taken from. */
  evaluation: z.object({ id: z.string().min(1), sha256 }),
  measured_of: measuredOfSchema,
  evidence: z.object({
    /** First decision counted, after the headline's start (cutoffs, prompt, choice of settings), and close of the last window; UTC ms. */
    from: time,
    to: time,
    decisions: z.int().nonnegative(),
    effective_decisions: z.number().nonnegative(),
    /** Coverage of the interval that the bounds are of, e.g. 0.95. */
    level: z.number().gt(0).lt(1),
    /** Brier skill against climatology; null where it could not be measured. */
    skill: z.number().max(1).nullable(),
    skill_lower_bound: z.number().max(1).nullable(),
    /** Climatology's Brier score minus the forecast's, and its lower bound: what live scores are held against. */
    brier_difference: z.number().min(-1).max(1).nullable(),
    brier_difference_lower_bound: z.number().min(-1).max(1).nullable(),
  }),
  /** Skill at which the whole size is earned, (0, 1]. */
  full_skill: z.number().gt(0).max(1),
  /** Share of the distance of k from 1, before age and drift. */
  share: z.number().min(0).max(1),
});
export type EarnedSize = z.infer<typeof earnedSizeSchema>;

/** The document of an evaluation, its share computed. @throws InputError for a full skill or a bound out of range */
export function makeEarnedSize(parts: Omit<EarnedSize, 'schema_version' | 'share'>): EarnedSize {
  const { evidence, full_skill } = parts;
  const share = earnedShare({ skillLowerBound: evidence.skill_lower_bound, fullSkill: full_skill });
  return earnedSizeSchema.parse({ schema_version: 1, ...parts, share });
}
