import * as oracle from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../core/ports/random.js';
import { backtest } from '../backtester.js';
import { randomBars, RandomTrader } from '../fixtures/random-market.js';
import { bars, flatBars, Scripted, type Ohlc } from '../fixtures/scripted.js';
import { alphaBeta, cagr, sharpe, sortino, totalReturn, turnover, volatility } from './returns.js';
import { averageLoss, averageWin, expectancy, exposure, profitFactor, streaks, winRate } from './trades.js';
import {
  benchmarkMetrics,
  bootstrapIntervals,
  buyAndHold,
  computeMetrics,
  monthlyReturns,
  returnsOf,
} from './index.js';
import { calmar, maxDrawdown, ulcerIndex } from './drawdown.js';
import { conditionalValueAtRisk, kurtosis, probabilisticSharpe, skewness, valueAtRisk } from './tails.js';
import { normalCdf } from '../../core/statistics/normal-cdf.js';
import { sampleReturns } from './sampled-returns.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

const random = seededRandom(3);
const values = Float64Array.from({ length: 500 }, () => (random.next() - 0.48) * 0.05);
const list = [...values];
const sampledOf = (returns: Float64Array, periodMs = DAY) => {
  const curve = new Float64Array(returns.length + 1).fill(1);
  returns.forEach((each, i) => (curve[i + 1] = curve[i]! * (1 + each)));
  return { periodMs, returns, values: curve };
};
const sampled = sampledOf(values);
const nothing = sampledOf(new Float64Array(0));
const constant = sampledOf(new Float64Array(10));

describe('growth', () => {
  it('total return', () => {
    expect(totalReturn(100, 150)).toBe(0.5);
  });
  it('CAGR over two years, a total loss, no time', () => {
    expect(cagr(100, 121, 2 * YEAR)).toBeCloseTo(0.1, 12);
    expect(cagr(100, -1, YEAR)).toBe(-1);
    expect(cagr(100, 110, 0)).toBeNull();
    expect(cagr(100, 90, 0)).toBeNull();
    expect(cagr(100, 90, -YEAR)).toBeNull();
    expect(cagr(100, 0, YEAR)).toBe(-1);
    expect(cagr(100, 1e9, HOUR)).toBeNull();
  });
  it('Calmar', () => {
    expect(calmar(0.3, 0.1)).toBeCloseTo(3, 12);
    expect(calmar(0.3, 0)).toBeNull();
    expect(calmar(null, 0.1)).toBeNull();
  });
});

