import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../core/ports/random.js';
import { normal } from '../fixtures/simulated-market.js';
import { cosineTest } from '../inference/cosine-test.js';
import { dieboldMariano } from '../inference/diebold-mariano.js';
import { cautious } from '../inference/persistence.js';
import { persistentMean } from '../inference/persistent-mean.js';
import { compareLosses, intervalDocument } from './compare-losses.js';
import { brierLosses, mirroredOutcomes } from './losses.js';
import { chancesOf, expectedLosses } from './own-part.js';

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

/** Losses of two forecasters on the same independent rows: what is hard for one is hard for the other. */
function sample(n: number, seed: number): { losses: Float64Array; reference: Float64Array } {
  const random = seededRandom(seed);
  const hard = Float64Array.from({ length: n }, () => random.next());
  return {
    losses: hard.map((h) => 0.1 + 0.15 * h + 0.1 * random.next()),
    reference: hard.map((h) => 0.15 + 0.3 * h + 0.1 * random.next()),
  };
}

const plain = { overlap: 1, level: 0.95 };

describe('losses compared', () => {
  it('means, their difference and skill', () => {
    const found = compareLosses(Float64Array.of(0.1, 0.2, 0.3), Float64Array.of(0.4, 0.2, 0.2), plain);
    expect(found.score).toBeCloseTo(0.2, 15);
    expect(found.reference).toBeCloseTo(0.8 / 3, 15);
    expect(found.difference).toBeCloseTo(-0.2 / 3, 15);
    expect(found.skill).toBeCloseTo(0.25, 15);
    // Three rows know a mean, but not how sure it is.
    expect(found).toMatchObject({
      difference_interval: null,
      skill_interval: null,
      effective_n: null,
      minimum_detectable_skill: null,
    });
  });

  it.each([1, 3])('the interval of the difference leaves its tails outside (windows over %i rows)', (overlap) => {
    const { losses, reference } = sample(300, 5);
    const options = { overlap, level: 0.9, referenceError: 0.004, memory: 2 };
    const { difference, difference_interval: interval, effective_n } = compareLosses(losses, reference, options);
    const known = persistentMean(
      losses.map((loss, i) => loss - reference[i]!),
      overlap,
      cautious(300, overlap, 2),
    )!;
    expect(interval!.low).toBeCloseTo(difference - known.halfWidth(0.05, 0.004), 12);
    expect(interval!.high).toBeCloseTo(difference + known.halfWidth(0.05, 0.004), 12);
    expect(interval!.lower_bound).toBeCloseTo(difference - known.halfWidth(0.1, 0.004), 12);
    expect(effective_n).toBe(known.effectiveRows);
    expect(
      compareLosses(losses, reference, { ...options, referenceError: 0 }).difference_interval!.low,
    ).toBeGreaterThan(interval!.low);
  });

  it('both tests of equal losses are those of the differences, row by row', () => {
    const { losses, reference } = sample(120, 4);
    const found = compareLosses(losses, reference, { overlap: 2, level: 0.95 });
    const differences = losses.map((loss, i) => loss - reference[i]!);
    const test = dieboldMariano(differences, 2)!;
    expect(found.diebold_mariano).toEqual({
      statistic: test.statistic,
      p_value: test.pValue,
      p_better: test.pFirstBetter,
      kernel: 'rectangular',
      lags: 1,
      standard_error: test.standardError,
    });
    const cosine = cosineTest(differences, 2)!;
    expect(found.cosine_test).toEqual({
      statistic: cosine.statistic,
      p_value: cosine.pValue,
      p_better: cosine.pBelowZero,
      degrees_of_freedom: cosine.terms,
    });
    expect(found.diebold_mariano!.p_better).toBeLessThan(0.001);
  });

  it('the interval of skill is as wide as leaving out each row in turn says', () => {
    const n = 2_000;
    const { losses, reference } = sample(n, 6);
    const { skill, skill_interval: interval } = compareLosses(losses, reference, plain);
    const total = mean(losses) * n;
    const totalReference = mean(reference) * n;
    const without = losses.map((loss, i) => 1 - (total - loss) / (totalReference - reference[i]!));
    const centre = mean(without);
    // The jackknife's standard error (B. Efron, 1982).
    const jackknife = Math.sqrt(((n - 1) / n) * without.reduce((sum, each) => sum + (each - centre) ** 2, 0));
    const half = (interval!.high - interval!.low) / 2;
    expect((interval!.high + interval!.low) / 2).toBeCloseTo(skill!, 12);
    // Wider than 1.96 errors, since something may persist, but not by much where nothing does.
    expect(half / jackknife).toBeGreaterThan(1.7);
    expect(half / jackknife).toBeLessThan(2.6);
    const bound = skill! - interval!.lower_bound;
    expect(bound / jackknife).toBeGreaterThan(1.4);
    expect(bound / jackknife).toBeLessThan(2.2);
    expect(bound).toBeLessThan(half);
  });

  it('what the reference has to learn counts for skill by the share of it that is left', () => {
    const { losses, reference } = sample(400, 7);
    const referenceError = 0.05;
    const { skill, skill_interval: interval } = compareLosses(losses, reference, { ...plain, referenceError });
    const known = persistentMean(
      losses.map((loss, i) => loss - (1 - skill!) * reference[i]!),
      1,
      cautious(400, 1),
    )!;
    const half = known.halfWidth(0.025, (1 - skill!) * referenceError) / mean(reference);
    expect(interval!.high - skill!).toBeCloseTo(half, 12);
    // The error of the reference is by far the larger here: 1.96 · (1 − skill) · error ÷ reference.
    expect(half / ((1.96 * (1 - skill!) * referenceError) / mean(reference))).toBeCloseTo(1, 1);
  });

  it('what never varies is known exactly, from six windows on', () => {
    const rows = (n: number) => Float64Array.from({ length: n }, (_, i) => 0.25 + (i % 2) * 0.5);
    const half = (values: Float64Array) => values.map((value) => value / 2);
    for (const [n, overlap, enough] of [
      [6, 1, true],
      [5, 1, false],
      [24, 4, true],
      [23, 4, false],
    ] as const) {
      const same = compareLosses(rows(n), rows(n), { overlap, level: 0.95 });
      const zero = { low: 0, high: 0, lower_bound: 0 };
      expect(same.difference_interval).toEqual(enough ? zero : null);
      expect(same.skill_interval).toEqual(enough ? zero : null);
      expect(same).toMatchObject({ diebold_mariano: null, cosine_test: null, effective_n: null });
      // Always half of the reference's loss: the difference varies, the skill does not.
      const better = compareLosses(half(rows(n)), rows(n), { overlap, level: 0.95 });
      expect(better.skill_interval).toEqual(enough ? { low: 0.5, high: 0.5, lower_bound: 0.5 } : null);
    }
  });

  it('names the skill that a test finds four times in five: 2.8016 errors of the difference, in losses of the reference', () => {
    const { losses, reference } = sample(250, 8);
    const found = compareLosses(losses, reference, plain);
    const { standardError } = persistentMean(
      losses.map((loss, i) => loss - reference[i]!),
      1,
      cautious(250, 1),
    )!;
    expect(found.minimum_detectable_skill).toBeCloseTo((2.801585218 * standardError) / mean(reference), 8);
  });

  it('a reference that is never wrong leaves nothing to be better than', () => {
    const { losses } = sample(100, 9);
    expect(compareLosses(losses, new Float64Array(100), plain)).toMatchObject({
      reference: 0,
      skill: null,
      skill_interval: null,
      minimum_detectable_skill: null,
      difference_interval: { low: expect.any(Number) },
    });
  });

  it('one who hardly changes his mind is given a wider interval', () => {
    const { losses, reference } = sample(300, 10);
    const width = (memory: number) => {
      const { skill_interval: skill, difference_interval: interval } = compareLosses(losses, reference, {
        ...plain,
        memory,
      });
      return [skill!.high - skill!.low, interval!.high - interval!.low] as const;
    };
    expect(width(300)[0]).toBeGreaterThan(width(1)[0]);
    expect(width(300)[1]).toBeGreaterThan(width(1)[1]);
  });
});

