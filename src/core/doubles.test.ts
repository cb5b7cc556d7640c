import { describe, expect, it } from 'vitest';
import { sameNumber, sameValue } from './doubles.js';

describe('the same number', () => {
  it.each([
    [0.1 + 0.2, 0.3, true],
    [1, 1 + 2.220446049250313e-16, true],
    [42_000.5, 42_000.500000000007, true],
    [0, -0, true],
    [0, 1e-16, false],
    [1, 1.000000001, false],
    [1e-9, 2e-9, false],
    [1, -1, false],
  ])('%d and %d: %s', (a, b, same) => {
    expect(sameNumber(a, b)).toBe(same);
    expect(sameNumber(b, a)).toBe(same);
  });

  it('holds part by part', () => {
    expect(sameValue({ open: 0.1 + 0.2, close: null }, { close: null, open: 0.3 })).toBe(true);
    expect(sameValue({ open: 0.3 }, { open: 0.3, close: null })).toBe(false);
    expect(sameValue({ open: 0.3, a: null }, { open: 0.3, b: null })).toBe(false);
    expect(sameValue({ title: 'Up' }, { title: 'Down' })).toBe(false);
    expect(sameValue(null, {})).toBe(false);
    expect(sameValue(1, '1')).toBe(false);
  });
});

describe('the edges of sameness', () => {
  it('is told by the larger of the two', () => {
    expect(sameNumber(1, 1 + 0.9e-12)).toBe(true);
    expect(sameNumber(1, 1 + 3e-12)).toBe(false);
    expect(sameNumber(0, 1e-300)).toBe(false);
    expect(sameNumber(0, 0)).toBe(true);
  });

  it('of values of different kinds is equality', () => {
    expect(sameValue('1', 1)).toBe(false);
    expect(sameValue('a', 'a')).toBe(true);
    expect(sameValue(null, null)).toBe(true);
    expect(sameValue({}, null)).toBe(false);
    expect(sameValue('', {})).toBe(false);
    expect(sameValue({}, '')).toBe(false);
    expect(sameValue(true, {})).toBe(false);
    expect(sameValue(undefined, {})).toBe(false);
    expect(sameValue([1, [2]], [1 + 1e-15, [2]])).toBe(true);
    expect(sameValue([1, [2]], [1, [3]])).toBe(false);
  });
});
