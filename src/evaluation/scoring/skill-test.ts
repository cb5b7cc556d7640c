import { mean } from '../../core/statistics/moments.js';
import { minimumDetectable } from '../inference/detectable.js';
import { asLongAs, cautious, memoryOf } from '../inference/persistence.js';
import { persistentMean } from '../inference/persistent-mean.js';
import { brierLosses } from './losses.js';
import type { SkillTest } from './schema.js';

/** Brier score of always 0.5. */
const COIN = 0.25;

/** Level at which the better of climatology and 0.5 must be beaten, over that of the verdict: 5 %, as of the bound that size rests on. */
export const RIVAL = 2;
/** The same of the rivals that only guard. */
export const GUARD = 4;

/** Forecasts nearer to their mean than this differ by rounding. */
const ROUNDING = 1e-9;

export interface SkillTestOptions {
  /** m, in rows. */
  readonly overlap: number;
  /** Coverage of the bound, (0, 1). */
  readonly level: number;
  /** One-sided lower bound of the skill over climatology, with climatology's own error in it; null without one. */
  readonly climatologyBound: number | null;
}

/**
 * Skill is more than a constant has. Climatology begins with few outcomes, so that a constant beats it by what it has yet to learn;
 * 0.5 is not a match where a market drifts; and a constant near the base rate beats both. So a forecaster must be better than
 * climatology, better than always 0.5, and better than always its own mean: resolution, that its variation goes with what happens.
 * That none of this is luck is what `p_association` says: that the forecasts go with what happens at all, by their covariance with it.
 * Who knows nothing has none, whatever the rivals do, so it is this that is held to the level of the verdict. A calibrated forecaster's
 * covariance is twice what his score gains, so it is seen sooner. The score itself must be better than that of the better of climatology
 * and 0.5 at twice the level, the other of them and resolution at four times: they guard against what climatology had to learn.
 * An intersection–union test (R. L. Berger, Technometrics 1982); measured in `test/extended/judgement.test.ts`.
 */
export function skillTest(
  probabilities: Float64Array,
  climatologyForecasts: Float64Array,
  outcomes: Float64Array,
  { overlap, level, climatologyBound }: SkillTestOptions,
): SkillTest {
  const n = probabilities.length;
  const losses = brierLosses(probabilities, outcomes);
  const own = mean(probabilities);
  const baseRate = mean(outcomes);
  const rivals = {
    climatology: brierLosses(climatologyForecasts, outcomes),
    constant: outcomes.map(() => COIN),
    resolution: outcomes.map((outcome) => (own - outcome) ** 2),
  };
  const memory = memoryOf(probabilities);
  const against = (rival: Float64Array) => losses.map((loss, i) => loss - rival[i]!);
  const testOf = (values: Float64Array) => persistentMean(values, overlap, asLongAs(memory, n, overlap));
  const test = (rival: Float64Array) => testOf(against(rival));
  const varies = probabilities.some((p) => Math.abs(p - own) > ROUNDING);
  const products = probabilities.map((p, i) => -(p - own) * (outcomes[i]! - baseRate));
  const association = varies ? (testOf(products)?.pAtLeast(0) ?? null) : null;
  const bound = (rival: Float64Array): number | null => {
    const wide = persistentMean(against(rival), overlap, cautious(n, overlap, memory));
    const loss = mean(rival);
    return wide === null || !(loss > 0) ? null : -(wide.mean + wide.halfWidth(1 - level)) / loss;
  };
  const climatology = test(rivals.climatology);
  const single = {
    climatology: climatology?.pAtLeast(0) ?? null,
    constant: test(rivals.constant)?.pAtLeast(0) ?? null,
    resolution: test(rivals.resolution)?.pAtLeast(0) ?? null,
  };
  const reference = mean(rivals.climatology);
  const coinIsBetter = COIN <= reference;
  const p = {
    ...single,
    better: coinIsBetter ? single.constant : single.climatology,
    other: coinIsBetter ? single.climatology : single.constant,
  };
  const bounds = [climatologyBound, bound(rivals.constant), bound(rivals.resolution)];
  const detectable = climatology === null ? null : minimumDetectable(climatology.standardError);
  return {
    p_skill: Math.max(association ?? 1, (p.better ?? 1) / RIVAL, (p.other ?? 1) / GUARD, (p.resolution ?? 1) / GUARD),
    p_association: association,
    p_climatology: p.climatology,
    p_constant: p.constant,
    p_resolution: p.resolution,
    p_worse: p.climatology === null ? null : 1 - p.climatology,
    skill_over_constant: 1 - mean(losses) / COIN,
    skill_lower_bound: bounds.every((each) => each !== null) ? Math.min(...bounds) : null,
    memory,
    minimum_detectable_skill: detectable === null || !(reference > 0) ? null : detectable / reference,
  };
}
