import { describe, expect, it } from 'vitest';
import { tradeSchema, tradesSchema, type Trade } from './trade.js';

const TRADE: Trade = {
  symbol: 'BTCUSDT',
  side: 'long',
  open_bar: 0,
  close_bar: 7,
  open_time: 1_700_000_000_000,
  close_time: 1_700_000_420_000,
  entry_price: 100,
  exit_price: 101.5,
  quantity: 2,
  size: 1,
  pnl: 2.9,
  return: 0.0145,
  fees: 0.1,
  slippage: 0.02,
  carry: -0.01,
  exit_reason: 'order',
};

describe('the check of many trades', () => {
  it('takes what the schema of one takes', () => {
    expect(tradesSchema.parse([TRADE, { ...TRADE, side: 'short' }])).toEqual([TRADE, { ...TRADE, side: 'short' }]);
    expect(tradesSchema.parse([])).toEqual([]);
  });

  const values: readonly unknown[] = [undefined, null, 'x', '', NaN, Infinity, -1, 1.5, 0, true, 2 ** 60, {}, []];
  it.each(Object.keys(TRADE) as (keyof Trade)[])('judges every value of %s as the schema of one does', (field) => {
    for (const value of values) {
      const trade = { ...TRADE, [field]: value };
      const one = tradeSchema.safeParse(trade);
      const many = tradesSchema.safeParse([TRADE, trade]);
      expect(many.success, `${field}: ${String(value)}`).toBe(one.success);
      if (!one.success) {
        const named = one.error.issues.map(({ path, message }) => ({ path: [1, ...path], message }));
        expect(many.error!.issues.map(({ path, message }) => ({ path, message }))).toEqual(named);
      }
    }
  });

  it.each([undefined, null, {}, 'trades', [null], [1], [[]]])('refuses %j', (value) => {
    expect(tradesSchema.safeParse(value).success).toBe(false);
  });
});

describe('the way through many trades', () => {
  /** How often the fields of a trade are read on the way. */
  const readsOf = (own: Partial<Trade>): number => {
    let reads = 0;
    const counted = new Proxy({ ...TRADE, ...own }, { get: (trade, name) => (reads++, Reflect.get(trade, name)) });
    expect(tradesSchema.safeParse([counted]).success).toBe(true);
    return reads;
  };

  it('reads each field of a good trade once, the side twice at most: the schema of one costs as much as the run', () => {
    const fields = Object.keys(TRADE).length;
    expect(readsOf({})).toBe(fields);
    expect(readsOf({ side: 'short' })).toBe(fields + 1);
    expect(readsOf({ open_bar: 0, close_bar: 0 })).toBe(fields);
    expect(readsOf({ symbol: '', exit_reason: '' })).toBe(fields);
  });
});
