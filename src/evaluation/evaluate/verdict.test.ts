import { describe, expect, it } from 'vitest';
import { period, start, verdict } from '../../../test/support/verdict-cases.js';
import { costText, type VerdictInput } from './verdict.js';

describe('verdict', () => {
  it.each<[string, Partial<VerdictInput>, string, string]>([
    [
      'no difference',
      { headline: period() },
      'indistinguishable',
      'after 2025-08, over 412 decisions (69 independent), it is not distinguishable from climatology: Brier skill −0.01 [−0.05, 0.03], could have detected 0.06; to find a skill of 0.05 takes about 590 decisions; cost $3.10',
    ],
    [
      'skill',
      { headline: period({ skill: 0.08, interval: [0.02, 0.14], p: 0.004 }) },
      'skilled',
      'after 2025-08, over 412 decisions (69 independent), it is better than climatology and than always 0.5 (p = 0.004): Brier skill 0.08 [0.02, 0.14]; cost $3.10',
    ],
    [
      'skill that lasting errors could have made',
      { headline: period({ skill: 0.08, interval: [-0.004, 0.16], p: 0.0004 }) },
      'skilled',
      'after 2025-08, over 412 decisions (69 independent), it is better than climatology and than always 0.5 (p = under 0.001): Brier skill 0.080 [−0.004, 0.160], as wide as errors that last would make it; cost $3.10',
    ],
    [
      'skill that hangs on a hair',
      { headline: period({ skill: 0.05, interval: [0.004, 0.09], p: 0.024 }) },
      'skilled',
      'after 2025-08, over 412 decisions (69 independent), it is better than climatology and than always 0.5 (p = 0.024): Brier skill 0.050 [0.004, 0.090]; this hangs on a hair (p = 0.024, decided at 0.025); cost $3.10',
    ],
    [
      'none that hangs on a hair',
      { headline: period({ skill: 0.05, interval: [-0.01, 0.11], p: 0.027 }) },
      'indistinguishable',
      'after 2025-08, over 412 decisions (69 independent), it is not distinguishable from climatology: Brier skill 0.05 [−0.01, 0.11], could have detected 0.06; to find a skill of 0.05 takes about 590 decisions; this hangs on a hair (p = 0.027, decided at 0.025); cost $3.10',
    ],
    [
      'what climatology had to learn',
      { headline: period({ skill: 0.03, interval: [0.01, 0.05], p: 0.002, constant: 0.4, detectable: 0.03 }) },
      'indistinguishable',
      'after 2025-08, over 412 decisions (69 independent), it is better than climatology, but not shown to be better than always 0.5: Brier skill 0.03 [0.01, 0.05], could have detected 0.03; cost $3.10',
    ],
    [
      'a drift that a constant knows',
      {
        headline: period({
          skill: 0.03,
          interval: [0.01, 0.05],
          p: 0.002,
          constant: 0.001,
          resolution: 1,
          detectable: 0.03,
        }),
      },
      'indistinguishable',
      'after 2025-08, over 412 decisions (69 independent), it is better than climatology, but not shown to be better than always saying its own mean: Brier skill 0.03 [0.01, 0.05], could have detected 0.03; cost $3.10',
    ],
    [
      'a gain that is no more than luck',
      {
        headline: period({ skill: 0.03, interval: [0.01, 0.05], p: 0.002, association: 0.2, detectable: 0.03 }),
      },
      'indistinguishable',
      'after 2025-08, over 412 decisions (69 independent), it is better than climatology, but not shown to go with what happens more than luck does: Brier skill 0.03 [0.01, 0.05], could have detected 0.03; cost $3.10',
    ],
    [
      'errors that last longer than the sample',
      { headline: period({ skill: 0.1, interval: [-0.4, 0.6], p: 0.01, effective: 3.2, detectable: 0.1 }) },
      'too-few',
      'after 2025-08, over 412 decisions (69 independent), it cannot be told whether it is better than climatology: what it gets wrong lasts so long that they say as much as 3 independent ones (Brier skill 0.10 [−0.40, 0.60]; to find a skill of 0.05 takes about 1600 decisions); cost $3.10',
    ],
    [
      'harm',
      { headline: period({ skill: -0.2, interval: [-0.31, -0.09], p: 0.999, worse: 0.0002 }), costUsd: 0 },
      'worse',
      'after 2025-08, over 412 decisions (69 independent), it is worse than climatology: Brier skill −0.20 [−0.31, −0.09]; cost nothing',
    ],
    [
      'an interval above 0 that the test does not confirm',
      { headline: period({ skill: 0.03, interval: [0.001, 0.06], p: 0.06, detectable: 0.04 }) },
      'indistinguishable',
      'after 2025-08, over 412 decisions (69 independent), it is not distinguishable from climatology: Brier skill 0.030 [0.001, 0.060], could have detected 0.040; cost $3.10',
    ],
    [
      'too short a sample for an interval',
      { headline: period({ interval: null, p: null }) },
      'indistinguishable',
      'after 2025-08, over 412 decisions (69 independent), it is not distinguishable from climatology: Brier skill −0.01; cost $3.10',
    ],
    [
      'a reference without loss',
      { headline: period({ skill: null, interval: null, p: null, detectable: null }) },
      'indistinguishable',
      'after 2025-08, over 412 decisions (69 independent), it is not distinguishable from climatology: Brier skill is not defined; cost $3.10',
    ],
    [
      'a baseline, which has no cutoff',
      { headlineStart: start(0), headline: period({ detectable: 0.04 }), costUsd: 0 },
      'indistinguishable',
      'over 412 decisions (69 independent), it is not distinguishable from climatology: Brier skill −0.01 [−0.05, 0.03], could have detected 0.04; cost nothing',
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
    expect(verdict(input)).toMatchObject({ kind, sentence });
  });

  const slice = (value: string, skill: number, adjusted: number) => ({
    key: 'regime',
    value,
    n: 120,
    effective_n: 100,
    brier_skill: skill,
    p_value: adjusted / 2,
    p_adjusted: adjusted,
    exploratory: true as const,
  });

  it('says where all skill comes from one regime, and where there is some in one alone', () => {
    const slices = [slice('bull', 0.2, 0.001), slice('bear', -0.02, 0.6)];
    const skilled = verdict({ headline: period({ skill: 0.08, interval: [0.02, 0.14], p: 0.004, slices }) });
    expect(skilled.sentence).toContain('0.08 [0.02, 0.14], all of it in regime bull (bear −0.02); cost');
    expect(verdict({ headline: period({ slices }) }).sentence).toContain(
      'in regime bull alone it looks better (skill 0.20, adjusted p = 0.001), which is an idea to test, not a result',
    );
    const everywhere = [slice('bull', 0.2, 0.001), slice('bear', 0.02, 0.6)];
    expect(
      verdict({ headline: period({ skill: 0.08, interval: [0.02, 0.14], p: 0.004, slices: everywhere }) }).sentence,
    ).not.toContain('regime');
  });

  it('gives the number by which many are adjusted, and says what hangs on a hair', () => {
    expect(verdict({ headline: period({ p: 0.024 }) })).toMatchObject({ p_skill: 0.024, on_a_hair: true });
    expect(verdict({ headline: period({ p: 0.004 }) })).toMatchObject({ p_skill: 0.004, on_a_hair: false });
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

describe('silence in a verdict', () => {
  const skilled = { headline: period({ skill: 0.08, interval: [0.02, 0.14], p: 0.004 }) };
  const coverage = (answered: number, p_skill = 0.006) => ({
    asked: 500,
    answered,
    share: answered / 500,
    skill: 0.066,
    skill_interval: [0.01, 0.12] as [number, number],
    p_skill,
  });
  const silence = (n: number): string =>
    `; no opinion for ${n} of the 500 decisions: with climatology in their place Brier skill 0.07 [0.01, 0.12]`;

  it('stands in the sentence, and skill stays where it is there over everything that was asked', () => {
    const found = verdict({ ...skilled, coverage: coverage(412) });
    expect(found).toMatchObject({ kind: 'skilled', p_skill: 0.006 });
    expect(found.sentence).toContain(`${silence(88)}; cost $3.10`);
    expect(verdict({ headline: period(), coverage: coverage(412) }).sentence).toContain(silence(88));
    expect(verdict({ headline: period({ independent: 5 }), coverage: coverage(412) }).sentence).toContain(silence(88));
  });

  it('takes skill away from who answers too little, or shows none over everything', () => {
    const few = verdict({ ...skilled, coverage: coverage(399) });
    expect(few.kind).toBe('indistinguishable');
    expect(few.sentence).toContain('cannot be called skilled, since it answered only 399 of the 500 decisions');
    expect(verdict({ ...skilled, coverage: coverage(400) }).kind).toBe('skilled');
    const lost = verdict({ ...skilled, coverage: coverage(412, 0.2) });
    expect(lost).toMatchObject({ kind: 'indistinguishable', p_skill: 0.2 });
    expect(lost.sentence).toContain('only where it answered (p = 0.004), not over all that it was asked (p = 0.200)');
  });
});
