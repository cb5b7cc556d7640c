import { expect, it } from 'vitest';
import { openInterestInCoins } from './open-interest-units.js';

const PRICE = 67_000;

it.each<[string, number | null, number | null, number | null, number | null]>([
  ['coins, told by the value', 30_000, 30_000 * PRICE, 0.01, 30_000],
  ['contracts, told by the value', 3_000_000, 30_000 * PRICE * 1.2, 0.01, 30_000],
  ['coins, where a contract is one coin', 30_000, null, 1, 30_000],
  ['unknown without a value', 3_000_000, null, 0.01, null],
  ['unknown where neither reading fits', 3_000_000, 30_000 * PRICE, 0.1, null],
  ['unknown without an amount', null, 1e9, 1, null],
  ['unknown for a negative amount', -1, null, 1, null],
  ['unknown for infinity', Infinity, 1e9, 1, null],
])('%s', (_, amount, value, contractSize, expected) => {
  expect(openInterestInCoins({ amount, value }, PRICE, contractSize)).toBe(expected);
});
