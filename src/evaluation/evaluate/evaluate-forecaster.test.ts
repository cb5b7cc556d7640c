import { describe, expect, it } from 'vitest';
import { seededRandom, type Random } from '../../core/ports/random.js';
import { assessmentOf } from '../../../test/evaluation/opinions.js';
import type { HeadlineStart } from '../contamination/headline-start.js';
import type { LabelResult, UnscoredReason } from '../label.js';
import type { EvaluatedDecision, ForecasterAnswers } from './decisions.js';
import { evaluateForecaster, forecastMap, type EvaluationContext } from './evaluate-forecaster.js';
import { forecasterSchema, type ForecasterEvaluation } from './schema.js';

const HOUR = 3_600_000;
const STEP = 6 * HOUR;
const HORIZON = 24 * HOUR;
const T0 = Date.UTC(2024, 0, 1);
const FIELDS = ['market.rsi_14', 'market.spot_price'];
const UNSCORED: readonly UnscoredReason[] = ['no-price', 'open', 'too-few-bars', 'unchanged'];

const bull = (outcome: 0 | 1): LabelResult => ({
  scored: true,
  outcome,
  horizonReturn: outcome - 0.5,
  shareAbove: outcome,
});
const decision = (i: number, label: LabelResult, fields: readonly string[] = FIELDS): EvaluatedDecision => ({
  decidedAt: T0 + i * STEP,
  maturesAt: T0 + i * STEP + HORIZON,
  fields,
  volatility: i % 5 === 0 ? null : i,
  label,
});
/** Bull and bear as they come, all scored, all with the same fields. */
const plain = (n: number): EvaluatedDecision[] => {
  const random = seededRandom(4);
  return Array.from({ length: n }, (_, i) => decision(i, bull(random.next() < 0.5 ? 1 : 0)));
};

interface Case {
  readonly decisions: readonly EvaluatedDecision[];
  /** Null where it gave no opinion. */
  readonly opinions: readonly (number | null)[];
  readonly from?: HeadlineStart['from'];
  /** Places that climatology answers; default all. */
  readonly climatology?: (i: number) => boolean;
  readonly context?: Partial<EvaluationContext>;
}

function evaluate({ decisions, opinions, from = 0, climatology = () => true, context }: Case): ForecasterEvaluation {
  const answers: ForecasterAnswers = {
    id: 'test/m',
    kind: 'llm',
    version: null,
    prompt: 'p',
    assessments: opinions.map((p) => (p === null ? null : assessmentOf(p))),
    failures: opinions.map((p) => (p === null ? 'the answer was not JSON' : null)),
    calls: opinions.length,
    costUsd: 3.1,
    headline: { from, because: 'of what is known of test/m', parts: [] },
  };
  const evaluation = evaluateForecaster(
    answers,
    {
      decisions,
      horizonMs: HORIZON,
      stepMs: STEP,
      climatology: forecastMap(decisions, {
        assessments: decisions.map((_, i) => (climatology(i) ? assessmentOf(0.5) : null)),
      }),
      baselines: [],
      random: seededRandom(1),
      samples: 40,
      ...context,
    },
    { contamination: null, attribution: null },
  );
  return forecasterSchema.parse(JSON.parse(JSON.stringify(evaluation)));
}

const excludedFor = (reason: string, { excluded }: ForecasterEvaluation): number =>
  excluded.find((one) => one.reason === reason)?.n ?? 0;
const times = (period: ForecasterEvaluation['headline']): readonly number[] => period?.series.decided_at ?? [];