describe('dispersion, against simple-statistics', () => {
  it('volatility', () => {
    expect(volatility(sampled)).toBeCloseTo(oracle.sampleStandardDeviation(list) * Math.sqrt(365), 12);
    expect(volatility(sampledOf(values, 7 * DAY))).toBeCloseTo(
      oracle.sampleStandardDeviation(list) * Math.sqrt(365 / 7),
      12,
    );
    expect(volatility(nothing)).toBeNull();
  });
  it('Sharpe', () => {
    expect(sharpe(sampled)).toBeCloseTo(
      (oracle.mean(list) / oracle.sampleStandardDeviation(list)) * Math.sqrt(365),
      12,
    );
    expect(sharpe(constant)).toBeNull();
    expect(sharpe(nothing)).toBeNull();
  });
  it('Sortino', () => {
    const downside = Math.sqrt(oracle.mean(list.map((each) => Math.min(each, 0) ** 2)));
    expect(sortino(sampled)).toBeCloseTo((oracle.mean(list) / downside) * Math.sqrt(365), 12);
    expect(sortino(constant)).toBeNull();
  });
  it('skewness and kurtosis', () => {
    expect(skewness(values)).toBeCloseTo(oracle.sampleSkewness(list), 10);
    expect(kurtosis(values)).toBeCloseTo(oracle.sampleKurtosis(list), 10);
    expect(skewness(Float64Array.of(1, 2))).toBeNull();
    expect(skewness(new Float64Array(9))).toBeNull();
    expect(skewness(Float64Array.of(1, 2, 9))).toBeCloseTo(oracle.sampleSkewness([1, 2, 9]), 10);
    expect(kurtosis(Float64Array.of(1, 2, 9))).toBeNull();
    expect(kurtosis(new Float64Array(9))).toBeNull();
    expect(kurtosis(Float64Array.of(1, 2, 4, 9))).toBeCloseTo(oracle.sampleKurtosis([1, 2, 4, 9]), 10);
  });
  it('VaR and CVaR 95', () => {
    // 21 values −10 … 10: the 5 % quantile is the second smallest.
    const ramp = Float64Array.from({ length: 21 }, (_, i) => (i - 10) / 100);
    expect(valueAtRisk(ramp, 0.95)).toBeCloseTo(0.09, 12);
    expect(conditionalValueAtRisk(ramp, 0.95)).toBeCloseTo(0.095, 12);
    // The middle one of three is the quantile, and belongs to what is at or beyond it.
    expect(conditionalValueAtRisk(Float64Array.of(-3, -1, 5), 0.5)).toBe(2);
    expect(valueAtRisk(Float64Array.of(0.1, 0.2), 0.95)).toBeCloseTo(-0.105, 12);
    expect(valueAtRisk(new Float64Array(0), 0.95)).toBeNull();
    expect(conditionalValueAtRisk(new Float64Array(0), 0.95)).toBeNull();
  });
  it('alpha and beta', () => {
    const line = oracle.linearRegression(list.map((x) => [x, 2 * x + 0.001]));
    const regression = alphaBeta(
      values.map((x) => 2 * x + 0.001),
      values,
      DAY,
    );
    expect(regression.beta).toBeCloseTo(line.m, 10);
    expect(regression.alpha).toBeCloseTo(line.b * 365, 10);
    expect(alphaBeta(values, new Float64Array(500), DAY)).toEqual({ alpha: null, beta: null });
    expect(alphaBeta(Float64Array.of(0.1, 0.3), Float64Array.of(0.1, 0.2), DAY).beta).toBeCloseTo(2, 12);
    expect(alphaBeta(Float64Array.of(0.1), Float64Array.of(0.2), DAY)).toEqual({ alpha: null, beta: null });
  });
  it('normal distribution', () => {
    // Abramowitz & Stegun, table 26.1.
    expect(normalCdf(0)).toBe(0.5);
    expect(normalCdf(1)).toBeCloseTo(0.841344746068543, 14);
    expect(normalCdf(-1.96)).toBeCloseTo(0.02499789514822, 14);
    expect(normalCdf(3)).toBeCloseTo(0.99865010196837, 14);
    expect([normalCdf(-9), normalCdf(9)]).toEqual([0, 1]);
  });
  it('probabilistic Sharpe: more data, more certainty; a negative ratio below one half', () => {
    const ratio = oracle.mean(list) / oracle.sampleStandardDeviation(list);
    const [g3, g4] = [oracle.sampleSkewness(list), oracle.sampleKurtosis(list) + 3];
    const z = (ratio * Math.sqrt(499)) / Math.sqrt(1 - g3 * ratio + ((g4 - 1) / 4) * ratio ** 2);
    expect(probabilisticSharpe(values)).toBeCloseTo(normalCdf(z), 12);
    expect(probabilisticSharpe(values.map((each) => -each))).toBeLessThan(0.5);
    expect(probabilisticSharpe(constant.returns)).toBeNull();
    expect(probabilisticSharpe(Float64Array.of(0.1, -0.2, 0.3))).toBeNull();
    // Four steep returns whose sample moments are those of no distribution: the variance of the ratio would be negative.
    expect(probabilisticSharpe(Float64Array.of(0.9, 0.2, 0.3, 1.2))).toBeNull();
    // Against a benchmark: the distance to it, by the same error.
    expect(probabilisticSharpe(values, ratio)).toBeCloseTo(0.5, 12);
    expect(probabilisticSharpe(values, 2 * ratio)).toBeCloseTo(1 - probabilisticSharpe(values)!, 12);
  });
});

