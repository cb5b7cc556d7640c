import { expect, it } from 'vitest';
import { arrivalTime, MAX_SKEW_MS } from './arrival.js';

const NOW = Date.UTC(2025, 0, 1);

it.each([
  ['an old stamp is kept', NOW - 86_400_000, NOW - 86_400_000],
  ['a stamp slightly ahead becomes the receipt', NOW + MAX_SKEW_MS, NOW],
  ['a stamp far ahead is refused', NOW + MAX_SKEW_MS + 1, null],
  ['no stamp means the receipt', undefined, NOW],
  ['NaN is refused', Number.NaN, null],
])('%s', (_, stamp, expected) => {
  expect(arrivalTime(stamp, NOW)).toBe(expected);
});
