import { describe, expect, it } from 'vitest';
import { calibrated, constant, options } from '../../../test/support/scored-rows.js';
import type { HeadlineStart } from '../contamination/headline-start.js';
import { scoreForecasts } from '../scoring/score-forecasts.js';
import type { ForecastScores } from '../scoring/schema.js';
import type { Period } from './schema.js';
import { costText, verdictOf, type VerdictInput } from './verdict.js';

const rows = calibrated(40, 1);
const scores = scoreForecasts(rows, constant(rows, 0.5), options());

interface Numbers {
  readonly n?: number;
  readonly independent?: number;
  readonly skill?: number | null;
  readonly interval?: readonly [number, number] | null;
  readonly p?: number | null;
  readonly detectable?: number | null;
}

/** Scores with the numbers of a case in place of those that the rows have. */
function period(numbers: Numbers = {}): Period {
  const { n = 412, independent = 69, skill = -0.01, p = 0.6, detectable = 0.06 } = numbers;
  const interval = numbers.interval === undefined ? ([-0.05, 0.03] as const) : numbers.interval;
  const changed: ForecastScores = {
    ...scores,
    sample: { ...scores.sample, n, non_overlapping: independent },
    brier: {
      ...scores.brier,
      skill,
      skill_interval: interval && { low: interval[0], high: interval[1], lower_bound: interval[0] },
      cosine_test: p === null ? null : { statistic: 1, p_value: p, p_better: p / 2, degrees_of_freedom: 30 },
      minimum_detectable_skill: detectable,
    },
  };
  return { scores: changed, series: { decided_at: [], prob_bull: [], climatology: [], outcome: [] }, comparisons: [] };
}

const start = (from: HeadlineStart['from']): HeadlineStart => ({
  from,
  because: 'the training cutoff of test/m is not known',
  parts: [],
});
const verdict = (input: Partial<VerdictInput>) =>
  verdictOf({
    headlineStart: start(Date.UTC(2025, 7, 3)),
    headline: null,
    earlier: null,
    answered: 412,
    withOutcome: 412,
    costUsd: 3.1,
    ...input,
  });

describe('verdict', () => {
  it.each<[string, Partial<VerdictInput>, string, string]>([
    [
      'no difference',
      { headline: period() },
      'indistinguishable',
      'after 2025-08, over 412 decisions (69 independent), it is not distinguishable from climatology: Brier skill −0.01 [−0.05, 0.03], could have detected 0.06; cost $3.10',
    ],
    [
      'skill',
      { headline: period({ skill: 0.08, interval: [0.02, 0.14], p: 0.004 }) },
      'skilled',
      'after 2025-08, over 412 decisions (69 independent), it is better than climatology: Brier skill 0.08 [0.02, 0.14]; cost $3.10',
    ],
    [
      'harm',
      { headline: period({ skill: -0.2, interval: [-0.31, -0.09], p: 0.0002 }), costUsd: 0 },
      'worse',
      'after 2025-08, over 412 decisions (69 independent), it is worse than climatology: Brier skill −0.20 [−0.31, −0.09]; cost nothing',
    ],
    [
      'an interval above 0 that the test does not confirm',
      { headline: period({ skill: 0.03, interval: [0.001, 0.06], p: 0.06 }) },
      'indistinguishable',
      'after 2025-08, over 412 decisions (69 independent), it is not distinguishable from climatology: Brier skill 0.03 [0.00, 0.06], could have detected 0.06; cost $3.10',
    ],
    [
      'a test that the interval does not confirm',
      { headline: period({ skill: 0.03, interval: [-0.001, 0.06], p: 0.01, detectable: null }), costUsd: null },
      'indistinguishable',
      'after 2025-08, over 412 decisions (69 independent), it is not distinguishable from climatology: Brier skill 0.03 [−0.00, 0.06]; cost unknown',
    ],
    [
      'too short a sample for an interval',
      { headline: period({ interval: null, p: null }) },
      'indistinguishable',
      'after 2025-08, over 412 decisions (69 independent), it is not distinguishable from climatology: Brier skill −0.01, could have detected 0.06; cost $3.10',
    ],
    [
      'a reference without loss',
      { headline: period({ skill: null, interval: null, p: null, detectable: null }) },
      'indistinguishable',
      'after 2025-08, over 412 decisions (69 independent), it is not distinguishable from climatology: Brier skill is not defined; cost $3.10',
    ],
    [
      'a baseline, which has no cutoff',
      { headlineStart: start(0), headline: period(), costUsd: 0 },
      'indistinguishable',
      'over 412 decisions (69 independent), it is not distinguishable from climatology: Brier skill −0.01 [−0.05, 0.03], could have detected 0.06; cost nothing',
    ],
    [
      'too few windows side by side, however good',
      { headline: period({ n: 174, independent: 29, skill: 0.3, interval: [0.2, 0.4], p: 0.0001 }) },
      'too-few',
      'after 2025-08, over 174 decisions (29 independent), nothing can be said: it takes at least 30 windows that do not overlap, and there are 29; cost $3.10',
    ],
    [
      'an unknown start, with what there is',
      { headlineStart: start('unknown'), earlier: period() },
      'unknown-start',
      'no result can be called out of sample, since the training cutoff of test/m is not known (over 412 decisions (69 independent): Brier skill −0.01 [−0.05, 0.03]); cost $3.10',
    ],
    [
      'an unknown start and nothing to score',
      { headlineStart: start('unknown'), costUsd: 0.001 },
      'unknown-start',
      'no result can be called out of sample, since the training cutoff of test/m is not known; cost under $0.01',
    ],
    [
      'only earlier decisions',
      { earlier: period({ n: 100 }) },
      'nothing-scored',
      'after 2025-08, there is nothing to score: all of its 100 scored decisions are earlier, and may be remembered; cost $3.10',
    ],
    [
      'no opinion',
      { answered: 0, withOutcome: 0 },
      'nothing-scored',
      'after 2025-08, there is nothing to score: it gave no opinion; cost $3.10',
    ],
    [
      'no outcome',
      { withOutcome: 0 },
      'nothing-scored',
      'after 2025-08, there is nothing to score: none of its opinions has an outcome; cost $3.10',
    ],
    [
      'windows that all reach over the start',
      { withOutcome: 5 },
      'nothing-scored',
      'after 2025-08, there is nothing to score: each of its 5 decisions with an outcome reaches over that start, or has no forecast of climatology; cost $3.10',
    ],
  ])('%s', (_, input, kind, sentence) => {
    expect(verdict(input)).toEqual({ kind, sentence });
  });

  it('shows small skills with the digits that tell them from 0', () => {
    const { sentence } = verdict({
      headline: period({ skill: -0.0013, interval: [-0.0041, 0.0016], detectable: 0.003 }),
    });
    expect(sentence).toContain('Brier skill −0.0013 [−0.0041, 0.0016], could have detected 0.0030;');
  });

  it('one decision is one decision', () => {
    expect(verdict({ headline: period({ n: 1, independent: 1 }) }).sentence).toMatch(
      /^after 2025-08, over 1 decision \(1 independent\), nothing can be said/,
    );
  });

  it('names costs to the cent', () => {
    expect([null, 0, 0.0049, 0.005, 12.345].map(costText)).toEqual([
      'cost unknown',
      'cost nothing',
      'cost under $0.01',
      'cost $0.01',
      'cost $12.35',
    ]);
  });
});
