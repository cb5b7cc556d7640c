import { describe, expect, it } from 'vitest';
import { BarSeries } from '../../../core/bars.js';
import { HOUR } from '../../../core/time.js';
import { BUNDLED_FILTERS } from '../../exchange-rules/bundled-filters.js';
import { filtersAt, floorToStep, isOnTick, isTooSmall, roundToTick } from '../../exchange-rules/filters.js';
import {
  BUNDLED_MARGIN_TABLES,
  GENERIC_MARGIN_TABLE,
  liquidationPrice,
  marginTableAt,
} from '../../exchange-rules/margin-tiers.js';
import { markPriceAt, tradePriceAt } from './mark-price.js';
import { slippageFraction } from './slippage.js';

const barsOf = (...rows: (readonly [hour: number, open: number, close: number])[]) =>
  BarSeries.fromRows(
    'X',
    HOUR,
    rows.map(([hour, open, close]) => ({
      openTime: hour * HOUR,
      open,
      high: Math.max(open, close),
      low: Math.min(open, close),
      close,
      volume: 100,
    })),
  );

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

describe('margin tables', () => {
  const table = (effectiveFrom: number) => ({ effectiveFrom, tiers: [], liquidationFee: effectiveFrom });

  it('are the newest that hold, else the generic one', () => {
    const tables = [table(100), table(0), table(200)];
    expect([0, 99, 100, 200].map((time) => marginTableAt(tables, time).effectiveFrom)).toEqual([0, 0, 100, 200]);
    expect(marginTableAt(tables, -1)).toBe(GENERIC_MARGIN_TABLE);
    expect(marginTableAt([], 5)).toBe(GENERIC_MARGIN_TABLE);
    const later = { ...table(0), liquidationFee: 7 };
    expect(marginTableAt([table(0), later], 0)).toBe(later);
  });

  it('of Bitcoin changed with 2025', () => {
    const rates = (time: number) => marginTableAt(BUNDLED_MARGIN_TABLES.BTCUSDT!, time).tiers.map((tier) => tier.rate);
    expect(rates(Date.UTC(2024, 11, 31))).toHaveLength(10);
    expect(rates(Date.UTC(2025, 0, 1))).toHaveLength(8);
  });

  it('rise with size, in rate and in floor', () => {
    for (const { tiers } of [GENERIC_MARGIN_TABLE, ...BUNDLED_MARGIN_TABLES.BTCUSDT!]) {
      expect(tiers[0]!.floor).toBe(0);
      for (let k = 1; k < tiers.length; k++) {
        expect(tiers[k]!.floor).toBeGreaterThan(tiers[k - 1]!.floor);
        expect(tiers[k]!.rate).toBeGreaterThan(tiers[k - 1]!.rate);
      }
    }
  });
});

describe('a liquidation price', () => {
  const table = {
    effectiveFrom: 0,
    liquidationFee: 0,
    tiers: [
      { floor: 0, rate: 0.01 },
      { floor: 1_000, rate: 0.05 },
      { floor: 5_000, rate: 0.1 },
    ],
  };
  /** Equity of the position at a price, over what its tier requires; deductions keep the requirement continuous. */
  const excess = (quantity: number, entry: number, margin: number, price: number) => {
    const value = Math.abs(quantity) * price;
    const required = value <= 1_000 ? 0.01 * value : value <= 5_000 ? 0.05 * value - 40 : 0.1 * value - 290;
    return margin + quantity * (price - entry) - required;
  };

  it.each([
    // (1 · 100 − 10) / 0.99 in the first tier, and (100 + 10) / 1.01 for a short.
    [1, 100, 10, 90 / 0.99],
    [-1, 100, 10, 110 / 1.01],
    // (20 · 100 − 200 − 40) / (20 · 0.95), (20 · 100 + 200 + 40) / (20 · 1.05).
    [20, 100, 200, 1_760 / 19],
    [-20, 100, 200, 2_240 / 21],
    // (100 · 100 − 1000 − 290) / 90, (100 · 100 + 1000 + 290) / 110.
    [100, 100, 1_000, 8_710 / 90],
    [-100, 100, 1_000, 11_290 / 110],
    // A position that falls into the first tier before it is liquidated.
    [11, 100, 300, 800 / (11 * 0.99)],
  ])('of %d at %d with margin %d', (quantity, entry, margin, expected) => {
    const price = liquidationPrice(quantity, entry, margin, table);
    expect(price).toBeCloseTo(expected, 9);
    expect(excess(quantity, entry, margin, price)).toBeCloseTo(0, 9);
  });

  it('is none where the margin covers everything', () => {
    expect(liquidationPrice(1, 100, 100, table)).toBe(-Infinity);
    expect(liquidationPrice(1, 100, 150, table)).toBe(-Infinity);
    expect(liquidationPrice(-1, 100, -200, table)).toBe(Infinity);
  });
});

