import { describe, expect, it } from 'vitest';
import { assertRiskLimits, drawdownKills, driftReduction, limitTarget, type RiskLimits } from './risk-limits.js';

describe('limitTarget', () => {
  const step: RiskLimits = { maxChangePerDecision: 0.2 };
  it.each<[string, number, number, number]>([
    ['an opening', 0, 0.6, 0.2],
    ['an increase', 0.2, 0.6, 0.4],
    ['the last step', 0.5, 0.6, 0.6],
    ['a short opening', 0, -0.6, -0.2],
    ['a short increase', -0.2, -0.3, -0.3],
    ['a reduction, never slowed', 0.9, 0.1, 0.1],
    ['a close, never slowed', -0.9, 0, 0],
    ['a flip: the closing leg is free, the opening leg slow', 0.9, -0.9, -0.2],
    ['a small flip', -0.9, 0.1, 0.1],
  ])('change per decision: %s', (_, current, target, expected) => {
    const limited = limitTarget({ target, current, others: 0 }, step);
    expect(limited.target).toBeCloseTo(expected, 12);
    expect(limited.applied).toEqual(expected === target ? [] : ['max_change_per_decision']);
  });

  it('caps the sum over symbols at order time, both sides', () => {
    expect(limitTarget({ target: 0.9, current: 0, others: 0 }, { maxExposure: 0.5 }).target).toBe(0.5);
    expect(limitTarget({ target: -0.9, current: 0, others: 0.25 }, { maxExposure: 0.5 })).toEqual({
      target: -0.25,
      applied: ['max_exposure'],
    });
    expect(limitTarget({ target: 0.1, current: 0, others: 2 }, { maxExposure: 0.5 }).target).toBe(0);
    expect(limitTarget({ target: 0.5, current: 0, others: 0 }, { maxExposure: 0.5 }).applied).toEqual([]);
  });

  it('lets everything through without limits', () => {
    expect(limitTarget({ target: 3, current: -3, others: 9 }, {})).toEqual({ target: 3, applied: [] });
  });
});

describe('limits on the sum at order time', () => {
  const net: RiskLimits = { maxNetExposure: 0.5 };
  it.each<[string, number, number, number]>([
    ['room is what the others leave on the same side', 0.9, 0.2, 0.3],
    ['the others hedge: more fits', 0.9, -0.2, 0.7],
    ['nothing fits any more', 0.9, 0.8, 0],
    ['the short side alike', -0.9, 0.2, -0.3],
  ])('net: %s', (_, target, others, expected) => {
    const limited = limitTarget({ target, current: 0, others: 1, sameSide: { net: others, group: 0 } }, net);
    expect(limited.target).toBeCloseTo(expected, 12);
    expect(limited.applied).toEqual(['max_net_exposure']);
  });

  it('a close passes whatever the others come to', () => {
    const request = { target: 0, current: 0.5, others: 9, sameSide: { net: 9, group: 9 } };
    expect(limitTarget(request, { ...net, maxGroupExposure: 0.1 })).toEqual({ target: 0, applied: [] });
  });

  it('a group leaves room for its own side', () => {
    const request = { target: -0.5, current: 0, others: 1, sameSide: { net: 0, group: 0.4 } };
    expect(limitTarget(request, { maxGroupExposure: 0.6 })).toMatchObject({ applied: ['max_group_exposure'] });
    expect(limitTarget(request, { maxGroupExposure: 0.6 }).target).toBeCloseTo(-0.2, 12);
  });
});

/** Of an account of 100; null: nothing shrinks. */
function factorsOf(exposures: number[], limits: RiskLimits, group: number[] | null = null): number[] | null {
  const factors = new Float64Array(exposures.length);
  const values = exposures.map((exposure) => exposure * 100);
  if (!driftReduction(values, 100, group, limits, factors)) return null;
  return Array.from(factors, (factor) => Number(factor.toFixed(12)));
}

