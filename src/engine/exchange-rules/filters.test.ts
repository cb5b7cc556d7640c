import { describe, expect, it } from 'vitest';
import { isOnTick, smallestOrder, type ExchangeFilters } from './filters.js';

describe('the smallest order that an exchange takes', () => {
  it.each<[string, Partial<ExchangeFilters>, quantity: number, price: number, expected: number]>([
    ['no rule binds', {}, 0.25, 100, 0.25],
    // 10 at 100 are 0.1 units.
    ['the least value asks for more', { minNotional: 10 }, 0.05, 100, 0.1],
    ['the least value is met', { minNotional: 10 }, 0.25, 100, 0.25],
    ['reductions are exempt from it', { minNotional: 10, reduceOnlyExempt: true }, 0.05, 100, 0.05],
    ['reductions are said not to be', { minNotional: 10, reduceOnlyExempt: false }, 0.05, 100, 0.1],
    ['whole steps, upwards', { stepSize: 0.1 }, 0.25, 100, 0.3],
    ['whole steps already, but for the last bit of 1.1 / 0.1', { stepSize: 0.1 }, 1.1, 100, 1.1],
    ['the least value in whole steps', { minNotional: 10, stepSize: 0.03 }, 0.05, 100, 0.12],
  ])('%s', (_, rules, quantity, price, expected) => {
    expect(smallestOrder({ effectiveFrom: 0, ...rules }, quantity, price)).toBeCloseTo(expected, 12);
  });
});

it('a price of many ticks is on the grid though its quotient is off by more than a billionth', () => {
  expect(Math.abs(5_370_370.1 / 0.1 - 53_703_701)).toBeGreaterThan(1e-9);
  expect(isOnTick(5_370_370.1, 0.1)).toBe(true);
  expect(isOnTick(5_370_370.15, 0.1)).toBe(false);
});
