import type { BacktestResult } from '../result.js';
import { alphaBeta, annualised, cagr, sharpe, sortino, totalReturn, turnover, volatility } from './returns.js';
import { averageLoss, averageWin, expectancy, exposure, profitFactor, streaks, winRate } from './trades.js';
import { buyAndHold } from './benchmark.js';
import { calmar, maxDrawdown, ulcerIndex } from './drawdown.js';
import { conditionalValueAtRisk, kurtosis, probabilisticSharpe, skewness, valueAtRisk } from './tails.js';
import type { Metrics } from './metrics.js';
import { sampleReturns, type SampledReturns } from './sampled-returns.js';

export { benchmarkMetrics, buyAndHold, type Benchmark } from './benchmark.js';
export { bootstrapIntervals, type BootstrapIntervals, type BootstrapOptions } from './bootstrap.js';
export type { BenchmarkMetrics, Metrics } from './metrics.js';
export { monthlyReturns, type MonthlyReturn } from './monthly-returns.js';

/** Period returns of a run: daily, or by bar where bars are longer. */
export function returnsOf(result: BacktestResult): SampledReturns {
  return sampleReturns(result.times, result.equity, result.settings.initialEquity, result.intervalMs);
}

/**
 * Every statistic of a run; null where one is not defined. Ratios and tail losses are those of
 * `returns_period_ms` periods, a year has 365 days, and drawdowns are taken at every step. What is stated for a year needs a
 * month to be measured on: it is null for runs under 30 days.
 */
export function computeMetrics(result: BacktestResult): Metrics {
  const { settings, finalEquity, startTime, endTime, trades } = result;
  const initial = settings.initialEquity;
  const sampled = returnsOf(result);
  const { returns, periodMs } = sampled;
  const pnl = trades.allPnl();
  const drawdown = maxDrawdown(result.equity, initial);
  const duration = endTime - startTime;
  const yearly = (value: number | null): number | null => annualised(value, duration);
  const growth = yearly(cagr(initial, finalEquity, duration));
  const { alpha, beta } = alphaBeta(returns, buyAndHold(result).sampled.returns, periodMs);
  const { wins, losses } = streaks(pnl);
  return {
    total_return: totalReturn(initial, finalEquity),
    cagr: growth,
    volatility: yearly(volatility(sampled)),
    sharpe: yearly(sharpe(sampled)),
    sortino: yearly(sortino(sampled)),
    calmar: calmar(growth, drawdown.depth),
    max_drawdown: drawdown.depth,
    max_drawdown_bars: drawdown.longestSteps,
    ulcer_index: ulcerIndex(sampled),
    exposure: exposure(result.stepsInMarket, result.times.length),
    turnover_per_year: yearly(turnover(result.tradedNotional, sampled, duration)),
    trades: pnl.length,
    win_rate: winRate(pnl),
    profit_factor: profitFactor(pnl),
    expectancy: expectancy(pnl),
    average_win: averageWin(pnl),
    average_loss: averageLoss(pnl),
    longest_win_streak: wins,
    longest_loss_streak: losses,
    var_95: valueAtRisk(returns, 0.95),
    cvar_95: conditionalValueAtRisk(returns, 0.95),
    skewness: skewness(returns),
    kurtosis: kurtosis(returns),
    probabilistic_sharpe: probabilisticSharpe(returns),
    alpha: yearly(alpha),
    beta,
    returns_period_ms: periodMs,
    returns_periods: returns.length,
  };
}