describe('drift and drawdown', () => {
  it('reduces to the cap only beyond 1.05 × cap', () => {
    expect(factorsOf([0.525], { maxExposure: 0.5 })).toBeNull();
    expect(factorsOf([0.33, -0.2], { maxExposure: 0.5 })).toEqual([0.943396226415, 0.943396226415]);
    expect(factorsOf([99], {})).toBeNull();
  });

  it('brings net exposure back by the larger side alone', () => {
    expect(factorsOf([0.5, 0.5, -0.3], { maxNetExposure: 0.7 })).toBeNull();
    expect(factorsOf([0.5, 0.5, -0.2], { maxNetExposure: 0.7 })).toEqual([0.9, 0.9, 1]);
    expect(factorsOf([-0.5, -0.5, 0.2], { maxNetExposure: 0.7 })).toEqual([0.9, 0.9, 1]);
  });

  it('brings a side of a group back by its own positions, and lets the stricter of two limits count', () => {
    const limits: RiskLimits = { maxGroupExposure: 0.5 };
    const group = [0, 0, 2, 0];
    expect(factorsOf([0.5, 0.5, 0.5, -0.5], limits, group)).toEqual([0.5, 0.5, 1, 1]);
    expect(factorsOf([-0.5, -0.5, 0.5, 0.5], limits, group)).toEqual([0.5, 0.5, 1, 1]);
    expect(factorsOf([0.5, 0.5, 0.5, -0.5], { ...limits, maxExposure: 1 }, group)).toEqual([0.5, 0.5, 0.5, 0.5]);
    expect(factorsOf([0.2, 0.3, 0.5, -0.5], limits, group)).toBeNull();
  });

  it('kills at the drawdown, not before', () => {
    expect(drawdownKills(80, 100, { maxDrawdown: 0.2 })).toBe(true);
    expect(drawdownKills(80.01, 100, { maxDrawdown: 0.2 })).toBe(false);
    expect(drawdownKills(0, 100, {})).toBe(false);
  });
});

it.each<[string, RiskLimits]>([
  ['maxExposure', { maxExposure: 0 }],
  ['maxChangePerDecision', { maxChangePerDecision: NaN }],
  ['maxDrawdown', { maxDrawdown: 1 }],
  ['maxNetExposure', { maxNetExposure: -1 }],
  ['maxGroupExposure', { maxGroupExposure: 0 }],
  ['groupCorrelation', { maxGroupExposure: 1, groupCorrelation: 1 }],
  ['groupBars', { maxGroupExposure: 1, groupBars: 59 }],
  ['groupBars does nothing', { groupBars: 100 }],
  ['groupCorrelation does nothing', { groupCorrelation: 0.5 }],
])('assertRiskLimits names %s', (name, limits) => {
  expect(() => {
    assertRiskLimits(limits);
  }).toThrow(name);
});

it.each<[string, number, string]>([
  ['maxExposure', 0, 'above 0'],
  ['maxExposure', -1, 'above 0'],
  ['maxExposure', NaN, 'above 0'],
  ['maxChangePerDecision', 0, 'above 0'],
  ['maxChangePerDecision', -0.1, 'above 0'],
  ['maxDrawdown', 0, 'a fraction between 0 and 1'],
  ['maxDrawdown', 1, 'a fraction between 0 and 1'],
  ['maxDrawdown', -0.5, 'a fraction between 0 and 1'],
  ['maxDrawdown', NaN, 'a fraction between 0 and 1'],
])('assertRiskLimits refuses %s of %s', (name, value, expected) => {
  expect(() => {
    assertRiskLimits({ [name]: value });
  }).toThrow(
    expect.objectContaining({
      code: 'limits.invalid',
      message: `The limit ${name} must be ${expected}, not ${value}.`,
      where: name,
      expected,
    }),
  );
});

it.each<RiskLimits>([
  {},
  { maxExposure: 1e-9 },
  { maxExposure: 5, maxChangePerDecision: 0.01, maxDrawdown: 0.999 },
  { maxDrawdown: 1e-9 },
])('assertRiskLimits accepts %j', (limits) => {
  expect(() => {
    assertRiskLimits(limits);
  }).not.toThrow();
});

it('an absent limit is none, whatever the account has lost', () => {
  expect(drawdownKills(-50, 100, {})).toBe(false);
  expect(drawdownKills(-50, 100, { maxDrawdown: 0.5 })).toBe(true);
});
