import { expect, it } from 'vitest';
import { Refusals } from './refusals.js';

it('counts every refusal, keeps the first hundred whole, and goes on so after a restart', () => {
  const refusals = new Refusals();
  for (let i = 0; i < 99; i++) refusals.add('expired', 'A', i, `${i}`);
  refusals.add('invalid_order', 'B', 99, 'side');
  const again = new Refusals();
  again.restore(refusals.counts(), refusals.samples.slice(1));
  again.add('expired', 'A', 100, 'last kept');
  again.add('expired', 'A', 101, 'only counted');
  expect(again.samples).toHaveLength(100);
  expect(again.samples.at(-1)).toEqual({ reason: 'expired', symbol: 'A', time: 100, detail: 'last kept' });
  expect(Object.entries(again.counts())).toEqual([
    ['invalid_order', 1],
    ['expired', 101],
  ]);
  expect(again.total).toBe(102);
  expect(new Refusals().total).toBe(0);
});
