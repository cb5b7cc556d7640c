import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreement, logOdds, shrinkTowardsOne } from './index.js';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const multiplier = fc.double({ min: 0, max: 5, noNaN: true });
const probability = fc.double({ min: 0, max: 1, noNaN: true });
const spread = fc.double({ min: 0, max: 10, noNaN: true });

describe('log-odds', () => {
  it('are 0 at a half, antisymmetric, and stop at 0.01 and 0.99', () => {
    expect(logOdds(0.5)).toBe(0);
    expect(logOdds(0.75)).toBeCloseTo(Math.log(3), 15);
    expect(logOdds(0.25)).toBeCloseTo(-Math.log(3), 15);
    expect(logOdds(1)).toBe(logOdds(0.99));
    expect(logOdds(0)).toBe(logOdds(0.01));
  });
});

describe('agreement of members', () => {
  it('leaves an opinion of one model, and one without dispersion, whole', () => {
    expect(agreement(0.5, null)).toBe(1);
    expect(agreement(0.5, 0)).toBe(1);
    expect(agreement(0.9, 0)).toBe(1);
  });

  it('halves an opinion whose members spread as far as it leans', () => {
    expect(agreement(0.75, Math.log(3))).toBeCloseTo(0.5, 15);
    expect(agreement(0.25, Math.log(3))).toBeCloseTo(0.5, 15);
    expect(agreement(0.75, 2 * Math.log(3))).toBeCloseTo(0.2, 15);
  });

  it('leaves nothing of a pooled half that its members do not share', () => {
    expect(agreement(0.5, 0.1)).toBe(0);
  });

  it('is in [0, 1], falls with dispersion and grows with the lean', () => {
    fc.assert(
      fc.property(probability, probability, spread, spread, (p, q, s, t) => {
        const value = agreement(p, s);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
        expect(agreement(p, Math.max(s, t))).toBeLessThanOrEqual(agreement(p, Math.min(s, t)));
        const [less, more] = Math.abs(p - 0.5) < Math.abs(q - 0.5) ? [p, q] : [q, p];
        expect(agreement(less, s)).toBeLessThanOrEqual(agreement(more, s) + 1e-12);
        expect(agreement(1 - p, s), 'bull and bear alike').toBeCloseTo(value, 9);
      }),
    );
  });
});

describe('shrinking towards 1', () => {
  it('moves by the share of the distance', () => {
    expect(shrinkTowardsOne({ kLong: 1.8, kShort: 0.2 }, 0.25)).toEqual({ kLong: 1.2, kShort: 0.8 });
    expect(shrinkTowardsOne({ kLong: 1.8, kShort: 0.2 }, 0)).toEqual({ kLong: 1, kShort: 1 });
    expect(shrinkTowardsOne({ kLong: 1.75, kShort: 0.25 }, 1)).toEqual({ kLong: 1.75, kShort: 0.25 });
  });

  it('keeps the hard stop of sizing, but not a single zero', () => {
    expect(shrinkTowardsOne({ kLong: 0, kShort: 0 }, 0)).toEqual({ kLong: 0, kShort: 0 });
    expect(shrinkTowardsOne({ kLong: 2, kShort: 0 }, 0.5)).toEqual({ kLong: 1.5, kShort: 0.5 });
    expect(shrinkTowardsOne({ kLong: 0, kShort: 1.5 }, 0.5)).toEqual({ kLong: 0.5, kShort: 1.25 });
  });

  it('refuses an invalid share', () => {
    for (const wrong of [-0.01, 1.01, NaN, Infinity]) {
      expect(() => shrinkTowardsOne({ kLong: 1, kShort: 1 }, wrong)).toThrow(
        expect.objectContaining({
          code: 'sizing.invalid',
          where: 'share',
          message: `share is ${wrong}: it must be in [0, 1].`,
        }),
      );
    }
  });

  it('never moves away from 1, never crosses it, and is monotone in the share', () => {
    fc.assert(
      fc.property(multiplier, multiplier, share, share, (kLong, kShort, a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        const small = shrinkTowardsOne({ kLong, kShort }, less);
        const large = shrinkTowardsOne({ kLong, kShort }, more);
        if (kLong === 0 && kShort === 0) {
          expect(small).toEqual({ kLong: 0, kShort: 0 });
          return;
        }
        for (const [k, s, l] of [
          [kLong, small.kLong, large.kLong],
          [kShort, small.kShort, large.kShort],
        ] as const) {
          expect(Math.abs(s - 1)).toBeLessThanOrEqual(Math.abs(l - 1) + 1e-12);
          expect(Math.abs(l - 1)).toBeLessThanOrEqual(Math.abs(k - 1) + 1e-12);
          expect((s - 1) * (k - 1)).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});
