import { describe, expect, it } from 'vitest';
import { HOUR } from '../../core/time.js';
import type { Order } from '../../strategies/base.js';
import { backtest } from '../backtester.js';
import { FREE, freeRun, toldFills } from '../fixtures/free-run.js';
import { bars, Scripted, START, type Ohlc } from '../fixtures/scripted.js';
import { createAccount } from './fed/fed-account.js';

const at = (price: number): Ohlc => [price, price, price, price];
const flat = at(100);
const limits = { maxExposure: 0.5 };

describe('a reduction that drift asks for', () => {
  // Short 5 from 100; at 104 that is 520 of 980, more than 1.05 · 0.5.
  const drifted = [flat, flat, at(104)];
  const short = { side: 'short', size: 0.5 } as const;

  it.each([
    ['stop', { stop: 108 }, 110],
    ['take_profit', { takeProfit: 96 }, 90],
  ])('ends with the position: a %s that closes it at the open is the last that trades', (reason, prices, open) => {
    const result = freeRun([...drifted, at(open), at(open)], { 0: { ...short, ...prices } }, { limits });
    expect(result.counters.drift_reductions).toBe(1);
    expect(toldFills(result).slice(1)).toEqual([[3, reason, 5, open]]);
    expect(result.openPositions).toEqual([]);
  });

  it('ends with a position that is closed elsewhere, so that nothing waits to open it again', () => {
    const symbol = 'BTCUSDT';
    const account = createAccount({ intervalMs: HOUR, symbols: [{ symbol }], limits, fills: 'given' });
    const bar = (hour: number, price: number) => {
      account.onBar({ symbol, openTime: START + hour * HOUR, open: price, high: price, low: price, close: price, volume: 1 }); // prettier-ignore
      account.endStep();
    };
    bar(0, 100);
    const fill = { symbol, fee: 0, time: START + HOUR + 1 };
    account.onFill({ ...fill, quantity: -50, price: 100 });
    bar(1, 104);
    expect(account.waiting()).toMatchObject([{ reason: 'drift' }]);
    account.onFill({ ...fill, time: START + 2 * HOUR + 1, quantity: 50, price: 108, reason: 'stop' });
    expect(account.waiting()).toEqual([]);
  });
});

