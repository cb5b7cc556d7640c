import { describe, expect, it } from 'vitest';
import { BarSeries } from '../../core/bars.js';
import { BuyAndHold } from '../../strategies/buy-and-hold.js';
import { backtest } from '../backtester.js';
import { randomBars } from '../fixtures/random-market.js';
import { paidBy } from './benchmark-funding.js';
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

describe('buying and holding by hand', () => {
  const rows = [
    [100, 110],
    [110, 120],
    [120, 60],
    [60, 90],
    [90, 80],
    [80, 130],
  ] as const;
  const series = BarSeries.fromRows(
    'BTCUSDT',
    HOUR,
    rows.map(([open, close], i) => ({
      openTime: i * HOUR,
      open,
      high: Math.max(open, close),
      low: Math.min(open, close),
      close,
      volume: 1,
    })),
  );
  /** Settled at these hours, at a mark price of 100. */
  const settled = (hours: readonly number[], rate: number) => ({
    time: Float64Array.from(hours, (hour) => hour * HOUR),
    rate: Float64Array.from(hours, () => rate),
    mark: Float64Array.from(hours, () => 100),
  });
  const held = (hours: readonly number[], rate: number, samplePeriodMs?: number) => {
    const settings = { initialEquity: 1_000, takerFee: 0.01, slippage: { bps: 2_500 } };
    const data = [{ bars: series, funding: settled(hours, rate) }];
    const result = backtest({ data, strategy: new BuyAndHold({ size: 0.1 }), ...settings });
    return { result, benchmark: buyAndHold(result, samplePeriodMs) };
  };
  // 1,000 at 125 buys 8, for a fee of 10.
  const equityAt = (close: number): number => 1_000 - 10 + 8 * (close - 125);

  it('pays what is due after the purchase and before the end, and what is due at a close belongs to the next bar', () => {
    const { result, benchmark } = held([0, 1, 3, 6], 0.05, 2 * HOUR);
    const { quantity, entryPrice, costs, funding } = benchmark;
    expect([quantity, entryPrice, costs]).toEqual([8, 125, 10]);
    expect([[...funding.time], [...funding.total]]).toEqual([
      [HOUR, 3 * HOUR],
      [40, 80],
    ]);
    expect([paidBy(funding, HOUR - 1), paidBy(funding, HOUR), paidBy(funding, 3 * HOUR - 1)]).toEqual([0, 40, 40]);
    expect([paidBy(funding, 3 * HOUR), paidBy(funding, 9 * HOUR)]).toEqual([80, 80]);
    expect(benchmark.finalEquity).toBe(equityAt(130) - 80);
    const values = [1_000, equityAt(120) - 40, equityAt(90) - 80, equityAt(130) - 80];
    expect([...benchmark.sampled.values]).toEqual(values);
    expect([...benchmark.sampled.returns]).toEqual(values.slice(1).map((value, i) => value / values[i]! - 1));
    const metrics = benchmarkMetrics(result, benchmark);
    // From 1,000 at the purchase: what the closes were worth after each payment.
    const equity = [110, 120, 60, 90, 80, 130].map((close, i) => equityAt(close) - [0, 40, 40, 80, 80, 80][i]!);
    expect(metrics.max_drawdown).toBeCloseTo((1_000 - Math.min(...equity)) / 1_000, 12);
    expect(metrics.max_drawdown_bars).toBe(6);
  });

  it('has no returns once funding has eaten it', () => {
    const { benchmark } = held([1, 1.5], 0.9, HOUR);
    expect(benchmark.sampled.values[2]).toBe(equityAt(120) - 1_440);
    expect([...benchmark.sampled.returns].slice(2)).toEqual([0, 0, 0, 0]);
  });

  it('pays at the price of the bar where no mark price was recorded', () => {
    const none = { ...settled([2], 0.05), mark: Float64Array.of(NaN) };
    const data = [{ bars: series, funding: none }];
    const result = backtest({ data, strategy: new BuyAndHold({ size: 0.1 }), initialEquity: 1_000, slippage: { bps: 0 }, takerFee: 0 }); // prettier-ignore
    // At the open of the bar that begins then.
    expect([...buyAndHold(result).funding.total]).toEqual([10 * 120 * 0.05]);
  });
});
