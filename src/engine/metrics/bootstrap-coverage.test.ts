import { expect, it } from 'vitest';
import { seededRandom } from '../../core/ports/random.js';
import { bootstrapIntervals } from './bootstrap.js';

const DAY = 86_400_000;
const sampledOf = (returns: Float64Array) => {
  const values = new Float64Array(returns.length + 1).fill(1);
  returns.forEach((each, i) => (values[i + 1] = values[i]! * (1 + each)));
  return { periodMs: DAY, returns, values };
};

it('a bootstrap interval covers the true mean about as often as it says', () => {
  let covered = 0;
  const draws = seededRandom(11);
  for (let trial = 0; trial < 100; trial++) {
    const returns = Float64Array.from({ length: 200 }, () => (draws.next() - 0.5) * 0.02);
    const { low, high } = bootstrapIntervals(sampledOf(returns), draws, {
      samples: 200,
      level: 0.9,
      blockPeriods: 2,
    })!.intervals.sharpe!;
    if (low < 0 && high > 0) covered++;
  }
  // Binomial with p = 0.9: 82 … 97 is ±2.6 standard deviations.
  expect(covered).toBeGreaterThanOrEqual(80);
  expect(covered).toBeLessThanOrEqual(98);
});
