import { describe, expect, it } from 'vitest';
import type { Order } from '../strategies/base.js';
import { backtest, type BacktestOptions } from './backtester.js';
import { bars, Scripted, type Ohlc } from './fixtures/scripted.js';
import { liquidationPrice, type MarginTable } from './exchange-rules/margin-tiers.js';

/** One tier of 1 %, a second of 2 % from 10,000 on (deduction 10,000 · 0.01 = 100), a fee of 0.5 %. */
const table: MarginTable = {
  effectiveFrom: 0,
  liquidationFee: 0.005,
  tiers: [
    { floor: 0, rate: 0.01 },
    { floor: 10_000, rate: 0.02 },
  ],
};
const free = { makerFee: 0, takerFee: 0, slippage: { bps: 0 }, initialEquity: 1_000, leverage: 5 };
const flat: Ohlc = [100, 100, 100, 100];
const run = (rows: readonly Ohlc[], order: Order, options: Partial<BacktestOptions> = {}, mark?: readonly Ohlc[]) =>
  backtest({
    data: [{ bars: bars(rows), marginTables: [table], ...(mark === undefined ? {} : { mark: bars(mark) }) }],
    strategy: new Scripted({ 0: order }),
    ...free,
    ...options,
  });
const exits = (result: ReturnType<typeof run>) =>
  [...result.fills].slice(1).map(({ bar, price, reason }) => [bar, price, reason]);

describe('liquidation price', () => {
  it('long (q·E − M − c) / (q·(1 − r)), short (q·E + M + c) / (q·(1 + r)), in the tier that holds q·P', () => {
    // 10 at 100 with a margin of 200: value 808 at that price, first tier.
    expect(liquidationPrice(10, 100, 200, table)).toBeCloseTo((1_000 - 200) / (10 * 0.99), 12);
    expect(liquidationPrice(-10, 100, 200, table)).toBeCloseTo((1_000 + 200) / (10 * 1.01), 12);
    // 200 at 100 with 4,000: value about 16,000, second tier, c = 100.
    expect(liquidationPrice(200, 100, 4_000, table)).toBeCloseTo((20_000 - 4_000 - 100) / (200 * 0.98), 12);
    expect(liquidationPrice(-200, 100, 4_000, table)).toBeCloseTo((20_000 + 4_000 + 100) / (200 * 1.02), 12);
    // Opened in the second tier, liquidated in the first.
    expect(liquidationPrice(120, 100, 4_000, table)).toBeCloseTo((12_000 - 4_000) / (120 * 0.99), 12);
  });

  it('a long on its whole value has none', () => {
    expect(liquidationPrice(10, 100, 1_000, table)).toBe(-Infinity);
  });
});

