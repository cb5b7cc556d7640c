import { describe, expect, it } from 'vitest';
import type { Order } from '../strategies/base.js';
import { backtest, type BacktestOptions } from './backtester.js';
import { bars, flatBars, Scripted, type Ohlc } from './fixtures/scripted.js';

const free = { makerFee: 0, takerFee: 0, slippage: { bps: 0 }, initialEquity: 1_000 };
const at = (price: number): Ohlc => [price, price, price, price];
const run = (rows: readonly Ohlc[], script: Record<number, Order>, options: Partial<BacktestOptions>) =>
  backtest({ data: [{ bars: bars(rows) }], strategy: new Scripted(script), ...free, ...options });
const fillsOf = (result: ReturnType<typeof run>) =>
  [...result.fills].map(({ bar, quantity, reason }) => [bar, Number(quantity.toFixed(9)), reason]);

describe('exposure cap', () => {
  it('holds at order time', () => {
    const result = run(flatBars(4), { 0: { side: 'long', size: 0.9 } }, { limits: { maxExposure: 0.5 } });
    expect(fillsOf(result)).toEqual([[1, 5, 'order']]);
    expect(result.counters.limited_orders).toBe(1);
  });

  it('asking again for more than the cap neither trades nor counts', () => {
    const same: Order = { side: 'short', size: 0.9 };
    const result = run(flatBars(5), { 0: same, 1: same, 2: same }, { limits: { maxExposure: 0.5 } });
    expect(fillsOf(result)).toEqual([[1, -5, 'order']]);
    expect(result.counters.limited_orders).toBe(1);
  });

  it('drift up to 1.05 × cap is let be, beyond it the next bar reduces to the cap', () => {
    // Short 5 at 100 with cash 1,500. At 103: 515 of 985 is 0.5228, below 0.525. At 104: 520 of 980 is 0.5306.
    const result = run(
      [at(100), at(100), at(103), at(104), at(104), at(104)],
      { 0: { side: 'short', size: 0.5 } },
      { limits: { maxExposure: 0.5 } },
    );
    // 0.5 · 980 / 104 = 4.711…
    expect(fillsOf(result)).toEqual([
      [1, -5, 'order'],
      [4, Number((5 - 490 / 104).toFixed(9)), 'drift'],
    ]);
    expect(result.counters.drift_reductions).toBe(1);
  });

  it.each([
    ['lots are coarse', { stepSize: 0.5 }, 4.5],
    ['the exchange takes no small order', { minNotional: 200 }, 3.077],
    ['no small change is to be traded', {}, 4.712],
  ])('is held to where %s: rather more is closed than too little', (_why, filter, left) => {
    const result = backtest({
      data: [{ bars: bars([at(100), at(100), at(104), at(104), at(104)]), filters: [{ effectiveFrom: 0, ...filter }] }],
      strategy: new Scripted({ 0: { side: 'short', size: 0.5 } }),
      ...free,
      minRebalance: 0.1,
      limits: { maxExposure: 0.5 },
    });
    expect([...result.fills].map(({ reason }) => reason)).toEqual(['order', 'drift']);
    expect(result.fills.row(1).position).toBeCloseTo(-left, 3);
  });

  it('is let be where the next open brings it back by itself', () => {
    const gap: Ohlc = [98, 98, 98, 98];
    const result = run(
      [at(100), at(100), at(104), gap, gap],
      { 0: { side: 'short', size: 0.5 } },
      {
        limits: { maxExposure: 0.5 },
      },
    );
    expect(fillsOf(result)).toEqual([[1, -5, 'order']]);
    expect(result.counters.drift_reductions).toBe(1);
  });

  it('a waiting market order that reduces enough makes a forced one needless; a limit order does not', () => {
    const script = (limit?: number): Record<number, Order> => ({
      0: { side: 'short', size: 0.5 },
      3: { side: 'flat', ...(limit === undefined ? {} : { limit }) },
    });
    const rows = [at(100), at(100), at(103), at(104), at(104), at(104)];
    expect(fillsOf(run(rows, script(), { limits: { maxExposure: 0.5 } }))).toEqual([
      [1, -5, 'order'],
      [4, 5, 'order'],
    ]);
    expect(fillsOf(run(rows, script(90), { limits: { maxExposure: 0.5 } })).map(([, , reason]) => reason)).toEqual([
      'order',
      'drift',
    ]);
  });
});

describe('change per decision', () => {
  const limits = { maxChangePerDecision: 0.2 };
  const ask = (...orders: Order[]) => Object.fromEntries(orders.map((order, i) => [i, order]));

  it('slows increases step by step until the target is reached', () => {
    const more: Order = { side: 'long', size: 0.5 };
    const result = run(flatBars(8), ask(more, more, more, more, more), { limits });
    expect(fillsOf(result)).toEqual([
      [1, 2, 'order'],
      [2, 2, 'order'],
      [3, 1, 'order'],
    ]);
  });

  it('never slows a reduction, nor the closing leg of a flip', () => {
    const long: Order = { side: 'long', size: 0.4 };
    const result = run(flatBars(8), ask(long, long, { side: 'long', size: 0.1 }, { side: 'short', size: 0.6 }), {
      limits,
    });
    expect(fillsOf(result)).toEqual([
      [1, 2, 'order'],
      [2, 2, 'order'],
      [3, -3, 'order'],
      [4, -3, 'order'],
    ]);
  });

  it('never slows a stop', () => {
    const rows: Ohlc[] = [at(100), at(100), at(100), [100, 100, 90, 92]];
    const order: Order = { side: 'long', size: 0.4, stop: 95 };
    expect(fillsOf(run(rows, ask(order, order), { limits }))).toEqual([
      [1, 2, 'order'],
      [2, 2, 'order'],
      [3, -4, 'stop'],
    ]);
  });
});

describe('drawdown kill switch', () => {
  const rows = [at(100), at(100), at(110), at(97), at(80), at(80), at(80)];

  it('closes everything at the next bar and refuses every order after', () => {
    // 10 at 100: peak 1,100 at 110; 970 at 97 is a loss of 11.8 %.
    const result = run(
      rows,
      { 0: { side: 'long', size: 1 }, 4: { side: 'long', size: 1 }, 5: { side: 'flat' } },
      { limits: { maxDrawdown: 0.1 } },
    );
    expect(fillsOf(result)).toEqual([
      [1, 10, 'order'],
      [4, -10, 'kill'],
    ]);
    expect(result.refusals.counts()).toEqual({ killed: 1 });
    expect(result.killed).toBe(true);
  });

  it('also drops the order given at that very bar', () => {
    const result = run(
      rows,
      { 0: { side: 'long', size: 0.9 }, 3: { side: 'long', size: 1 } },
      { limits: { maxDrawdown: 0.1 } },
    );
    expect(fillsOf(result)).toEqual([
      [1, 9, 'order'],
      [4, -9, 'kill'],
    ]);
  });

  it('is not slowed by a limit on change', () => {
    const result = run(
      rows,
      { 0: { side: 'long', size: 1 } },
      { limits: { maxDrawdown: 0.1, maxChangePerDecision: 1 } },
    );
    expect(fillsOf(result).at(-1)).toEqual([4, -10, 'kill']);
  });
});