describe('drawdown', () => {
  it('depth and length, the initial equity being the first peak', () => {
    expect(maxDrawdown(Float64Array.of(90, 95, 100, 120, 60, 80, 119, 121), 100)).toEqual({
      depth: 0.5,
      longestSteps: 3,
    });
    expect(maxDrawdown(Float64Array.of(80, 90), 100)).toEqual({ depth: expect.closeTo(0.2, 12), longestSteps: 2 });
    expect(maxDrawdown(Float64Array.of(100, 101), 100)).toEqual({ depth: 0, longestSteps: 0 });
    expect(maxDrawdown(Float64Array.of(10, 4), 8, 2)).toEqual({ depth: 0.5, longestSteps: 1 });
    expect(maxDrawdown(new Float64Array(0), 8)).toEqual({ depth: 0, longestSteps: 0 });
  });
  it('a fall ends where the peak is reached again, also far from where it began', () => {
    expect(maxDrawdown(Float64Array.of(90, 100, 90, 90, 100, 95), 100).longestSteps).toBe(2);
    const long = Float64Array.from({ length: 5_000 }, (_, i) => (i === 0 || i === 4_500 ? 100 : 99 - ((i * 7) % 89)));
    expect(maxDrawdown(long, 50)).toEqual({ depth: 0.89, longestSteps: 4_499 });
  });
  it('ulcer index', () => {
    expect(ulcerIndex({ ...nothing, values: Float64Array.of(100, 80, 110, 99) })).toBeCloseTo(
      Math.sqrt((0.04 + 0 + 0.01) / 3),
      12,
    );
    expect(ulcerIndex({ ...nothing, values: Float64Array.of(100, 80) })).toBeCloseTo(0.2, 12);
    expect(ulcerIndex(nothing)).toBeNull();
  });
});

describe('trades', () => {
  const pnl = Float64Array.of(5, 3, -2, -1, -4, 0, 6);
  it('win rate, profit factor, expectancy, averages, streaks', () => {
    expect(winRate(pnl)).toBeCloseTo(3 / 7, 12);
    expect(profitFactor(pnl)).toBe(2);
    expect(expectancy(pnl)).toBe(1);
    expect(averageWin(pnl)).toBeCloseTo(14 / 3, 12);
    expect(averageLoss(pnl)).toBeCloseTo(-7 / 3, 12);
    expect(streaks(pnl)).toEqual({ wins: 2, losses: 3 });
  });
  it('none of them without trades; no profit factor without a loss', () => {
    const none = new Float64Array(0);
    expect([winRate(none), profitFactor(none), expectancy(none), averageWin(none), averageLoss(none)]).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
    expect(profitFactor(Float64Array.of(1))).toBeNull();
    expect(streaks(none)).toEqual({ wins: 0, losses: 0 });
  });
  it('exposure and turnover', () => {
    expect(exposure(3, 12)).toBe(0.25);
    expect(exposure(0, 0)).toBeNull();
    expect(turnover(4_000, { ...nothing, values: Float64Array.of(900, 1_100) }, YEAR / 2)).toBe(8);
    expect(turnover(1, nothing, 0)).toBeNull();
  });
});

