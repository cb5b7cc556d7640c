import { expect, it } from 'vitest';
import { firstFew, lost, mergeCollected, NOTHING } from './collected.js';
import type { Observation } from './observation.js';

const failure = { source: 's', series: ['spot_price'], code: 'c', reason: 'r' } as const;
const observation: Observation = {
  series: 'spot_price',
  symbol: 'BTCUSDT',
  value: 1,
  observed_at: 1,
  available_at: 1,
  source: 's',
  retrieved_at: 1,
};

it('merges parts in order', () => {
  const delivered = { observations: [observation], failures: [] };
  expect(mergeCollected([lost(failure), NOTHING, delivered])).toEqual({
    observations: [observation],
    failures: [failure],
  });
});

it('counts a failure once that several parts report in the same words', () => {
  const other = { ...failure, reason: 'another' };
  expect(mergeCollected([lost(failure), lost(other), lost({ ...failure })]).failures).toEqual([failure, other]);
});

it.each([
  [[], ''],
  [['a', 'b', 'c'], 'a; b; c'],
  [['a', 'b', 'c', 'd', 'e'], 'a; b; c; and 2 more'],
])('shortens %j', (sentences, text) => {
  expect(firstFew(sentences)).toBe(text);
});
