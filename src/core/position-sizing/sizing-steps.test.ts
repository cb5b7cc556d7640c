import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RegimeAssessment } from '../regime/schema.js';
import { opinionMultipliers, sizingSteps, UNBOUNDED, type SizingStep } from './index.js';

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const signed = fc.double({ min: -1, max: 1, noNaN: true });

const opinion = fc
  .record({
    prob: unit,
    confidence: fc.constantFrom('low', 'medium', 'high'),
    scores: fc.record({
      btc_sentiment: signed,
      onchain_pressure: signed,
      liquidity_risk: unit,
      news_risk: unit,
      trend_strength: unit,
    }),
    dispersion: fc.option(fc.double({ min: 0, max: 5, noNaN: true }), { nil: undefined }),
  })
  .map(
    ({ prob, confidence, scores, dispersion }) =>
      ({
        prob_bull: prob,
        prob_bear: 1 - prob,
        confidence_level: confidence,
        scores,
        ...(dispersion === undefined ? {} : { dispersion }),
      }) as unknown as RegimeAssessment,
  );

const chained = (steps: readonly SizingStep[]): void => {
  for (let i = 1; i < steps.length; i++) expect(steps[i]!.before).toBe(steps[i - 1]!.after);
};

describe('the steps of a size', () => {
  it('end at the multiplier that is traded, to the last bit, under every bound and profile', () => {
    fc.assert(
      fc.property(
        opinion,
        fc.option(opinion),
        unit,
        fc.option(unit),
        fc.double({ min: 0, max: 4, noNaN: true }),
        fc.constantFrom('balanced' as const, 'convex' as const),
        (assessment, withoutNews, cap, earned, kMax, profile) => {
          const newsCap = withoutNews === null ? null : cap;
          const sizing = { kMax, profile };
          const traded = opinionMultipliers(assessment, { withoutNews, newsCap, earned }, sizing);
          const reference = withoutNews === null ? null : opinionMultipliers(withoutNews, UNBOUNDED, sizing);
          const steps = sizingSteps(assessment, { reference, newsCap, earned }, sizing);
          // `opinionMultipliers` bounds by kMax last; the reference is bounded by it as well, which below 1 may lower it.
          if (kMax >= 1 || reference === null) {
            expect(steps.long.at(-1)!.after).toBe(traded.kLong);
            expect(steps.short.at(-1)!.after).toBe(traded.kShort);
          }
          chained(steps.long);
          chained(steps.short);
        },
      ),
    );
  });

  it('name each factor of the profile once, in its order', () => {
    const assessment = {
      prob_bull: 0.8,
      prob_bear: 0.2,
      confidence_level: 'high',
      scores: { btc_sentiment: 0.5, onchain_pressure: 0.2, liquidity_risk: 0.1, news_risk: 0.3, trend_strength: 0.6 },
    } as unknown as RegimeAssessment;
    const { long } = sizingSteps(assessment, { reference: null, newsCap: null, earned: 0.5 }, { kMax: 2 });
    expect(long.map(({ step }) => step)).toEqual([
      'base',
      'direction',
      'sentiment',
      'onchain',
      'trend',
      'risk',
      'k_max',
      'agreement',
      'earned',
      'limit',
    ]);
  });

  it('say that a risk stops everything', () => {
    const assessment = {
      prob_bull: 0.8,
      prob_bear: 0.2,
      scores: { news_risk: 0.95 },
    } as unknown as RegimeAssessment;
    const { long } = sizingSteps(assessment, { reference: null, newsCap: null, earned: null }, { kMax: 2 });
    expect(long[1]).toEqual({ step: 'hard_stop', before: 1, after: 0, value: 0.9 });
    expect(long.at(-1)!.after).toBe(0);
  });
});