describe('sampling', () => {
  it('takes the value at the end of each whole day since the start, across holes', () => {
    const times = Float64Array.from([0, 12, 24, 36, 96, 108].map((hour) => hour * HOUR));
    const equity = Float64Array.of(101, 102, 103, 104, 105, 106);
    const result = sampleReturns(times, equity, 100, 12 * HOUR);
    // Closes at 12, 24, 36, 48, 108, 120 h; days end at 24, 48, 72, 96, 120 h.
    expect([...result.values]).toEqual([100, 102, 104, 104, 104, 106]);
    expect(result.periodMs).toBe(DAY);
    expect(result.returns[0]).toBeCloseTo(0.02, 12);
  });
  it('uses bars where they are longer than a day', () => {
    expect(sampleReturns(Float64Array.of(0, 7 * DAY), Float64Array.of(1, 2), 1, 7 * DAY)).toMatchObject({
      periodMs: 7 * DAY,
      returns: Float64Array.of(0, 1),
    });
  });
  it('finds every day of a long run', () => {
    const count = 24 * 400;
    const times = Float64Array.from({ length: count }, (_, i) => i * HOUR);
    const { values: sampledValues } = sampleReturns(
      times,
      Float64Array.from({ length: count }, (_, i) => i + 1),
      1,
      HOUR,
    );
    expect([...sampledValues].slice(1)).toEqual(Array.from({ length: 400 }, (_, day) => 24 * (day + 1)));
  });
});

describe('monthly returns', () => {
  it('by calendar month, partial ones included', () => {
    const times = Float64Array.from(
      ['2024-01-30', '2024-01-31', '2024-02-01', '2024-02-29', '2024-04-01'].map((day) =>
        Date.parse(`${day}T00:00:00Z`),
      ),
    );
    expect(monthlyReturns(times, Float64Array.of(101, 102, 103, 204, 102), 100)).toEqual([
      { year: 2024, month: 1, return: expect.closeTo(0.02, 12) },
      { year: 2024, month: 2, return: 1 },
      { year: 2024, month: 4, return: -0.5 },
    ]);
  });
  it('none after ruin', () => {
    const times = Float64Array.from(['2024-01-31', '2024-02-29'], (day) => Date.parse(`${day}T00:00:00Z`));
    const found = monthlyReturns(times, Float64Array.of(0, 50), 100);
    expect(found.map((month) => month.return)).toEqual([-1, 0]);
  });
});