describe('a reduction by the limits', () => {
  const short = { side: 'short', size: 0.5 } as const;
  const close = { side: 'flat' } as const;
  const reasons = (...run: Parameters<typeof freeRun>) =>
    toldFills(freeRun(...run)).map(([bar, reason]) => [bar, reason]);

  it('pays the taker fee and slippage, and is no delayed fill', () => {
    // Short 500 / 99 at 99; at 104 the reduction buys at 104 · 1.01.
    const costs = { takerFee: 0.01, makerFee: 0, slippage: { bps: 100 } };
    const result = freeRun([flat, flat, at(104), at(104), at(104)], { 0: short }, { ...costs, limits });
    const { reason, price, fee, quantity } = result.fills.row(1);
    expect([reason, price]).toEqual(['drift', 104 * 1.01]);
    expect(fee).toBeCloseTo(quantity * price * 0.01, 9);
    expect(result.counters.delayed_fills).toBe(0);
  });

  it('is made beside a waiting close that may come later, or in lots', () => {
    const rows = [flat, flat, at(104), at(104), at(104), at(104)];
    const script = { 0: short, 2: close };
    expect(reasons(rows, script, { limits })).toEqual([[1, 'order'], [3, 'order']]); // prettier-ignore
    expect(reasons(rows, script, { limits }, { filters: [{ effectiveFrom: 0, stepSize: 0.001 }] })).toEqual([
      [1, 'order'],
      [3, 'drift'],
      [3, 'order'],
    ]);
    expect(reasons(rows, { 0: short, 2: close }, { limits, latencyMs: HOUR })).toEqual([
      [2, 'order'],
      [4, 'order'],
    ]);
    const late = [flat, flat, flat, at(104), at(104), at(104)];
    expect(reasons(late, { 0: short, 3: close }, { limits, latencyMs: HOUR })).toEqual([
      [2, 'order'],
      [4, 'drift'],
      [5, 'order'],
    ]);
  });

  it('waits for a bar with volume, and is made beside an order to fill at a close that did not trade', () => {
    const silent = [104, 104, 104, 104, 0] as const;
    expect(reasons([flat, flat, at(104), silent, at(104)], { 0: short }, { limits })).toEqual([[1, 'order'], [4, 'drift']]); // prettier-ignore
    const script = { 0: short, 1: close };
    expect(reasons([flat, silent, at(104), at(104)], script, { limits, fill: 'close' })).toEqual([
      [0, 'order'],
      [2, 'drift'],
      [2, 'order'],
    ]);
  });

  it('is not made where the strategy itself goes back to the cap', () => {
    // Short 4 from 100 are 520 of 880 at 130; 0.5 is ordered, which is the cap.
    const rows = [flat, flat, at(130), at(130), at(130)];
    const script: Record<number, Order> = { 0: { side: 'short', size: 0.4 }, 2: short };
    expect(reasons(rows, script, { limits })).toEqual([[1, 'order'], [3, 'order']]); // prettier-ignore
  });

  it('is not asked for where nothing is left to measure exposure by', () => {
    // 50 units from 100 are worth 3,500 at 70, and equity is −500; the mark, which liquidations look at, has not moved.
    const rows = [flat, flat, at(70), at(70), at(70)];
    const options = { leverage: 5, limits: { maxNetExposure: 5 } };
    const result = freeRun(rows, { 0: { side: 'long', size: 5 } }, options, { mark: bars(rows.map(() => flat)) });
    expect(result.finalEquity).toBe(-500);
    expect(result.counters.drift_reductions).toBe(0);
    expect(result.refusals.total).toBe(0);
  });

  it('does not take the place of what a stop has left to do', () => {
    // 2 of 5 are stopped out at 110; 3 at 150 are 450 of 830. The next bar closes them, as the stop would have.
    const rows: Ohlc[] = [flat, flat, [100, 150, 100, 150, 20], at(150)];
    const result = freeRun(rows, { 0: { ...short, stop: 110 } }, { limits, maxParticipation: 0.1 });
    expect(toldFills(result).slice(1)).toEqual([
      [2, 'stop', 2, 110],
      [3, 'stop', 3, 150],
    ]);
  });

  it('leaves the side alone that does not exceed, and symbols without a position', () => {
    // A is short 0.4, so B may be long 0.95. At 110 B is 1,045 of 1,095 and A 400: net 0.589, beyond 1.05 · 0.55.
    const silent: Ohlc = [100, 100, 100, 100, 0];
    const script: Record<string, Record<number, Order>> = {
      A: { 0: { side: 'short', size: 0.4 } },
      B: { 1: { side: 'long', size: 0.95 } },
    };
    const result = backtest({
      data: [
        { bars: bars([flat, flat, flat, flat, at(104), at(104)], 'A') },
        { bars: bars([flat, flat, flat, at(110), at(130), at(130)], 'B') },
        { bars: bars([flat, flat, flat, flat, silent, flat], 'C') },
      ],
      strategy: new Scripted((bar) => script[bar.symbol]?.[bar.index] ?? null),
      ...FREE,
      leverage: 3,
      limits: { maxNetExposure: 0.55 },
    });
    expect([...result.fills].map(({ bar, symbol, reason }) => [bar, symbol, reason])).toEqual([
      [1, 'A', 'order'],
      [2, 'B', 'order'],
      [4, 'B', 'drift'],
      [5, 'B', 'drift'],
    ]);
    expect(result.counters.zero_volume_waits).toBe(0);
  });
});

describe('the kill switch', () => {
  const rows = [flat, flat, at(80)];
  const kill = { limits: { maxDrawdown: 0.1 } };

  it('goes on closing where volume gives only a part', () => {
    const thin = [80, 80, 80, 80, 40] as const;
    const result = freeRun([...rows, thin, thin, thin, thin], { 0: { side: 'long', size: 1 } }, { ...kill, maxParticipation: 0.1 }); // prettier-ignore
    expect(toldFills(result).slice(1)).toEqual([
      [3, 'kill', -4, 80],
      [4, 'kill', -4, 80],
      [5, 'kill', -2, 80],
    ]);
  });

  it('closes what is held, and has nothing waiting for what is not', () => {
    const result = backtest({
      data: [
        { bars: bars([...rows, at(80), at(80)], 'A') },
        { bars: bars([flat, flat, flat, [100, 100, 100, 100, 0], flat], 'B') },
      ],
      strategy: new Scripted((bar) => (bar.index === 0 && bar.symbol === 'A' ? { side: 'long', size: 1 } : null)),
      ...FREE,
      ...kill,
    });
    expect([...result.fills].map(({ bar, reason }) => [bar, reason])).toEqual([
      [1, 'order'],
      [3, 'kill'],
    ]);
    expect(result.counters.zero_volume_waits).toBe(0);
  });
});