describe('one who hardly changes his mind, in a market of one regime', () => {
  const n = 300;
  const random = seededRandom(11);
  const outcomes = Float64Array.from({ length: n }, () => Number(random.next() < 0.66));
  const climatology = outcomes.map((_, i) => 0.64 + 0.02 * Math.sin(i));
  const comparedFor = (said: number, memory: number) => {
    const forecasts = outcomes.map(() => said);
    return compareLosses(brierLosses(forecasts, outcomes), brierLosses(climatology, outcomes), {
      ...plain,
      memory,
      mirrored: mean(brierLosses(forecasts, mirroredOutcomes(outcomes))),
    });
  };

  it('lucky: the interval reaches half way to the mirrored market downwards, in squares, and no further up', () => {
    const found = comparedFor(0.6, n);
    const { skill, skill_interval: interval, reference } = found;
    const half = interval!.high - skill!;
    // (0.6 − y)² is less than its mirror by (2 · 0.6 − 1) · (2y − 1).
    const halfWay = (0.2 * (2 * mean(outcomes) - 1)) / 2 / reference;
    expect(skill! - interval!.low).toBeCloseTo(Math.hypot(half, halfWay), 12);
    expect(skill! - interval!.lower_bound).toBeGreaterThan(halfWay);
    expect(halfWay).toBeGreaterThan(half);
    const { difference, difference_interval: differences } = found;
    expect(differences!.high - difference).toBeGreaterThan(difference - differences!.low);
  });

  it('unlucky: upwards, and the lower bound stays as it is', () => {
    const { skill, skill_interval: interval } = comparedFor(0.4, n);
    const half = skill! - interval!.low;
    const { skill_interval: alone } = compareLosses(
      outcomes.map((outcome) => (0.4 - outcome) ** 2),
      brierLosses(climatology, outcomes),
      { ...plain, memory: n },
    );
    expect(interval!.low).toBe(alone!.low);
    expect(interval!.lower_bound).toBe(alone!.lower_bound);
    expect(interval!.high - skill!).toBeGreaterThan(1.1 * half);
  });

  it('who says 0.5 is as good in the mirror, and who changes his mind each day has seen both', () => {
    for (const [said, memory] of [
      [0.5, n],
      [0.6, 1],
    ] as const) {
      const { skill, skill_interval: interval } = comparedFor(said, memory);
      expect(interval!.high - skill!).toBeCloseTo(skill! - interval!.low, 12);
    }
  });
});

