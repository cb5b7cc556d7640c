import { describe, expect, it } from 'vitest';
import { BUNDLED_FILTERS } from './bundled-filters.js';
import {
  filtersAt,
  floorToStep,
  isOnTick,
  isTooSmall,
  roundToTick,
  smallestOrder,
  type ExchangeFilters,
} from './filters.js';

describe('rules of an exchange', () => {
  const rules = [
    { effectiveFrom: 100, minNotional: 2 },
    { effectiveFrom: 0, minNotional: 1 },
    { effectiveFrom: 200, minNotional: 3 },
  ];

  it.each<[number, number | undefined]>([
    [-1, undefined],
    [0, 1],
    [99, 1],
    [100, 2],
    [199, 2],
    [200, 3],
    [1e12, 3],
  ])('at %i are the newest that hold, whatever their order', (time, minimum) => {
    expect(filtersAt(rules, time)?.minNotional).toBe(minimum);
  });

  it('of two that begin together the later one counts', () => {
    expect(
      filtersAt(
        [
          { effectiveFrom: 0, minNotional: 1 },
          { effectiveFrom: 0, minNotional: 2 },
        ],
        5,
      )?.minNotional,
    ).toBe(2);
    expect(filtersAt([], 5)).toBeNull();
  });

  it('take no order of nothing, and none below the least value, unless it only reduces where that is free', () => {
    const strict = { effectiveFrom: 0, minNotional: 10 };
    const lenient = { ...strict, reduceOnlyExempt: true };
    expect(isTooSmall(null, 0, 5, true)).toBe(true);
    expect(isTooSmall(lenient, 0, 5, true)).toBe(true);
    expect(isTooSmall(null, 1e-9, 5, false)).toBe(false);
    expect(isTooSmall(strict, 2, 5, false)).toBe(false);
    expect(isTooSmall(strict, 1.9, 5, false)).toBe(true);
    expect(isTooSmall(strict, 1.9, 5, true)).toBe(true);
    expect(isTooSmall(lenient, 1.9, 5, true)).toBe(false);
    expect(isTooSmall(lenient, 1.9, 5, false)).toBe(true);
  });

  it('round quantities down to the grid and prices to the nearest tick', () => {
    expect(floorToStep(0.3, 0.1)).toBeCloseTo(0.3, 12);
    expect(floorToStep(0.39, 0.1)).toBeCloseTo(0.3, 12);
    expect(floorToStep(0.09, 0.1)).toBe(0);
    expect(roundToTick(100.26, 0.5)).toBe(100.5);
    expect(roundToTick(100.24, 0.5)).toBe(100);
    expect(roundToTick(0.001, 0.5)).toBe(0.5);
  });

  it.each([
    [100.5, 0.5, true],
    [0.3, 0.1, true],
    [100.51, 0.5, false],
    [0.29999, 0.1, false],
    [123_456.7, 0.1, true],
    [123_456.71, 0.1, false],
    [0, 0.1, true],
  ])('%s is a whole number of ticks of %s: %s', (price, tick, on) => {
    expect(isOnTick(price, tick)).toBe(on);
  });

  it.each([
    ['binance-spot', 'BTCUSDT', Date.UTC(2020, 0, 1), 10],
    ['binance-spot', 'ETHUSDT', Date.UTC(2024, 0, 1), 5],
    ['binance-um', 'BTCUSDT', Date.UTC(2023, 11, 31), 5],
    ['binance-um', 'BTCUSDT', Date.UTC(2024, 0, 1), 100],
    ['binance-um', 'ETHUSDT', Date.UTC(2024, 0, 1), 20],
  ])('%s takes %s from a value on', (exchange, symbol, time, minimum) => {
    expect(filtersAt(BUNDLED_FILTERS[exchange]![symbol]!, time)?.minNotional).toBe(minimum);
  });
});

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