describe('slippage', () => {
  const settings = { bps: 5, impact: 0.5, volatilityBars: 3, maxBps: 10_000 };
  const bars = barsOf([0, 90, 100], [1, 100, 110], [2, 110, 99], [3, 99, 99], [4, 99, 120], [5, 120, 200]);
  const deviation = (...returns: number[]) => {
    const mean = returns.reduce((a, b) => a + b, 0) / returns.length;
    return Math.sqrt(returns.reduce((a, b) => a + (b - mean) ** 2, 0) / returns.length);
  };

  it('is the fixed part alone without impact', () => {
    expect(slippageFraction({ ...settings, impact: 0, maxBps: 1 }, bars, 5, 1, 100)).toBe(0.0005);
  });

  it('grows with the volatility before the bar and the root of the share of its volume', () => {
    const volatility = deviation(Math.log(0.9), 0, Math.log(120 / 99));
    expect(slippageFraction(settings, bars, 5, 4, 100)).toBeCloseTo(0.0005 + 0.5 * volatility * 0.2, 12);
    expect(slippageFraction(settings, bars, 5, 4, 0)).toBeCloseTo(0.0005 + 0.5 * volatility, 12);
    const two = deviation(Math.log(1.1), Math.log(0.9));
    expect(slippageFraction(settings, bars, 3, 4, 100)).toBeCloseTo(0.0005 + 0.5 * two * 0.2, 12);
  });

  it('knows no volatility from fewer than two returns, and stops at its cap', () => {
    expect(slippageFraction(settings, bars, 2, 4, 100)).toBeCloseTo(0.0005, 15);
    expect(slippageFraction(settings, bars, 1, 4, 100)).toBe(0.0005);
    expect(slippageFraction(settings, bars, 0, 4, 100)).toBeCloseTo(0.0005, 15);
    expect(slippageFraction({ ...settings, maxBps: 20 }, bars, 5, 100, 100)).toBe(0.002);
  });
});

describe('the price at a moment', () => {
  const bars = barsOf([0, 10, 11], [1, 11, 12], [3, 13, 14]);

  it('of the mark: as recorded, else the open of the mark bar of that very moment', () => {
    expect(markPriceAt(bars, HOUR, 99)).toBe(99);
    expect(markPriceAt(null, HOUR, 99)).toBe(99);
    expect(markPriceAt(bars, HOUR, NaN)).toBe(11);
    expect(markPriceAt(bars, HOUR + 1, NaN)).toBeNaN();
    expect(markPriceAt(bars, 9 * HOUR, NaN)).toBeNaN();
    expect(markPriceAt(null, HOUR, NaN)).toBeNaN();
  });

  it.each([
    ['the open of the bar that opens then', HOUR, 2, 11],
    ['the open of the bar it lies in', HOUR + 1, 2, 11],
    ['the last close in a hole', 2 * HOUR, 2, 12],
    ['the last close in a hole, not the bar after it', 2.5 * HOUR, 2, 12],
    ['nothing that is not known yet', 3 * HOUR, 1, 12],
    ['nothing later than the newest known row', 3.5 * HOUR, 1, 12],
    ['the close at the end', 4 * HOUR, 2, 14],
    ['the open of the last bar inside it', 3.5 * HOUR, 2, 13],
  ])('of the trade: %s', (_, time, lastRow, expected) => {
    expect(tradePriceAt(bars, time, lastRow)).toBe(expected);
  });
});