describe('evaluateForecaster', () => {
  it('counts every decision exactly once, and pools only those with the same fields: 300 random cases', () => {
    for (let seed = 0; seed < 300; seed++) {
      const random = seededRandom(seed);
      const one = randomCase(random);
      const result = evaluate(one);
      const scored = [...times(result.earlier), ...times(result.headline)];
      const left = result.excluded.reduce((sum, { n }) => sum + n, 0);
      expect(scored.length + left, `seed ${seed}`).toBe(one.decisions.length);
      expect(new Set(scored).size, `seed ${seed}`).toBe(scored.length);
      const fields = new Set(
        one.decisions.filter(({ decidedAt }) => scored.includes(decidedAt)).map((row) => row.fields.join()),
      );
      expect(fields.size, `seed ${seed}`).toBeLessThanOrEqual(1);
      expect(result.answered + result.failed, `seed ${seed}`).toBe(one.decisions.length);
      const grouped = result.field_groups.reduce((sum, { n }) => sum + n, 0);
      const outcomes = one.decisions.filter(({ label }, i) => label.scored && one.opinions[i] !== null);
      expect(grouped, `seed ${seed}`).toBe(outcomes.length);
      if (one.from !== undefined && one.from !== 'unknown') {
        for (const period of [result.headline, result.earlier])
          expect(period?.scores.sample.n ?? 0).toBe(times(period).length);
        expect(times(result.headline).every((time) => time >= Number(one.from))).toBe(true);
        expect(times(result.earlier).every((time) => time + HORIZON <= Number(one.from))).toBe(true);
      } else expect(result.headline).toBeNull();
    }
  });

  it('puts the windows that reach over the start into neither period', () => {
    const decisions = plain(100);
    const from = decisions[60]!.decidedAt;
    const result = evaluate({ decisions, opinions: decisions.map(() => 0.6), from });
    // Windows of 24 hours every 6: those of 57, 58 and 59 begin before the start and end after it; that of 56 ends there.
    expect(times(result.earlier).at(-1)).toBe(decisions[56]!.decidedAt);
    expect(times(result.headline)[0]).toBe(from);
    expect(result.excluded).toEqual([{ reason: 'its window reaches over the start of the headline', n: 3 }]);
    expect(result.headline!.scores.sample.n).toBe(40);
    expect(result.earlier!.scores.sample.n).toBe(57);
  });

  it('scores nothing out of sample where the start is unknown, but shows all of it', () => {
    const decisions = plain(200);
    const result = evaluate({ decisions, opinions: decisions.map(() => 0.6), from: 'unknown' });
    expect(result.headline).toBeNull();
    expect(result.earlier!.scores.sample.n).toBe(200);
    expect(result.excluded).toEqual([]);
    expect(result.verdict.kind).toBe('unknown-start');
    expect(result.verdict.sentence).toMatch(
      /^no result can be called out of sample, since of what is known of test\/m \(over 200 decisions \(50 independent\): /,
    );
    expect(result.suggestion).toMatchObject({ trade: false, earned: 0 });
  });

  it('a forecaster without an answer has no scores, and its failures are counted', () => {
    const decisions = plain(50);
    const result = evaluate({ decisions, opinions: decisions.map(() => null) });
    expect(result).toMatchObject({
      answered: 0,
      failed: 50,
      failures: [{ reason: 'the answer was not JSON', n: 50 }],
      headline: null,
      earlier: null,
      field_groups: [],
      excluded: [{ reason: 'it gave no opinion', n: 50 }],
      recalibration: [],
      verdict: {
        kind: 'nothing-scored',
        sentence: 'there is nothing to score: it gave no opinion; cost $3.10',
      },
    });
    expect(result.suggestion.trade).toBe(false);
  });

  it('whoever answers only what he knows has that skill over everything that was asked, and is not called skilled', () => {
    const decisions = plain(800);
    const random = seededRandom(6);
    const knows = decisions.map(({ label }, i) =>
      i % 3 === 0 && label.scored ? (random.next() < 0.8 === (label.outcome === 1) ? 0.8 : 0.2) : null,
    );
    const result = evaluate({ decisions, opinions: knows });
    const { coverage, headline, verdict } = result;
    expect(coverage).toMatchObject({ asked: 800, answered: 267 });
    expect(coverage!.skill! / headline!.scores.brier.skill!).toBeCloseTo(267 / 800, 1);
    expect(verdict.kind).toBe('indistinguishable');
    expect(verdict.sentence).toContain('it answered only 267 of the 800 decisions');
    expect(result.suggestion.trade).toBe(false);
    expect(evaluate({ decisions, opinions: decisions.map(() => 0.6) }).coverage).toBeNull();
  });

  it('without climatology there is nothing to score against, and that is said', () => {
    const decisions = plain(50);
    const opinions = decisions.map(() => 0.6);
    const none = evaluate({ decisions, opinions, climatology: () => false });
    expect(none.excluded).toEqual([{ reason: 'climatology has no forecast of it', n: 50 }]);
    expect(none.verdict).toEqual({
      kind: 'nothing-scored',
      sentence:
        'there is nothing to score: climatology has no forecast of its 50 decisions with an outcome; cost $3.10',
    });
    expect(none.field_groups).toMatchObject([{ n: 50, brier_skill: null }]);
    const late = evaluate({ decisions, opinions, climatology: (i) => i >= 10 });
    expect(late.headline!.scores.sample.n).toBe(40);
    expect(excludedFor('climatology has no forecast of it', late)).toBe(10);
  });

  it('scores the fields that most decisions of the headline had, whatever came before', () => {
    const older = Array.from({ length: 120 }, (_, i) => decision(i, bull((i % 2) as 0 | 1), ['market.spot_price']));
    const newer = Array.from({ length: 60 }, (_, i) => decision(120 + i, bull((i % 2) as 0 | 1)));
    const decisions = [...older, ...newer];
    const result = evaluate({
      decisions,
      opinions: decisions.map(({ label }) => (label.scored && label.outcome === 1 ? 0.8 : 0.2)),
      from: decisions[100]!.decidedAt,
    });
    expect(result.headline!.scores.sample.n).toBe(60);
    expect(result.earlier).toBeNull();
    expect(result.excluded).toEqual([{ reason: 'its snapshot had other fields', n: 120 }]);
    expect(result.field_groups.map(({ fields, n, scored_here }) => [fields.length, n, scored_here])).toEqual([
      [1, 120, false],
      [2, 60, true],
    ]);
    for (const { brier_skill } of result.field_groups) expect(brier_skill).toBeCloseTo(1 - 0.04 / 0.25, 12);
  });

  it('gives a small group of other fields no score', () => {
    const decisions = [
      ...plain(80),
      ...Array.from({ length: 29 }, (_, i) => decision(80 + i, bull((i % 2) as 0 | 1), ['market.spot_price'])),
    ];
    const { field_groups } = evaluate({ decisions, opinions: decisions.map(() => 0.4) });
    expect(field_groups.map(({ n, brier_skill }) => [n, brier_skill === null])).toEqual([
      [80, false],
      [29, true],
    ]);
  });

  it('compares with each baseline on what both answered, and counts the rest', () => {
    const decisions = plain(100);
    const half = forecastMap(decisions, {
      assessments: decisions.map((_, i) => (i % 2 === 0 ? assessmentOf(0.5) : null)),
    });
    const result = evaluate({
      decisions,
      opinions: decisions.map(() => 0.6),
      context: {
        baselines: [
          { id: 'half', forecasts: half },
          { id: 'none', forecasts: new Map() },
        ],
      },
    });
    expect(result.headline!.comparisons).toMatchObject([
      { id: 'half', left_out: 50, comparison: { sample: { n: 50 }, brier: { reference: 0.25 } } },
    ]);
  });

  it('recalibrates on the past alone: before the headline it learns, in the headline it counts', () => {
    const decisions = plain(400);
    const from = decisions[300]!.decidedAt;
    const opinions = decisions.map(({ label }, i) => (label.scored && label.outcome === 1 ? 0.9 : 0.1) + (i % 7) / 100);
    const result = evaluate({ decisions, opinions, from });
    expect(result.recalibration.map(({ kind, n }) => [kind, n])).toEqual([
      ['platt', 100],
      ['beta', 100],
    ]);
    const { before, comparison } = result.recalibration[0]!;
    expect(before.brier).toBeCloseTo(result.headline!.scores.brier.score, 12);
    expect(before.reliability).toBeCloseTo(result.headline!.scores.calibration.equal_count.reliability, 12);
    expect(before.ece).toBeCloseTo(result.headline!.scores.calibration.equal_count.ece, 12);
    expect(comparison.reference).toBe(before.brier);
    expect(evaluate({ decisions, opinions, from, context: { recalibrate: false } }).recalibration).toEqual([]);
  });

  it('is the same for the same seed', () => {
    const one = randomCase(seededRandom(12));
    expect(evaluate(one)).toEqual(evaluate(one));
  });
});

/** Decisions with missing opinions, labels, fields and climatology, and a headline that starts anywhere or nobody knows where. */
function randomCase(random: Random): Case {
  const n = 1 + Math.floor(random.next() * 60);
  const shares = [random.next(), random.next() ** 3, random.next() ** 3, random.next() ** 3];
  const decisions = Array.from({ length: n }, (_, i) => {
    const label: LabelResult =
      random.next() < shares[1]!
        ? { scored: false, reason: UNSCORED[Math.floor(random.next() * UNSCORED.length)]! }
        : bull(random.next() < 0.5 ? 1 : 0);
    return decision(i, label, random.next() < shares[0]! ? FIELDS : ['market.spot_price']);
  });
  const starts: HeadlineStart['from'][] = ['unknown', 0, T0 + Math.floor(random.next() * n * 1.2 * STEP)];
  const present = decisions.map(() => random.next() >= shares[3]!);
  return {
    decisions,
    opinions: decisions.map(() => (random.next() < shares[2]! ? null : random.next())),
    from: starts[Math.floor(random.next() * starts.length)]!,
    climatology: (i) => present[i]!,
  };
}
