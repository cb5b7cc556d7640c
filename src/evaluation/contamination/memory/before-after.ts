import { z } from 'zod';
import type { ScoredForecast } from '../../forecast.js';
import { given } from '../../../core/given.js';
import { bootstrapMeans, type DrawnInterval } from '../../inference/block-bootstrap.js';
import { decideLow } from '../../inference/decided-low.js';
import { onAHair, resampling, type MemoryTestOptions } from './options.js';
import { sum } from '../../../core/statistics/moments.js';

export interface BeforeAfterOptions extends MemoryTestOptions {
  /** UTC ms: a window that had closed by then may be remembered. */
  readonly cutoff: number;
  /** UTC ms: a decision from then on cannot be remembered; the cutoff plus its embargo, or the release. */
  readonly cleanFrom: number;
  /** Probability of the reference forecast (climatology) at a decision. Default 0.5 for every one. */
  readonly reference?: (forecast: ScoredForecast) => number;
}

const skill = z.number().nullable();

export const beforeAfterSchema = z.object({
  n_before: z.number(),
  n_after: z.number(),
  /** Neither surely before nor surely after: left out. */
  n_between: z.number(),
  /** 1 − Brier / Brier of the reference. */
  skill_before: skill,
  skill_after: skill,
  /** Before less after. */
  difference: z.number().nullable(),
  /** 95 %, block bootstrap of each side; null where one is too short. */
  interval: z.tuple([z.number(), z.number()]).nullable(),
  /** True where the whole interval is above 0; null where there is none. */
  better_before: z.boolean().nullable(),
  on_a_hair: onAHair,
});
export type BeforeAfter = z.infer<typeof beforeAfterSchema>;

/**
 * Whether skill ends where the training data end. Different years have different markets, so a difference is a reason for
 * suspicion and not a proof; a reference that adapts takes out what is due to the base rate.
 * @param forecasts in any order
 */
export function beforeAfter(forecasts: readonly ScoredForecast[], options: BeforeAfterOptions): BeforeAfter {
  const { cutoff, cleanFrom, reference = () => 0.5 } = options;
  const ordered = [...forecasts].sort((a, b) => a.decidedAt - b.decidedAt);
  const before = ordered.filter((forecast) => forecast.maturesAt <= cutoff);
  const after = ordered.filter((forecast) => forecast.decidedAt >= Math.max(cleanFrom, cutoff));
  const early = sideOf(before, reference, options);
  const late = sideOf(after, reference, options);
  const difference = early.skill === null || late.skill === null ? null : early.skill - late.skill;
  const decided = decideLow(
    0,
    (samples) => {
      const [one, other] = [early.interval(samples), late.interval(samples)];
      if (one === null || other === null || early.skill === null || late.skill === null) return null;
      // Two independent sides: their half-widths add in squares, as in R. Newcombe, "Interval Estimation for the Difference
      // between Independent Proportions" (Statistics in Medicine 1998), method 10.
      const below = Math.hypot(early.skill - one.low, other.high - late.skill);
      const above = Math.hypot(one.high - early.skill, late.skill - other.low);
      const middle = early.skill - late.skill;
      return {
        low: middle - below,
        high: middle + above,
        lowError: Math.hypot(one.lowError, other.highError),
        highError: Math.hypot(one.highError, other.lowError),
      };
    },
    options.samples,
  );
  return {
    n_before: before.length,
    n_after: after.length,
    n_between: ordered.length - before.length - after.length,
    skill_before: early.skill,
    skill_after: late.skill,
    difference,
    interval: decided === null ? null : [decided.low, decided.high],
    better_before: decided === null ? null : decided.isAbove,
    ...given({ on_a_hair: decided?.onAHair }),
  };
}

interface Side {
  readonly skill: number | null;
  readonly interval: (samples: number) => DrawnInterval | null;
}

function sideOf(
  rows: readonly ScoredForecast[],
  reference: (forecast: ScoredForecast) => number,
  options: MemoryTestOptions,
): Side {
  const own = Float64Array.from(rows, (row) => (row.probBull - row.label.outcome) ** 2);
  const other = Float64Array.from(rows, (row) => (reference(row) - row.label.outcome) ** 2);
  const bootstrap = resampling(rows.length, options);
  const skill = (means: Float64Array): number => 1 - means[0]! / means[1]!;
  return {
    skill: sum(other) > 0 ? 1 - sum(own) / sum(other) : null,
    interval: (samples) =>
      bootstrap === null ? null : (bootstrapMeans([own, other], [skill], { ...bootstrap, samples })[0] ?? null),
  };
}
