import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RegimeAssessment, RegimeScores } from '../regime/schema.js';
import {
  agreement,
  capNewsEffect,
  multipliersOf,
  opinionMultipliers,
  shrinkTowardsOne,
  UNBOUNDED,
  type OpinionBounds,
} from './index.js';

const NO_SCORES: RegimeScores = {
  global_sentiment: null,
  btc_sentiment: null,
  altcoin_sentiment: null,
  onchain_pressure: null,
  liquidity_risk: null,
  news_risk: null,
  trend_strength: null,
};

function opinion(probBull: number, more: Partial<RegimeAssessment> = {}): RegimeAssessment {
  return {
    horizon_hours: 24,
    base_asset: 'BTC',
    prob_bull: probBull,
    prob_bear: 1 - probBull,
    regime_label: 'neutral',
    confidence_level: 'medium',
    scores: NO_SCORES,
    factors_summary: [],
    reasoning_short: '',
    timestamp_utc: null,
    ...more,
  };
}

const sizing = { kMax: 2 };
const bull = opinion(0.8);

describe('multipliers of an opinion under its bounds', () => {
  it('are those of sizing where nothing bounds it', () => {
    expect(opinionMultipliers(bull, UNBOUNDED, sizing)).toEqual(multipliersOf(bull, 2));
    expect(opinionMultipliers(bull, UNBOUNDED, { kMax: 2, profile: 'convex' })).toEqual(
      multipliersOf(bull, 2, 'convex'),
    );
    const weights = { deadZone: 0.5 };
    expect(opinionMultipliers(bull, UNBOUNDED, { kMax: 2, weights })).toEqual(
      multipliersOf(bull, 2, 'balanced', weights),
    );
  });

  it('shrink by the disagreement of members', () => {
    const pooled = opinion(0.8, { dispersion: 1 });
    expect(opinionMultipliers(pooled, UNBOUNDED, sizing)).toEqual(
      shrinkTowardsOne(multipliersOf(bull, 2), agreement(0.8, 1)),
    );
  });

  it('shrink, then cap news, then scale by what is earned', () => {
    const pooled = opinion(0.9, { dispersion: 1 });
    const withoutNews = opinion(0.6, { dispersion: 2 });
    const newsCap = 0.1;
    const shrunk = shrinkTowardsOne(multipliersOf(pooled, 2), agreement(0.9, 1));
    const reference = shrinkTowardsOne(multipliersOf(withoutNews, 2), agreement(0.6, 2));
    const capped = capNewsEffect(reference, shrunk, newsCap);
    expect(capped, 'the cap binds').not.toEqual(shrunk);
    const bounds = { withoutNews, newsCap, earned: null };
    expect(opinionMultipliers(pooled, bounds, sizing)).toEqual(capped);
    const got = opinionMultipliers(pooled, { ...bounds, earned: 0.5 }, sizing);
    expect(got).toEqual(shrinkTowardsOne(capped, 0.5));
    const otherOrder = capNewsEffect(shrinkTowardsOne(reference, 0.5), shrinkTowardsOne(shrunk, 0.5), newsCap);
    expect(got, 'another order gives other numbers').not.toEqual(otherOrder);
  });

  it('do not cap news without an answer to compare with', () => {
    expect(opinionMultipliers(bull, { withoutNews: null, newsCap: 0, earned: null }, sizing)).toEqual(
      multipliersOf(bull, 2),
    );
    expect(opinionMultipliers(bull, { withoutNews: opinion(0.5), newsCap: null, earned: null }, sizing)).toEqual(
      multipliersOf(bull, 2),
    );
  });

  it('keep the hard stop whatever is earned and however members disagree', () => {
    const stopped = opinion(0.9, { scores: { ...NO_SCORES, news_risk: 0.95 }, dispersion: 3 });
    for (const earned of [null, 0, 0.5, 1]) {
      expect(opinionMultipliers(stopped, { withoutNews: null, newsCap: null, earned }, sizing)).toEqual({
        kLong: 0,
        kShort: 0,
      });
      expect(
        opinionMultipliers(stopped, { withoutNews: opinion(0.9), newsCap: 0.2, earned }, sizing),
        'news that stops is not undone by the answer without them',
      ).toEqual({ kLong: 0, kShort: 0 });
    }
  });

  it('never rise above a kMax below 1, towards which nothing shrinks', () => {
    const small = { kMax: 0.5 };
    expect(opinionMultipliers(bull, { withoutNews: null, newsCap: null, earned: 0 }, small)).toEqual({
      kLong: 0.5,
      kShort: 0.5,
    });
    expect(opinionMultipliers(opinion(0.8, { dispersion: 5 }), UNBOUNDED, small)).toEqual({ kLong: 0.5, kShort: 0.5 });
  });

  it('let news lift a hard stop by its cap and no more, whatever is earned', () => {
    const stopped = opinion(0.9, { scores: { ...NO_SCORES, liquidity_risk: 0.95 } });
    for (const earned of [null, 0, 0.5, 1]) {
      const { kLong, kShort } = opinionMultipliers(bull, { withoutNews: stopped, newsCap: 0.2, earned }, sizing);
      expect(kLong).toBeCloseTo(0.2, 12);
      expect(kShort).toBeLessThanOrEqual(0.2 + 1e-12);
    }
  });

  it('leave k = 1 where nothing is earned', () => {
    expect(opinionMultipliers(bull, { withoutNews: null, newsCap: null, earned: 0 }, sizing)).toEqual({
      kLong: 1,
      kShort: 1,
    });
  });
});

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const signed = fc.double({ min: -1, max: 1, noNaN: true });
const assessment = fc
  .record({
    probBull: unit,
    btc_sentiment: signed,
    onchain_pressure: signed,
    liquidity_risk: unit,
    news_risk: unit,
    trend_strength: unit,
    dispersion: fc.option(fc.double({ min: 0, max: 5, noNaN: true }), { nil: undefined }),
  })
  .map(({ probBull, dispersion, ...scores }) =>
    opinion(probBull, { scores: { ...NO_SCORES, ...scores }, ...(dispersion === undefined ? {} : { dispersion }) }),
  );
