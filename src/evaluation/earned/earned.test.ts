import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../core/ports/random.js';
import { brierDifference, type BoundedValue } from '../forward-test/brier-difference.js';
import { FULL_AGE_MS, ageFactor, ZERO_AGE_MS } from './age-decay.js';
import { applyEarnedSize, type EarnedRefusalReason } from './apply-earned-size.js';
import { DriftDetector } from './drift-detector.js';
import { earnedShare } from './earned-share.js';
import { earnedSizeSchema, makeEarnedSize, type EarnedSize, type MeasuredOf } from './earned-size.js';

describe('the share that skill earns', () => {
  it('is 0 without shown skill, in proportion to its lower bound, and whole from the full skill on', () => {
    const at = (skillLowerBound: number | null, fullSkill?: number) =>
      earnedShare({ skillLowerBound, ...(fullSkill === undefined ? {} : { fullSkill }) });
    expect([null, -Infinity, -0.1, 0].map((bound) => at(bound))).toEqual([0, 0, 0, 0]);
    expect(at(0.01)).toBeCloseTo(0.2, 15);
    expect(at(0.05)).toBe(1);
    expect(at(0.9)).toBe(1);
    expect(at(0.05, 0.1)).toBe(0.5);
  });

  it('refuses what is not skill', () => {
    for (const fullSkill of [0, -1, 1.1, NaN]) {
      expect(() => earnedShare({ skillLowerBound: 0.1, fullSkill })).toThrow(/full_skill/);
    }
    for (const skillLowerBound of [NaN, 1.01]) expect(() => earnedShare({ skillLowerBound })).toThrow(/lower bound/);
  });

  it('is monotone in the bound and in [0, 1]', () => {
    const bound = fc.double({ min: -3, max: 1, noNaN: true });
    fc.assert(
      fc.property(bound, bound, fc.double({ min: 1e-6, max: 1, noNaN: true }), (a, b, fullSkill) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)].map((x) =>
          earnedShare({ skillLowerBound: x, fullSkill }),
        );
        expect(less).toBeLessThanOrEqual(more!);
        expect(less).toBeGreaterThanOrEqual(0);
        expect(more).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('age of the evidence', () => {
  it('counts whole, then fades, then is gone', () => {
    expect(ageFactor(0, 0)).toBe(1);
    expect(ageFactor(0, FULL_AGE_MS)).toBe(1);
    expect(ageFactor(0, (FULL_AGE_MS + ZERO_AGE_MS) / 2)).toBe(0.5);
    expect(ageFactor(0, ZERO_AGE_MS)).toBe(0);
    expect(ageFactor(0, 2 * ZERO_AGE_MS)).toBe(0);
  });
});

/** Forecasts of ½ ± 0.15 that are right with the given probability; calibrated at 0.65, without skill at 0.575. */
function live(random: ReturnType<typeof seededRandom>, right: number): BoundedValue {
  const side = random.next() < 0.5 ? 1 : -1;
  const outcome = random.next() < right === (side === 1) ? 1 : 0;
  return brierDifference(0.5 + 0.15 * side, 0.5, outcome);
}
const TRUE_MEAN = 0.15 ** 2;

/** Decision of the first alarm, when chances change from `before` to `after` at `change`; null within `most`. */
function firstAlarm(seed: number, before: number, after: number, change: number, most: number): number | null {
  const random = seededRandom(seed);
  const detector = new DriftDetector({ expected: TRUE_MEAN / 2 });
  for (let n = 1; n <= most; n++) if (detector.add(live(random, n <= change ? before : after))) return n;
  return null;
}
const seeds = Array.from({ length: 100 }, (_, seed) => seed);
const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]!;

describe('drift of live scores', () => {
  it('is seldom seen where there is none', () => {
    const calibrated = seeds.filter((seed) => firstAlarm(seed, 0.65, 0.65, 0, 1_000) !== null).length;
    // At the least mean that is not drift: ½ of the true one.
    const worst = seeds.filter((seed) => firstAlarm(seed, 0.6125, 0.6125, 0, 1_000) !== null).length;
    expect({ calibrated, worst }, 'as documented').toEqual({ calibrated: 0, worst: 13 });
  });

  it('is found when the skill is gone, sooner when it is turned around', () => {
    const delays = (after: number) =>
      median(seeds.map((seed) => (firstAlarm(seed, 0.65, after, 200, 20_000) ?? Infinity) - 200));
    expect({ none: delays(0.575), coin: delays(0.5), turned: delays(0.35) }, 'as documented').toEqual({
      none: 591,
      coin: 180,
      turned: 71,
    });
  });

  it('keeps its run length where the mean is just what was expected', () => {
    const first = seeds.slice(0, 40).map((seed) => {
      const random = seededRandom(seed);
      const detector = new DriftDetector({ expected: TRUE_MEAN / 2, runLength: 50 });
      for (let n = 1; ; n++) if (detector.add(live(random, 0.6125))) return n;
    });
    expect(first.reduce((a, b) => a + b, 0) / first.length).toBeGreaterThan(50);
  });

  it('starts anew after an alarm, and refuses options out of range', () => {
    const detector = new DriftDetector({ expected: 0.1, runLength: 10 });
    let alarms = 0;
    for (let i = 0; i < 300; i++) if (detector.add(brierDifference(0.7, 0.5, 0))) alarms += 1;
    expect(alarms).toBeGreaterThan(1);
    expect(detector.alarms).toBe(alarms);
    expect(detector.evidence).toBeLessThan(10);
    for (const wrong of [{ expected: NaN }, { expected: 2 }, { expected: 0, runLength: 1 }]) {
      expect(() => new DriftDetector(wrong)).toThrow(/expected is/);
    }
  });
});

const measured: MeasuredOf = {
  model: { id: 'ollama/llama3.2', kind: 'llm', version: 'sha256:1' },
  prompt: { id: 'regime-2', sha256: 'a'.repeat(64) },
  fields: ['market.spot_price', 'market.funding_rate'],
  symbol: 'BTCUSDT',
  horizon_hours: 24,
};
const END = Date.UTC(2026, 0, 1);
function document(more: Partial<EarnedSize['evidence']> = {}): EarnedSize {
  return makeEarnedSize({
    evaluation: { id: 'e1', sha256: 'b'.repeat(64) },
    measured_of: measured,
    evidence: {
      from: END - 200 * 86_400_000,
      to: END,
      decisions: 1_200,
      effective_decisions: 200,
      level: 0.95,
      skill: 0.08,
      skill_lower_bound: 0.025,
      brier_difference: 0.02,
      brier_difference_lower_bound: 0.01,
      ...more,
    },
    full_skill: 0.05,
  });
}

describe('earned size', () => {
  it('is a document whose share follows from its evidence', () => {
    const made = document();
    expect(made.share).toBe(0.5);
    expect(earnedSizeSchema.parse(JSON.parse(JSON.stringify(made)))).toEqual(made);
    expect(document({ skill_lower_bound: -0.02 }).share).toBe(0);
    expect(document({ skill_lower_bound: null }).share).toBe(0);
  });

  it('is granted for what was measured, fading with age and halved by each drift', () => {
    const now = END + (FULL_AGE_MS + ZERO_AGE_MS) / 2;
    const shuffled = { ...measured, fields: [...measured.fields].reverse() };
    expect(applyEarnedSize(document(), shuffled, [], now)).toEqual({
      granted: true,
      share: 0.25,
      measured: 0.5,
      age: 0.5,
      drift: 1,
      alarms: 0,
    });
    const wrong = Array.from({ length: 400 }, () => brierDifference(0.7, 0.5, 0));
    const one = wrong.slice(0, 25);
    const drifted = applyEarnedSize(document(), measured, one, END);
    expect(drifted).toMatchObject({ granted: true, drift: 0.5, alarms: 1 });
    expect(applyEarnedSize(document(), measured, wrong, END)).toMatchObject({ share: expect.closeTo(0, 2) });
    expect(applyEarnedSize(document(), measured, [], END + ZERO_AGE_MS)).toMatchObject({ granted: true, share: 0 });
  });

  it.each<[EarnedRefusalReason, Partial<MeasuredOf>, string, string]>([
    ['model', { model: { ...measured.model, id: 'ollama/other' } }, 'ollama/llama3.2', 'ollama/other'],
    ['model-version', { model: { ...measured.model, version: 'sha256:2' } }, 'sha256:1', 'sha256:2'],
    ['model-version-unknown', { model: { ...measured.model, version: null } }, 'sha256:1', 'unknown'],
    ['prompt', { prompt: null }, `regime-2 (${'a'.repeat(64)})`, 'no prompt'],
    [
      'prompt',
      { prompt: { id: 'regime-2', sha256: 'c'.repeat(64) } },
      `regime-2 (${'a'.repeat(64)})`,
      `regime-2 (${'c'.repeat(64)})`,
    ],
    [
      'fields',
      { fields: ['market.spot_price', 'news'] },
      'beyond the common ones: market.funding_rate',
      'beyond the common ones: news',
    ],
    ['symbol', { symbol: 'ETHUSDT' }, 'BTCUSDT', 'ETHUSDT'],
    ['horizon', { horizon_hours: 12 }, '24 h', '12 h'],
  ])('is refused for another %s', (reason, change, was, is) => {
    expect(applyEarnedSize(document(), { ...measured, ...change }, [], END)).toEqual({
      granted: false,
      reason,
      measured: was,
      asked: is,
    });
  });

  it('is refused where the evidence lies ahead of the decision, as in a backtest of its own past', () => {
    expect(applyEarnedSize(document(), measured, [], END - 1)).toMatchObject({
      granted: false,
      reason: 'evidence-in-future',
    });
  });

  it('knows a rule by its id, without a version', () => {
    const rule = { ...measured, model: { id: 'baseline/x', kind: 'baseline' as const, version: null }, prompt: null };
    const made = { ...document(), measured_of: rule };
    expect(applyEarnedSize(made, rule, [], END)).toMatchObject({ granted: true, share: 0.5 });
  });
});
