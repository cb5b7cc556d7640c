import { describe, expect, it } from 'vitest';
import { seededRandom } from '../ports/random.js';
import { LEAST_JOINT_RETURNS, linkedGroups, logReturns, returnCorrelation } from './co-movement.js';

const noise = (seed: number, count: number): number[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => random.next() - 0.5);
};

describe('correlation of returns', () => {
  it('is that of the formula, over the steps that both have', () => {
    // By hand: deviations (−1, 0, 1) and (−1, 1, 0), so 1 / 2; repeated until there are enough.
    const times = (values: number[]) => Array.from({ length: LEAST_JOINT_RETURNS / 3 }, () => values).flat();
    const a = [NaN, 9, ...times([1, 2, 3])];
    const b = [9, NaN, ...times([4, 6, 5])];
    expect(returnCorrelation(a, b)).toBeCloseTo(0.5, 12);
    expect(
      returnCorrelation(
        a,
        b.map((value) => -value),
      ),
    ).toBeCloseTo(-0.5, 12);
  });

  it('comes near to the one that the returns were made with', () => {
    const [common, a, b] = [noise(1, 5_000), noise(2, 5_000), noise(3, 5_000)];
    const mixed = (own: number[]) => own.map((value, i) => common[i]! * Math.sqrt(0.8) + value * Math.sqrt(0.2));
    expect(returnCorrelation(mixed(a), mixed(b))).toBeCloseTo(0.8, 1);
  });

  it('is not known from too few steps, nor for what never moves', () => {
    const few = noise(1, LEAST_JOINT_RETURNS - 1);
    expect(returnCorrelation(few, few)).toBeNull();
    expect(returnCorrelation([...few, 1], [...few, 1])).toBeCloseTo(1, 12);
    expect(returnCorrelation([...few, 1], new Array(LEAST_JOINT_RETURNS).fill(0))).toBeNull();
  });
});

it('log returns know nothing beside a hole', () => {
  expect([...logReturns([1, Math.E, NaN, 1, 1])].map((value) => Number(value.toFixed(9)))).toEqual([
    NaN,
    1,
    NaN,
    NaN,
    0,
  ]);
});

it('groups hold what is linked through others, whatever the order', () => {
  const linked =
    (...pairs: string[]) =>
    (a: number, b: number) =>
      pairs.includes(`${a}${b}`);
  expect([...linkedGroups(5, linked('04', '13', '34'))]).toEqual([0, 0, 2, 0, 0]);
  expect([...linkedGroups(3, linked())]).toEqual([0, 1, 2]);
  expect([...linkedGroups(3, linked('12'))]).toEqual([0, 1, 1]);
});