const anyKMax = fc.double({ min: 0, max: 4, noNaN: true });
const kMaxAtLeast1 = fc.double({ min: 1, max: 4, noNaN: true });

describe('invariants of bounded multipliers', () => {
  it('stay within [0, kMax] under every bound', () => {
    fc.assert(
      fc.property(assessment, assessment, unit, unit, anyKMax, (a, withoutNews, newsCap, earned, kMax) => {
        const bounds: OpinionBounds = { withoutNews, newsCap, earned };
        const { kLong, kShort } = opinionMultipliers(a, bounds, { kMax });
        for (const k of [kLong, kShort]) {
          expect(k).toBeGreaterThanOrEqual(0);
          expect(k).toBeLessThanOrEqual(kMax + 1e-12);
        }
      }),
    );
  });

  it('come no farther from 1 with less earned, and no farther than sizing says', () => {
    fc.assert(
      fc.property(assessment, unit, unit, kMaxAtLeast1, (a, x, y, kMax) => {
        const at = (earned: number | null) =>
          opinionMultipliers(a, { withoutNews: null, newsCap: null, earned }, { kMax });
        const less = at(Math.min(x, y));
        const more = at(Math.max(x, y));
        const all = multipliersOf(a, kMax);
        if (all.kLong === 0 && all.kShort === 0) {
          expect(less).toEqual({ kLong: 0, kShort: 0 });
          return;
        }
        for (const side of ['kLong', 'kShort'] as const) {
          expect(Math.abs(less[side] - 1)).toBeLessThanOrEqual(Math.abs(more[side] - 1) + 1e-12);
          expect(Math.abs(more[side] - 1)).toBeLessThanOrEqual(Math.abs(all[side] - 1) + 1e-12);
        }
      }),
    );
  });
});
