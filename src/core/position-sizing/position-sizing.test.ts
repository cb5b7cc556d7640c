import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  capNewsEffect,
  clamp,
  computePositionMultipliers,
  direction,
  multipliersOf,
  newsCouldMatter,
  safeGetScore,
} from './index.js';
import type { RegimeInput } from './index.js';

interface GoldenCase {
  llm_output: RegimeInput;
  side: 'long' | 'short';
  base_long_size: number;
  base_short_size: number;
  k_max: number;
  expected: { position_size: number; k_long: number; k_short: number };
}

const golden = readFileSync(new URL('../../../test/golden/position-sizing.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as GoldenCase);

const neutral: RegimeInput = { prob_bull: 0.5, prob_bear: 0.5, scores: {} };
const base = { side: 'long', baseLongSize: 2, baseShortSize: 3, kMax: 2 } as const;

describe('golden cases', () => {
  it('has all 400', () => expect(golden).toHaveLength(400));
  it.each(golden.map((c, i) => [i, c] as const))('case %i agrees to 1e-12', (_i, c) => {
    const got = computePositionMultipliers(c.llm_output, {
      side: c.side,
      baseLongSize: c.base_long_size,
      baseShortSize: c.base_short_size,
      kMax: c.k_max,
    });
    expect(Math.abs(got.positionSize - c.expected.position_size)).toBeLessThanOrEqual(1e-12);
    expect(Math.abs(got.kLong - c.expected.k_long)).toBeLessThanOrEqual(1e-12);
    expect(Math.abs(got.kShort - c.expected.k_short)).toBeLessThanOrEqual(1e-12);
  });
});

describe('clamp and safeGetScore', () => {
  it('limits, and sends infinities to the ends', () => {
    expect(clamp(5, 0, 1)).toBe(1);
    expect(clamp(-5, 0, 1)).toBe(0);
    expect(clamp(0.25, 0, 1)).toBe(0.25);
    expect(clamp(Infinity, 0, 3)).toBe(3);
    expect(() => clamp(NaN, 0, 1)).toThrow(new RangeError('clamp: value is NaN'));
  });
  it.each([undefined, null, 'high', NaN, {}, [0.5], true])('counts %s as 0', (value) => {
    expect(safeGetScore({ news_risk: value }, 'news_risk')).toBe(0);
  });
  it('clamps each score to its own range', () => {
    expect(safeGetScore({ btc_sentiment: -4 }, 'btc_sentiment')).toBe(-1);
    expect(safeGetScore({ news_risk: -4 }, 'news_risk')).toBe(0);
    expect(safeGetScore({ trend_strength: 7 }, 'trend_strength')).toBe(1);
    expect(safeGetScore(null, 'trend_strength')).toBe(0);
  });
});

describe('balanced profile', () => {
  it('is 1 on both sides without an opinion', () => {
    expect(computePositionMultipliers(neutral, base)).toEqual({ positionSize: 2, kLong: 1, kShort: 1 });
    expect(computePositionMultipliers({}, { ...base, side: 'short' })).toEqual({
      positionSize: 3,
      kLong: 1,
      kShort: 1,
    });
  });
  it('ignores a lean inside the dead zone and stretches the rest', () => {
    expect(direction(0.54, 0.46, 0.1)).toBe(0);
    expect(direction(1, 0, 0.1)).toBe(1);
    expect(direction(0.225, 0.775, 0.1)).toBeCloseTo(-0.5, 12);
  });
  it('stops everything above the hard stop, and not at it', () => {
    for (const risk of ['liquidity_risk', 'news_risk']) {
      expect(multipliersOf({ ...neutral, scores: { [risk]: 0.9000001 } }, 2)).toEqual({ kLong: 0, kShort: 0 });
      expect(multipliersOf({ ...neutral, scores: { [risk]: 0.9 } }, 2).kLong).toBeGreaterThan(0);
    }
  });
  it('takes every weight from the options', () => {
    const regime = { prob_bull: 0.6, prob_bear: 0.4, scores: { btc_sentiment: 1, liquidity_risk: 0.5 } };
    expect(multipliersOf(regime, 9, 'balanced', { deadZone: 0, sentiment: 0, liquidityRisk: 0 }).kLong).toBeCloseTo(
      1.2,
      12,
    );
    expect(multipliersOf(regime, 9, 'balanced', { hardStop: 0.4 })).toEqual({ kLong: 0, kShort: 0 });
  });
  it('stays in [0, kMax] and favours the side of the opinion, whatever the model says', () => {
    const anything = fc.double({ min: -10, max: 10, noNaN: true });
    fc.assert(
      fc.property(
        anything,
        anything,
        fc.double({ min: 0, max: 5, noNaN: true }),
        fc.constantFrom('balanced', 'convex'),
        fc.dictionary(
          fc.constantFrom('btc_sentiment', 'onchain_pressure', 'liquidity_risk', 'news_risk', 'trend_strength'),
          anything,
        ),
        (bull, bear, kMax, profile, scores) => {
          const k = multipliersOf({ prob_bull: bull, prob_bear: bear, scores }, kMax, profile);
          for (const value of [k.kLong, k.kShort]) {
            expect(value).toBeGreaterThanOrEqual(0);
            expect(value).toBeLessThanOrEqual(kMax);
          }
        },
      ),
    );
  });
});

describe('convex profile', () => {
  it('follows its formula', () => {
    // |0.7 − 0.5|·2.5 = 0.5; 0.5^0.7 = 0.6155722066724582; · 1.3 · (0.8 + 0.4·0.5) = 0.8002438686741957; risk 1 − 0.15·0.5 = 0.925.
    const regime = {
      prob_bull: 0.7,
      prob_bear: 0.3,
      confidence_level: 'high',
      scores: { trend_strength: 0.5, news_risk: 0.5 },
    };
    const k = multipliersOf(regime, 2, 'convex');
    expect(k.kLong).toBeCloseTo((0.5 + 0.8002438686741957) * 0.925, 12);
    expect(k.kShort).toBe(0);
  });
  it('grows with the trend and shrinks with risk on both sides', () => {
    // (2.5·|0.55 − 0.5|)^0.7 = 0.2332582478842019; · 1 · (0.8 + 0.4·0.25) = 0.2099324230957817; risk 1 − 0.15·(0.4 + 0.2) = 0.91.
    const unsure = {
      prob_bull: 0.55,
      prob_bear: 0.45,
      scores: { trend_strength: 0.25, liquidity_risk: 0.4, news_risk: 0.2 },
    };
    const regime = { ...unsure, confidence_level: 'medium' };
    const k = multipliersOf(regime, 2, 'convex');
    expect(k.kLong).toBeCloseTo((0.5 + 0.2099324230957817) * 0.91, 12);
    expect(k.kShort).toBeCloseTo((0.5 - 0.2099324230957817) * 0.91, 12);
    const hesitant = multipliersOf({ ...regime, confidence_level: 'LOW' }, 2, 'convex');
    expect(hesitant.kLong).toBeCloseTo((0.5 + 0.7 * 0.2099324230957817) * 0.91, 12);
    expect(multipliersOf(unsure, 2, 'convex')).toEqual(hesitant);
    expect(multipliersOf({ ...regime, confidence_level: 'sure' }, 2, 'convex')).toEqual(hesitant);
  });
  it('gives the same to the other side of a mirrored opinion, saturates, and keeps the hard stop', () => {
    const bull = multipliersOf({ prob_bull: 0.58, prob_bear: 0.42, confidence_level: 'medium' }, 2, 'convex');
    const bear = multipliersOf({ prob_bull: 0.42, prob_bear: 0.58, confidence_level: 'medium' }, 2, 'convex');
    expect(bull.kLong).toBeCloseTo(bear.kShort, 12);
    expect(bull.kShort).toBeCloseTo(bear.kLong, 12);
    expect(
      multipliersOf(
        { prob_bull: 1, prob_bear: 0, confidence_level: 'high', scores: { trend_strength: 1 } },
        2,
        'convex',
      ).kLong,
    ).toBeCloseTo(1.4, 12);
    expect(multipliersOf({ prob_bull: 1, prob_bear: 0, scores: { news_risk: 0.95 } }, 2, 'convex')).toEqual({
      kLong: 0,
      kShort: 0,
    });
    expect(multipliersOf(neutral, 2, 'convex')).toEqual({ kLong: 0.5, kShort: 0.5 });
  });
  it('never lets risks take more than 30 %', () => {
    expect(
      multipliersOf({ ...neutral, scores: { liquidity_risk: 0.9, news_risk: 0.9 } }, 2, 'convex').kLong,
    ).toBeCloseTo(0.5 * 0.73, 12);
    expect(
      multipliersOf({ ...neutral, scores: { liquidity_risk: 1, news_risk: 1 } }, 2, 'convex', { hardStop: 1 }).kLong,
    ).toBeCloseTo(0.35, 12);
  });
});

describe('wrong options', () => {
  it.each([
    [{ kMax: -1 }, 'k_max'],
    [{ kMax: NaN }, 'k_max'],
    [{ baseLongSize: -0.1 }, 'base_long_size'],
    [{ baseShortSize: Infinity }, 'base_short_size'],
    [{ weights: { trend: -1 } }, 'weights.trend'],
    [{ weights: { deadZone: 1 } }, 'weights.deadZone'],
  ])('%j names %s', (wrong, field) => {
    expect(() => computePositionMultipliers(neutral, { ...base, ...wrong })).toThrow(
      expect.objectContaining({ code: 'sizing.invalid', where: field, message: expect.stringContaining(field) }),
    );
  });
  it('says what a size must be', () => {
    expect(() => computePositionMultipliers(neutral, { ...base, kMax: -1 })).toThrow(
      expect.objectContaining({
        message: 'k_max is -1: it must be a finite number of at least 0.',
        expected: 'a finite number ≥ 0',
      }),
    );
  });
});

describe('news cap', () => {
  const k0 = { kLong: 1, kShort: 0.5 };
  it('caps what news adds and never what it takes away', () => {
    expect(capNewsEffect(k0, { kLong: 1.9, kShort: 0.6 }, 0.25)).toEqual({ kLong: 1.25, kShort: 0.6 });
    expect(capNewsEffect(k0, { kLong: 0, kShort: 0 }, 0.25)).toEqual({ kLong: 0, kShort: 0 });
    expect(capNewsEffect(k0, { kLong: 1.9, kShort: 0.6 }, 0)).toEqual({ kLong: 1, kShort: 0.5 });
    for (const wrong of [-1, NaN, Infinity]) {
      expect(() => capNewsEffect(k0, k0, wrong)).toThrow(
        expect.objectContaining({
          code: 'sizing.invalid',
          where: 'news_cap',
          message: `news_cap is ${wrong}: it must be a finite number of at least 0.`,
        }),
      );
    }
  });
  it('says when the second question cannot change anything', () => {
    expect(newsCouldMatter(0, { kLong: 2, kShort: 2 }, 0.25)).toBe(false);
    expect(newsCouldMatter(3, { kLong: 0.25, kShort: 0 }, 0.25)).toBe(false);
    expect(newsCouldMatter(3, { kLong: 0.26, kShort: 0 }, 0.25)).toBe(true);
  });
  it('bounds the rise for every pair of answers', () => {
    const k = fc.double({ min: 0, max: 3, noNaN: true });
    fc.assert(
      fc.property(k, k, k, k, k, (a, b, c, d, cap) => {
        const got = capNewsEffect({ kLong: a, kShort: b }, { kLong: c, kShort: d }, cap);
        expect(got.kLong - a).toBeLessThanOrEqual(cap + 1e-12);
        expect(got.kLong).toBeLessThanOrEqual(c);
        if (!newsCouldMatter(1, { kLong: c, kShort: d }, cap)) expect(got).toEqual({ kLong: c, kShort: d });
      }),
    );
  });
});