describe('a whole run', () => {
  const trending: Ohlc[] = Array.from({ length: 24 * 60 }, (_, i) => {
    // Both buy at the same price, though the strategy does it one bar later.
    const price = i < 2 ? 100 : 100 * (1 + 0.1 * Math.sin(i / 50) + i / 2_000);
    return [price, price * 1.001, price * 0.999, price];
  });

  it('a strategy that holds from the first open is the benchmark: beta 1, alpha 0', () => {
    const result = backtest({
      data: [{ bars: bars(trending) }],
      strategy: new Scripted({ 0: { side: 'long', size: 1 } }),
      initialEquity: 1_000,
    });
    const metrics = computeMetrics(result);
    expect(metrics.beta).toBeCloseTo(1, 9);
    expect(metrics.alpha).toBeCloseTo(0, 9);
    expect(metrics.trades).toBe(0);
    expect(metrics.exposure).toBeCloseTo(1 - 1 / trending.length, 12);
    const benchmark = buyAndHold(result);
    expect(benchmark.finalEquity).toBeCloseTo(
      1_000 - benchmark.costs + benchmark.quantity * (trending.at(-1)![3] - benchmark.entryPrice),
      9,
    );
    expect(benchmark.costs).toBeCloseTo(0.5, 9);
    const own = benchmarkMetrics(result, benchmark);
    expect(own.max_drawdown).toBeCloseTo(metrics.max_drawdown, 9);
    expect(own.sharpe).toBeCloseTo(metrics.sharpe!, 9);
  });

  it('every metric is a finite number or null, and the same twice', () => {
    const options = {
      data: [{ bars: randomBars(5, 4_000) }, { bars: randomBars(6, 4_000, 'ETHUSDT') }],
      strategy: new RandomTrader(5),
    };
    const metrics = computeMetrics(backtest(options));
    for (const [name, value] of Object.entries(metrics))
      expect(value === null || Number.isFinite(value), name).toBe(true);
    expect(computeMetrics(backtest(options))).toEqual(metrics);
    expect(Object.values(metrics).filter((value) => value === null)).toEqual([]);
  });

  it('carries each statistic under its own name', () => {
    const result = backtest({ data: [{ bars: randomBars(5, 4_000) }], strategy: new RandomTrader(5) });
    const { returns, periodMs } = returnsOf(result);
    const pnl = result.trades.allPnl();
    const { wins, losses } = streaks(pnl);
    expect(computeMetrics(result)).toMatchObject({
      max_drawdown_bars: maxDrawdown(result.equity, result.settings.initialEquity).longestSteps,
      var_95: valueAtRisk(returns, 0.95),
      cvar_95: conditionalValueAtRisk(returns, 0.95),
      probabilistic_sharpe: probabilisticSharpe(returns),
      profit_factor: profitFactor(pnl),
      average_win: averageWin(pnl),
      average_loss: averageLoss(pnl),
      longest_win_streak: wins,
      longest_loss_streak: losses,
      returns_period_ms: periodMs,
      returns_periods: returns.length,
    });
    expect(wins).not.toBe(losses);
    expect(periodMs).toBe(DAY);
  });

  it('states nothing for a year that was not measured for a month', () => {
    const of = (days: number) => {
      const rows = Array.from({ length: 24 * days }, (_, i): Ohlc => {
        const price = 100 + 5 * Math.sin(i / 9);
        return [price, price, price, price];
      });
      const result = backtest({ data: [{ bars: bars(rows) }], strategy: new Scripted(() => null) });
      return { own: computeMetrics(result), held: benchmarkMetrics(result, buyAndHold(result)) };
    };
    const short = of(29);
    const yearly = ['cagr', 'volatility', 'sharpe', 'sortino', 'calmar', 'turnover_per_year', 'alpha'] as const;
    for (const name of yearly) expect(short.own[name], name).toBeNull();
    for (const name of ['cagr', 'volatility', 'sharpe', 'sortino', 'calmar'] as const)
      expect(short.held[name], name).toBeNull();
    expect(short.own.total_return).toBe(0);
    expect(short.held.max_drawdown).toBeGreaterThan(0);
    const month = of(30);
    expect([month.own.cagr, month.own.volatility]).toEqual([0, 0]);
    expect(month.own.turnover_per_year).toBeCloseTo(0, 12);
    expect(month.held.cagr).not.toBeNull();
  });
  it('a run of nothing has no ratios', () => {
    const metrics = computeMetrics(backtest({ data: [{ bars: bars(flatBars(3)) }], strategy: new Scripted({}) }));
    expect(metrics).toMatchObject({
      total_return: 0,
      max_drawdown: 0,
      sharpe: null,
      sortino: null,
      win_rate: null,
      exposure: 0,
      trades: 0,
    });
  });
});

describe('bootstrap', () => {
  it('is seeded, covers the estimate, and is wider for less data', () => {
    const intervals = bootstrapIntervals(sampled, seededRandom(1), { samples: 400 })!;
    expect(bootstrapIntervals(sampled, seededRandom(1), { samples: 400 })).toEqual(intervals);
    const { low, high } = intervals.intervals.sharpe!;
    expect(low).toBeLessThan(sharpe(sampled)!);
    expect(high).toBeGreaterThan(sharpe(sampled)!);
    const short = bootstrapIntervals(sampledOf(values.slice(0, 60)), seededRandom(1), { samples: 400 })!;
    expect(short.intervals.sharpe!.high - short.intervals.sharpe!.low).toBeGreaterThan(high - low);
    expect(intervals.blockPeriods).toBe(8);
  });
  it('needs ten periods', () => {
    expect(bootstrapIntervals(sampledOf(values.slice(0, 9)), seededRandom(1))).toBeNull();
    expect(
      returnsOf(backtest({ data: [{ bars: bars(flatBars(30)) }], strategy: new Scripted({}) })).returns.length,
    ).toBe(1);
  });
});