describe('liquidation', () => {
  const long: Order = { side: 'long', size: 5 };
  const short: Order = { side: 'short', size: 5 };
  // 50 units at 100, margin 1,000.
  const longPrice = (5_000 - 1_000) / (50 * 0.99);
  const shortPrice = (5_000 + 1_000) / (50 * 1.01);

  it('long: at the price when the bar reaches it, with the liquidation fee and no other', () => {
    const result = run([flat, flat, [100, 101, 80, 90]], long, { takerFee: 0.001 });
    expect(exits(result)).toEqual([[2, longPrice, 'liquidation']]);
    expect([...result.fills][1]!.fee).toBeCloseTo(50 * longPrice * 0.005, 9);
    expect(result.costs.liquidation_fees).toBeCloseTo(50 * longPrice * 0.005, 9);
    expect(result.counters).toMatchObject({ liquidations: 1, liquidations_on_last_price: 1 });
  });

  it('short: likewise above', () => {
    expect(exits(run([flat, flat, [100, 120, 99, 110]], short))).toEqual([[2, shortPrice, 'liquidation']]);
    expect(exits(run([flat, flat, [100, 118.8, 99, 110]], short))).toEqual([]);
  });

  it('gapped through, the loss never exceeds the margin, the fee included', () => {
    // Bankruptcy at 80 (long) and 120 (short); the gap goes far beyond.
    const down = run([flat, flat, [50, 60, 40, 55]], long);
    expect(exits(down)).toEqual([[2, 80, 'liquidation']]);
    expect(down.finalEquity).toBe(0);
    expect(down.costs.liquidation_fees).toBe(0);
    const up = run([flat, flat, [200, 210, 190, 195]], short);
    expect(exits(up)).toEqual([[2, 120, 'liquidation']]);
    expect(up.finalEquity).toBe(0);
  });

  it('takes what is left of the margin as its fee where that is less than the fee', () => {
    // 10 at 100 with a margin of 200 in an account of 1,000; opened at 80.2, bankrupt at 80: 2 are left, the fee would be 4.01.
    const result = run([flat, flat, [80.2, 82, 79, 81]], { side: 'long', size: 1 });
    expect(result.costs.liquidation_fees).toBeCloseTo(2, 9);
    expect(result.finalEquity).toBeCloseTo(800, 9);
  });

  it('never leaves less than nothing: what the entry cost is not there to be lost again', () => {
    for (const [gap, order] of [
      [[50, 60, 40, 55], long],
      [[200, 210, 190, 195], short],
    ] as const) {
      const result = run([flat, flat, gap], order, { takerFee: 0.001 });
      expect(result.counters.liquidations).toBe(1);
      expect(result.finalEquity).toBeCloseTo(0, 9);
      expect(result.finalEquity).toBeGreaterThanOrEqual(-1e-9);
    }
  });

  it('gapped between liquidation and bankruptcy, at the open', () => {
    expect(exits(run([flat, flat, [80.5, 82, 80.2, 81]], long))).toEqual([[2, 80.5, 'liquidation']]);
  });

  it('a stop acts first, unless the open gaps through both', () => {
    expect(exits(run([flat, flat, [100, 101, 70, 75]], { ...long, stop: 90 }))).toEqual([[2, 90, 'stop']]);
    expect(exits(run([flat, flat, [85, 86, 70, 75]], { ...long, stop: 90 }))).toEqual([[2, 85, 'stop']]);
    expect(exits(run([flat, flat, [79, 86, 70, 75]], { ...long, stop: 90 }))).toEqual([[2, 80, 'liquidation']]);
    expect(exits(run([flat, flat, [100, 101, 70, 75]], { ...long, stop: 75 }))).toEqual([
      [2, longPrice, 'liquidation'],
    ]);
  });

  it('is judged on the mark where there are mark bars', () => {
    const wick: Ohlc[] = [flat, flat, [100, 101, 70, 95]];
    const calm: Ohlc[] = [flat, flat, [100, 101, 90, 95]];
    expect(exits(run(wick, long, {}, calm))).toEqual([]);
    const result = run(calm, long, {}, wick);
    expect(exits(result)).toEqual([[2, longPrice, 'liquidation']]);
    expect(result.counters.liquidations_on_last_price).toBe(0);
  });

  it('a short without leverage is liquidated near twice its entry; spot never is', () => {
    const doubled: Ohlc[] = [flat, flat, [100, 201, 99, 150]];
    expect(exits(run(doubled, { side: 'short', size: 1 }, { leverage: 1 }))).toEqual([
      [2, 2_000 / (10 * 1.01), 'liquidation'],
    ]);
    const crash: Ohlc[] = [flat, flat, [100, 100, 0.01, 0.02]];
    expect(exits(run(crash, { side: 'long', size: 1 }, { leverage: 1, instrument: 'spot' }))).toEqual([]);
  });

  it('a reduction releases margin pro rata: the price stays where it was', () => {
    const strategy = new Scripted({ 0: long, 1: { side: 'long', size: 2.5 } });
    const result = backtest({
      data: [{ bars: bars([flat, flat, flat, [100, 101, 80, 90]]), marginTables: [table] }],
      strategy,
      ...free,
    });
    expect([...result.fills].at(-1)).toMatchObject({
      bar: 3,
      reason: 'liquidation',
      price: expect.closeTo(longPrice, 9),
    });
  });

  it('cancels the symbol’s waiting order', () => {
    const strategy = new Scripted({ 0: long, 1: { side: 'flat', limit: 150 } });
    const result = backtest({
      data: [{ bars: bars([flat, flat, [100, 101, 70, 75], [75, 160, 70, 150]]), marginTables: [table] }],
      strategy,
      ...free,
    });
    expect(result.refusals.counts()).toEqual({ liquidated: 1 });
    expect([...result.fills]).toHaveLength(2);
  });

  it('nothing is left to trade with after a total loss', () => {
    const strategy = new Scripted({ 0: long, 2: { side: 'long', size: 1 } });
    const result = backtest({
      data: [{ bars: bars([flat, flat, [50, 60, 40, 55], [55, 56, 54, 55]]), marginTables: [table] }],
      strategy,
      ...free,
    });
    expect(result.refusals.counts()).toEqual({ no_equity: 1 });
  });
});
