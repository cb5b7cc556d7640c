import { describe, expect, it } from 'vitest';
import { BuyAndHold } from '../../strategies/buy-and-hold.js';
import { backtest } from '../backtester.js';
import { randomBars } from '../fixtures/random-market.js';
import { benchmarkMetrics, buyAndHold, computeMetrics } from './index.js';
import { HOUR } from '../../core/time.js';

const bars = randomBars(3, 24 * 60);
const eightHours = (rate: (i: number) => number) => {
  const time = Float64Array.from({ length: 180 }, (_, i) => bars.openTime[0]! + i * 8 * HOUR);
  return { time, rate: time.map((_, i) => rate(i)), mark: time.map(() => NaN) };
};

describe('buying and holding a perpetual', () => {
  it.each([
    ['rates that longs pay', (i: number) => 0.0001 * (1 + (i % 3))],
    ['rates that longs receive', () => -0.0002],
    ['rates of both signs', (i: number) => (i % 2 === 0 ? 0.003 : -0.001)],
  ])('pays what a strategy that does just that pays: %s', (_, rate) => {
    // Bought at the close of the first bar, at its own price, the strategy holds what the benchmark does from the open on.
    const data = [{ bars, funding: eightHours(rate) }];
    const result = backtest({ data, strategy: new BuyAndHold({ size: 1 }), takerFee: 0, slippage: { bps: 0 } });
    const held = buyAndHold(result);
    const scale = result.openPositions[0]!.quantity / held.quantity;
    expect(held.funding.total.at(-1)).toBeCloseTo(result.costs.funding / scale, 8);
    expect(result.counters.funding_payments).toBe(held.funding.time.length);
  });

  it('its equity, drawdown and returns have the funding in them', () => {
    const without = backtest({ data: [{ bars }], strategy: new BuyAndHold({ size: 1 }) });
    const withIt = backtest({
      data: [{ bars, funding: eightHours(() => 0.001) }],
      strategy: new BuyAndHold({ size: 1 }),
    });
    const [plain, paying] = [buyAndHold(without), buyAndHold(withIt)];
    expect(plain.funding.time.length).toBe(0);
    expect(paying.finalEquity).toBeCloseTo(plain.finalEquity - paying.funding.total.at(-1)!, 8);
    const metrics = benchmarkMetrics(withIt, paying);
    // The strategy buys a bar later: the same account but for that bar.
    const own = computeMetrics(withIt);
    for (const name of ['total_return', 'max_drawdown', 'volatility', 'ulcer_index'] as const) {
      expect(Math.abs(metrics[name]! - own[name]!)).toBeLessThan(0.03);
    }
    expect(metrics.max_drawdown).toBeGreaterThan(benchmarkMetrics(without, plain).max_drawdown);
    expect(metrics.total_return).toBeLessThan(benchmarkMetrics(without, plain).total_return - 0.1);
  });
});