describe('one whose moods last', () => {
  const n = 2_000;
  const random = seededRandom(21);
  let mood = 0;
  const forecasts = Float64Array.from({ length: n }, () => {
    mood = 0.99 * mood + Math.sqrt(1 - 0.99 ** 2) * normal(random);
    return Math.min(0.99, Math.max(0.01, 0.5 + 0.1 * mood));
  });
  const outcomes = forecasts.map(() => Number(random.next() < 0.5));
  const climatology = forecasts.map(() => 0.5);
  const expected = expectedLosses(brierLosses, forecasts, climatology, chancesOf(forecasts, outcomes, 1));
  const comparedWith = (more: object, overlap = 1) =>
    compareLosses(brierLosses(forecasts, outcomes), brierLosses(climatology, outcomes), {
      overlap,
      level: 0.95,
      memory: 70,
      ...more,
    });

  it('may be as wrong as his forecasts alone make it, and loses more easily than less', () => {
    const alone = comparedWith({});
    const found = comparedWith({ expected });
    const prior = cautious(n, 1, 70);
    const differences = brierLosses(forecasts, outcomes).map((loss, i) => loss - (climatology[i]! - outcomes[i]!) ** 2);
    const own = expected.losses.map((loss, i) => loss - expected.reference[i]!);
    const ofForecasts = persistentMean(own, 1, prior)!.halfWidth(0.025);
    const rest = persistentMean(
      differences.map((value, i) => value - own[i]!),
      1,
      prior,
    )!.halfWidth(0.025);
    const { difference, difference_interval: interval } = found;
    const excess = mean(own);
    expect(excess).toBeGreaterThan(0);
    const bent = ofForecasts * (1 + 0.75 * Math.min(1, ofForecasts / excess));
    const byLosses = persistentMean(differences, 1, prior)!.halfWidth(0.025);
    expect(Math.hypot(bent, rest)).toBeGreaterThan(byLosses);
    expect(interval!.high - difference).toBeCloseTo(Math.hypot(bent, rest), 12);
    expect(difference - interval!.low).toBeCloseTo(Math.max(byLosses, Math.hypot(ofForecasts, rest)), 12);
    expect(interval!.high - difference).toBeGreaterThan(1.05 * (alone.difference_interval!.high - difference));
    // A loss that may be larger is a skill that may be smaller.
    expect(found.skill_interval!.low).toBeLessThan(alone.skill_interval!.low);
    expect(found.skill! - found.skill_interval!.low).toBeGreaterThan(found.skill_interval!.high - found.skill!);
    expect(found.skill_interval!.lower_bound).toBeLessThan(alone.skill_interval!.lower_bound);
  });

  it('the interval never gets narrower, and all else stays as it is', () => {
    const { difference_interval: a, skill_interval: b, ...alone } = comparedWith({});
    const { difference_interval: c, skill_interval: d, ...found } = comparedWith({ expected });
    expect(found).toEqual(alone);
    for (const [wide, narrow] of [
      [c!, a!],
      [d!, b!],
    ] as const) {
      expect(wide.low).toBeLessThanOrEqual(narrow.low);
      expect(wide.high).toBeGreaterThanOrEqual(narrow.high);
    }
  });

  it.each([
    ['changes his mind often', { memory: 20 }, 1],
    ['does so no less often than windows pass', { memory: 70 }, 4],
    ['never changes it', { memory: n }, 1],
  ])('who %s is judged by his losses', (_, { memory }, overlap) => {
    expect(comparedWith({ memory, expected }, overlap)).toEqual(comparedWith({ memory }, overlap));
  });
});

describe('an interval in a document', () => {
  it('has the names of documents, and is null where there is none', () => {
    expect(intervalDocument({ low: 1, high: 3, lowerBound: 1.5 })).toEqual({ low: 1, high: 3, lower_bound: 1.5 });
    expect(intervalDocument(null)).toBeNull();
    expect(intervalDocument(undefined)).toBeNull();
  });
});
