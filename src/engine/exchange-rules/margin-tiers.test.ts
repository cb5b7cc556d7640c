import { describe, expect, it } from 'vitest';
import { BUNDLED_MARGIN_TABLES, GENERIC_MARGIN_TABLE, liquidationPrice, marginTableAt } from './margin-tiers.js';

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
