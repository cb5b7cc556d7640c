import { describe, expect, it } from 'vitest';
import { knownSum, centralMoment, mean, sampleDeviation, sum } from './moments.js';
import { median, quantile } from './quantile.js';

const values = [2, 4, 4, 4, 5, 5, 7, 9];

describe('moments', () => {
  it('take plain and typed arrays', () => {
    expect([sum(values), mean(values), centralMoment(values, 2)]).toEqual([40, 5, 4]);
    expect(sampleDeviation(Float64Array.from(values))).toBeCloseTo(Math.sqrt(32 / 7), 14);
  });

  it('add in the order of the values: figures are compared bit for bit', () => {
    expect(sum([0.1, 0.2, 0.3])).toBe(0.1 + 0.2 + 0.3);
    expect(sum([0.3, 0.2, 0.1])).not.toBe(sum([0.1, 0.2, 0.3]));
  });

  it('of too little are NaN or null', () => {
    expect(sum([])).toBe(0);
    expect(mean([])).toBeNaN();
    expect(sampleDeviation([1])).toBeNull();
  });
});

describe('quantile and median', () => {
  it('interpolate as type 7 does', () => {
    expect(quantile(Float64Array.of(4, 1, 3, 2), 0.25)).toBe(1.75);
    expect(quantile(Float64Array.of(4, 1, 3, 2), 1)).toBe(4);
    expect(quantile(new Float64Array(), 0.5)).toBeNaN();
  });

  it.each([
    [[], null],
    [[3], 3],
    [[10, 9, 1], 9],
    [[1, 100, 2, 3], 2.5],
  ])('median of %j is %j', (given, expected) => {
    expect(median(given)).toBe(expected);
  });
});

describe('knownSum', () => {
  it.each([
    [[], 0],
    [[1, 2], 3],
    [[1, null, 2], null],
  ])('of %j is %j', (given, expected) => {
    expect(knownSum(given)).toBe(expected);
  });
});
