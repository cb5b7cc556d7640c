import { describe, expect, it } from 'vitest';
import type { Order } from '../strategies/base.js';
import { backtest, type BacktestOptions } from './backtester.js';
import type { ExchangeFilters } from './exchange-rules/filters.js';
import { bars, Scripted, type Ohlc } from './fixtures/scripted.js';

const flat: Ohlc = [100, 100, 100, 100];
/** 1 % of 1,000 is bought at 100; at 60 it is worth 6, less than the 10 that an order must have. */
const fall: readonly Ohlc[] = [flat, flat, flat, [100, 100, 55, 55], [55, 55, 50, 50], [50, 50, 50, 50]];
const rise: readonly Ohlc[] = [flat, flat, flat, [100, 101, 60, 62], [62, 120, 62, 110], [110, 110, 110, 110]];

function run(
  rows: readonly Ohlc[],
  order: Order,
  filters: Partial<ExchangeFilters>,
  more: Partial<BacktestOptions> = {},
) {
  return backtest({
    data: [{ bars: bars(rows), filters: [{ effectiveFrom: 0, minNotional: 10, ...filters }] }],
    strategy: new Scripted({ 0: order }),
    initialEquity: 1_000,
    makerFee: 0,
    takerFee: 0,
    slippage: { bps: 0 },
    instrument: 'spot',
    ...more,
  });
}

const LONG: Order = { side: 'long', size: 0.01 };

describe('a protective exit obeys the least order value as every order does', () => {
  it.each([
    ['stop', { ...LONG, stop: 60 }],
    ['trailing stop', { ...LONG, trailingStop: 0.4 }],
  ] as const)('%s: refused once, the position stays', (name, order) => {
    const result = run(fall, order, {});
    expect(result.refusals.counts()).toEqual({ below_min_notional: 1 });
    expect(result.refusals.samples[0]!.detail).toContain(name);
    expect(result.openPositions).toHaveLength(1);
    expect(result.trades.length).toBe(0);
  });

  it('the same as asking to be flat at that price', () => {
    const result = backtest({
      data: [{ bars: bars(fall), filters: [{ effectiveFrom: 0, minNotional: 10 }] }],
      strategy: new Scripted({ 0: LONG, 3: { side: 'flat' } }),
      initialEquity: 1_000,
      slippage: { bps: 0 },
      instrument: 'spot',
    });
    expect(result.refusals.counts()).toEqual({ below_min_notional: 1 });
    expect(result.openPositions).toHaveLength(1);
  });

  it('other protective prices of the position stay', () => {
    const result = run(rise, { ...LONG, stop: 60, takeProfit: 105 }, { minNotional: 8 });
    expect(result.refusals.counts()).toEqual({ below_min_notional: 1 });
    expect([...result.fills].map(({ reason }) => reason)).toEqual(['order', 'take_profit']);
  });

  it('an exchange that exempts reductions takes it, and so does one whose least value is met', () => {
    for (const filters of [{ reduceOnlyExempt: true }, { minNotional: 5 }]) {
      const result = run(fall, { ...LONG, stop: 60 }, filters);
      expect(result.refusals.total).toBe(0);
      expect([...result.fills].at(-1)!.reason).toBe('stop');
    }
  });

  it('a gap is judged at the open it fills at', () => {
    const result = run([flat, flat, [40, 45, 40, 45], [45, 45, 45, 45]], { ...LONG, stop: 60 }, {});
    expect(result.refusals.counts()).toEqual({ below_min_notional: 1 });
    expect(result.openPositions).toHaveLength(1);
  });

  it('a part that the volume allows is a whole number of steps; the rest follows', () => {
    const rows: Ohlc[] = [flat, [100, 100, 100, 100, 1_000], [100, 100, 50, 50, 33], [50, 50, 50, 50, 33], flat, flat];
    const result = run(
      rows,
      { side: 'long', size: 1, stop: 90 },
      { stepSize: 1, minNotional: 1 },
      { maxParticipation: 0.1 },
    );
    expect([...result.fills].slice(1).map(({ quantity }) => Math.abs(quantity))).toEqual([3, 3, 4]);
    expect(result.openPositions).toEqual([]);
  });
});
