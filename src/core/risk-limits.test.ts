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

describe('drift and drawdown', () => {
  it('reduces to the cap only beyond 1.05 × cap', () => {
    expect(driftReduction(0.525, { maxExposure: 0.5 })).toBeNull();
    expect(driftReduction(0.53, { maxExposure: 0.5 })).toBeCloseTo(0.5 / 0.53, 12);
    expect(driftReduction(99, {})).toBeNull();
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
