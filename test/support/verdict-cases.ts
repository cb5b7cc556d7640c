import type { HeadlineStart } from '../../src/evaluation/contamination/headline-start.js';
import type { Period, Verdict } from '../../src/evaluation/evaluate/schema.js';
import { verdictOf, type VerdictInput } from '../../src/evaluation/evaluate/verdict.js';
import { scoreForecasts } from '../../src/evaluation/scoring/score-forecasts.js';
import type { ForecastScores } from '../../src/evaluation/scoring/schema.js';
import { calibrated, constant, options } from './scored-rows.js';

const rows = calibrated(40, 1);
const scores = scoreForecasts(rows, constant(rows, 0.5), options());

/** What a verdict goes by. */
interface Numbers {
  readonly n?: number;
  readonly independent?: number;
  readonly skill?: number | null;
  readonly interval?: readonly [number, number] | null;
  readonly p?: number | null;
  readonly detectable?: number | null;
  readonly effective?: number | null;
  readonly constant?: number;
  readonly resolution?: number;
  readonly association?: number;
  readonly worse?: number;
  readonly slices?: ForecastScores['slices'];
}

/** Scores with the numbers of a case in place of those that the rows have. */
export function period(numbers: Numbers = {}): Period {
  const { n = 412, independent = 69, skill = -0.01, p = 0.6, detectable = 0.06 } = numbers;
  const { constant: coin = p ?? 1, resolution = p ?? 1, association = p ?? 1 } = numbers;
  const interval = numbers.interval === undefined ? ([-0.05, 0.03] as const) : numbers.interval;
  const changed: ForecastScores = {
    ...scores,
    sample: { ...scores.sample, n, non_overlapping: independent },
    brier: {
      ...scores.brier,
      skill,
      skill_interval: interval && { low: interval[0], high: interval[1], lower_bound: interval[0] },
      minimum_detectable_skill: detectable,
      effective_n: numbers.effective === undefined ? 300 : numbers.effective,
    },
    slices: numbers.slices ?? [],
    skill_test: {
      ...scores.skill_test!,
      p_skill: Math.max(association, (p ?? 1) / 2, coin / 2, resolution / 4),
      p_association: association,
      p_climatology: p,
      p_constant: coin,
      p_resolution: resolution,
      p_worse: numbers.worse ?? 0.4,
    },
  };
  return { scores: changed, series: { decided_at: [], prob_bull: [], climatology: [], outcome: [] }, comparisons: [] };
}

export const start = (from: HeadlineStart['from']): HeadlineStart => ({
  from,
  because: 'the training cutoff of test/m is not known',
  parts: [],
});
/** Of a case: an evaluation of 412 answered decisions where it says nothing else. */
export const verdict = (input: Partial<VerdictInput>): Verdict =>
  verdictOf({
    headlineStart: start(Date.UTC(2025, 7, 3)),
    headline: null,
    earlier: null,
    answered: 412,
    withOutcome: 412,
    costUsd: 3.1,
    ...input,
  });
