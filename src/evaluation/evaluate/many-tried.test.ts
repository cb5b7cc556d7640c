import { describe, expect, it } from 'vitest';
import type { ForecasterEvaluation, Verdict } from './schema.js';
import { adjustedForTries } from './many-tried.js';

const forecaster = (p: number | null): ForecasterEvaluation => {
  const verdict: Verdict =
    p === null
      ? { kind: 'unknown-start', sentence: 'no result' }
      : { kind: p < 0.025 ? 'skilled' : 'indistinguishable', sentence: `over 9 decisions, as ${p}`, p_skill: p };
  return {
    id: `test/${p}`,
    kind: 'llm',
    version: null,
    prompt: null,
    answered: 9,
    failed: 0,
    failures: [],
    calls: 9,
    cost_usd: 0,
    checks: { calls: 0, cost_usd: 0 },
    headline_start: { from: 0, because: '', parts: [] },
    headline: null,
    earlier: null,
    field_groups: [],
    excluded: [],
    recalibration: [],
    contamination: null,
    news_ablation: null,
    attribution: null,
    verdict,
    suggestion: { trade: true, earned: 0.5, calibrate: null, reasons: [] },
  };
};
const adjust = (p: readonly (number | null)[], earlier?: readonly number[]) =>
  adjustedForTries(p.map(forecaster), earlier).map(({ verdict }) => verdict);

describe('many that were tried', () => {
  it('are adjusted for how many: by hand, four of which one is left', () => {
    const [a, b, c, d] = adjust([0.004, 0.02, 0.024, 0.5]);
    expect([a, b, c, d].map((each) => each!.p_adjusted)).toEqual([0.016, 0.032, 0.032, 0.5]);
    expect([a, b, c, d].map((each) => each!.kind)).toEqual([
      'skilled',
      'indistinguishable',
      'indistinguishable',
      'indistinguishable',
    ]);
    expect(a!.sentence).toBe('over 9 decisions, as 0.004; adjusted for 4 tried p = 0.016');
    expect(b!.sentence).toBe(
      'the best of 4 that were tried looks like this by chance: adjusted for 4 tried p = 0.032, where 0.025 is asked; alone, over 9 decisions, as 0.02',
    );
    expect(d).toMatchObject({ tried: 4, p_skill: 0.5, sentence: 'over 9 decisions, as 0.5' });
  });

  it('count those that were tried before, and not those that could not be tested', () => {
    expect(adjust([0.01, null])[0]).not.toHaveProperty('p_adjusted');
    expect(adjust([0.01, null], [0.7, 0.8])[0]).toMatchObject({
      p_adjusted: 0.03,
      tried: 3,
      kind: 'indistinguishable',
    });
  });

  it('are not traded where nothing is left', () => {
    const [left, gone] = adjustedForTries([forecaster(0.0001), forecaster(0.0249), forecaster(0.9)]);
    expect(left!.verdict.kind).toBe('skilled');
    expect(gone!.suggestion).toMatchObject({ trade: false, earned: 0 });
    expect(gone!.suggestion.reasons[0]).toContain('Do not trade this');
  });
});
