import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../core/ports/random.js';
import { DriftDetector } from '../earned/drift-detector.js';
import { brierDifference } from './brier-difference.js';
import golden from './mean-sequence.golden.json' with { type: 'json' };
import { MeanSequence } from './mean-sequence.js';
import { nullDecisions, skilledDecisions } from '../../../test/support/simulated-decisions.js';
import { withoutOverlap } from './without-overlap.js';

const stored = golden['forward-tests'].figures;

interface Reference {
  cases: {
    name: string;
    alpha: number;
    reference: number;
    p: number[];
    climatology: number[];
    outcome: (0 | 1)[];
    bounds: { n: number; lower: number; upper: number; detector: number }[];
  }[];
}
const { cases } = JSON.parse(
  readFileSync(new URL('../../../test/reference/always-valid/reference.json', import.meta.url), 'utf8'),
) as Reference;

/** After how many non-overlapping decisions the bounds first exclude 0, and on which side. */
function firstExclusion(decisions: ReturnType<typeof nullDecisions>, alpha: number) {
  const sequence = new MeanSequence(alpha);
  let n = 0;
  for (const { difference } of withoutOverlap(decisions)) {
    sequence.add(difference);
    n += 1;
    if (sequence.excludes(0)) return { n, side: sequence.bounds().lower > 0 ? 'better' : 'worse' };
  }
  return null;
}

describe('a confidence sequence of the mean', () => {
  it.each(cases.map((c) => [c.name, c] as const))('agrees with an independent computation: %s', (_name, c) => {
    const sequence = new MeanSequence(c.alpha);
    const detector = new DriftDetector({ expected: c.reference, runLength: Number.MAX_VALUE });
    const wanted = new Map(c.bounds.map((b) => [b.n, b]));
    const close = (got: number, expected: number): void =>
      expect(Math.abs(got - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));
    c.p.forEach((p, i) => {
      const difference = brierDifference(p, c.climatology[i]!, c.outcome[i]!);
      sequence.add(difference);
      detector.add(difference);
      const expected = wanted.get(i + 1);
      if (expected === undefined) return;
      const { lower, upper, count } = sequence.bounds();
      expect(count).toBe(i + 1);
      close(lower, expected.lower);
      close(upper, expected.upper);
      close(detector.evidence, expected.detector);
      wanted.delete(i + 1);
    });
    expect(wanted.size).toBe(0);
  });

  it('says nothing of no values, and refuses an invalid alpha', () => {
    expect(new MeanSequence(0.05).bounds()).toEqual({ count: 0, mean: null, lower: -1, upper: 1 });
    expect(new MeanSequence(0.05).excludes(0.5)).toBe(false);
    for (const alpha of [0, 1, -0.1, NaN]) expect(() => new MeanSequence(alpha)).toThrow(/alpha is/);
  });

  it('excludes a mean exactly where it lies outside the bounds', () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    const rows = fc.array(fc.tuple(unit, unit, fc.constantFrom(0 as const, 1 as const)), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(rows, fc.double({ min: -1, max: 1, noNaN: true }), (given, mean) => {
        const sequence = new MeanSequence(0.2);
        for (const [p, c, y] of given) sequence.add(brierDifference(p, c, y));
        const { lower, upper, mean: centre } = sequence.bounds();
        expect(lower).toBeLessThanOrEqual(centre!);
        expect(upper).toBeGreaterThanOrEqual(centre!);
        if (Math.min(Math.abs(mean - lower), Math.abs(mean - upper)) < 1e-9) return;
        expect(sequence.excludes(mean)).toBe(mean < lower || mean > upper);
      }),
    );
  });

  const [wrongWithOverlap, overlap] = stored['wrong, overlap'] as [number, number];
  const [sequences] = stored['tests without skill'] as [number];
  const [windows] = stored['windows of each'] as [number];

  // Sequences of independent windows, watched after each.
  it.each([
    [1, 0],
    [overlap, wrongWithOverlap],
  ])('without skill is wrong at any time in at most 50 of 1,000 sequences, overlap m = %i: in %i', (m, expected) => {
    let wrong = 0;
    for (let seed = 0; seed < sequences; seed++) {
      if (firstExclusion(nullDecisions(seed, windows * m, m), 0.05) !== null) wrong += 1;
    }
    expect(wrong).toBeLessThanOrEqual(50);
    expect(wrong, 'as documented').toBe(expected);
  });

  // Brier skill 0.10 over at most 1,000 independent windows.
  it('finds a skilled forecaster', () => {
    const found: number[] = [];
    for (let seed = 0; seed < 100; seed++) {
      const first = firstExclusion(skilledDecisions(seed, 1_000, 1, 0.4), 0.05);
      if (first === null) continue;
      expect(first.side).toBe('better');
      found.push(first.n);
    }
    const median = found.sort((a, b) => a - b)[50];
    expect(found.length).toBeGreaterThanOrEqual(90);
    expect({ found: found.length, median }).toEqual({ found: 99, median: stored['median windows'][0] });
  });

  it('would be wrong far too often without its price for watching: the naive interval at 5 %', () => {
    let wrong = 0;
    for (let seed = 0; seed < 200; seed++) {
      let [n, sum, squares] = [0, 0, 0];
      let ever = false;
      for (const { difference } of nullDecisions(seed, 500, 1)) {
        n += 1;
        sum += difference.value;
        squares += difference.value ** 2;
        const deviation = Math.sqrt(Math.max(squares / n - (sum / n) ** 2, 0) / n);
        ever ||= n >= 20 && Math.abs(sum / n) > 1.96 * deviation;
      }
      if (ever) wrong += 1;
    }
    expect(wrong, 'so the simulation can tell').toBeGreaterThan(40);
  });
});

describe('the difference of Brier scores', () => {
  it('lies between its two possible values', () => {
    expect(brierDifference(0.7, 0.5, 1).value).toBeCloseTo(0.16, 12);
    expect(brierDifference(0.7, 0.5, 0).value).toBeCloseTo(-0.24, 12);
    expect(brierDifference(0.4, 0.4, 1)).toEqual({ value: 0, least: 0, most: 0 });
    const random = seededRandom(1);
    for (let i = 0; i < 100; i++) {
      const [p, c] = [random.next(), random.next()];
      const { least, most } = brierDifference(p, c, 1);
      expect(most - least).toBeCloseTo(2 * Math.abs(p - c), 12);
    }
  });
});

describe('windows without overlap', () => {
  it('takes each decision made after the last window had closed, whatever order they come in', () => {
    const at = (decidedAt: number, maturesAt = decidedAt + 10) => ({ decidedAt, maturesAt });
    expect(withoutOverlap([at(25), at(0), at(5), at(10), at(19), at(20), at(100)]).map((d) => d.decidedAt)).toEqual([
      0, 10, 20, 100,
    ]);
    expect(withoutOverlap([])).toEqual([]);
  });
});
