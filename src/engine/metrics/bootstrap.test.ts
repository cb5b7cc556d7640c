import { describe, expect, it } from 'vitest';
import type { Random } from '../../core/ports/random.js';
import { WEEK } from '../../core/time.js';
import { bootstrapIntervals } from './bootstrap.js';
import type { SampledReturns } from './sampled-returns.js';

/** Gives these numbers one after the other, and none beyond. */
function scripted(numbers: readonly number[]): Random & { left(): number } {
  let next = 0;
  return {
    next: () => {
      if (next === numbers.length) throw new Error('more random numbers than a run needs');
      return numbers[next++]!;
    },
    left: () => numbers.length - next,
  };
}

const sampledOf = (returns: readonly number[]): SampledReturns => ({
  periodMs: WEEK,
  returns: Float64Array.from(returns),
  values: new Float64Array(returns.length + 1),
});

const RETURNS = [0.01, -0.02, 0.03, -0.04, 0.05, -0.06, 0.07, -0.08, 0.09, -0.1];
const growth = (rows: readonly number[]): number => rows.reduce((value, row) => value * (1 + RETURNS[row]!), 1) - 1;

describe('the stationary bootstrap', () => {
  it('begins a block where the number is below 1 / length, else takes the next return, the first after the last', () => {
    const random = scripted([
      0.35, // row 3
      ...[0.5, 0.99, 0.75], // rows 4, 5, 6
      ...[0.49, 0.81], // row 8
      ...[0.5, 0.6], // rows 9 and 0
      ...[0, 0.19], // row 1
      ...[0.1, 0], // row 0
      0.9, // row 1
    ]);
    const found = bootstrapIntervals(sampledOf(RETURNS), random, { samples: 1, blockPeriods: 2 })!;
    const { low, high } = found.intervals.total_return!;
    expect(low).toBeCloseTo(growth([3, 4, 5, 6, 8, 9, 0, 1, 0, 1]), 14);
    expect([high, random.left(), found.blockPeriods]).toEqual([low, 0, 2]);
  });

  it('takes the cube root of their number as the length of blocks', () => {
    // 10 returns: blocks of 3 on average, so that 0.34 goes on and 0.33 begins anew.
    const random = scripted([0, ...Array.from({ length: 8 }, () => 0.34), 0.33, 0.55]);
    const { blockPeriods, intervals } = bootstrapIntervals(sampledOf(RETURNS), random, { samples: 1 })!;
    expect(blockPeriods).toBe(3);
    expect(intervals.total_return!.low).toBeCloseTo(growth([0, 1, 2, 3, 4, 5, 6, 7, 8, 5]), 14);
  });

  it('leaves out a metric that one of the runs does not have, and keeps the others', () => {
    // Blocks of one. The first run takes each return once, the second the one without a change ten times: it has no Sharpe ratio.
    const flat = [0, ...RETURNS.slice(1)];
    const drawing = (rows: readonly number[]): number[] =>
      rows.flatMap((row, i) => (i === 0 ? [row / 10 + 0.05] : [0, row / 10 + 0.05]));
    const random = scripted([...drawing(flat.map((_, row) => row)), ...drawing(flat.map(() => 0))]);
    const { intervals } = bootstrapIntervals(sampledOf(flat), random, { samples: 2, blockPeriods: 1 })!;
    expect(Object.keys(intervals)).not.toContain('sharpe');
    expect(Object.keys(intervals)).toEqual(expect.arrayContaining(['total_return', 'max_drawdown', 'volatility']));
  });
});
