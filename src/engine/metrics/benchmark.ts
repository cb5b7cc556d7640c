import type { BacktestResult } from '../result.js';
import { annualised, cagr, sharpe, sortino, totalReturn, volatility } from './returns.js';
import { calmar, maxDrawdown, ulcerIndex } from './drawdown.js';
import { fundingPaid, paidBy, type FundingPaid } from './benchmark-funding.js';
import type { BenchmarkMetrics } from './metrics.js';
import { sampleReturns, type SampledReturns } from './sampled-returns.js';

/**
 * Buying the first symbol with all equity at its first open, with the fee and slippage of that purchase, and holding it. On a
 * perpetual it pays and receives the funding that a strategy would.
 */
export interface Benchmark {
  readonly symbol: string;
  /** Base units. */
  readonly quantity: number;
  /** First open, slippage included. */
  readonly entryPrice: number;
  /** Fee of the purchase, quote units. */
  readonly costs: number;
  readonly funding: FundingPaid;
  readonly finalEquity: number;
  readonly sampled: SampledReturns;
}

/** @param samplePeriodMs length of the sampled periods; default: a day, or a bar where bars are longer */
export function buyAndHold(result: BacktestResult, samplePeriodMs?: number): Benchmark {
  const { benchmark: bars, settings, intervalMs, startTime, endTime } = result;
  const initial = settings.initialEquity;
  const entryPrice = bars.open[0]! * (1 + settings.slippage.bps / 10_000);
  const quantity = initial / entryPrice;
  const costs = quantity * entryPrice * settings.takerFee;
  const funding = fundingPaid(result, quantity);
  const paid = (time: number) => (funding.time.length === 0 ? 0 : paidBy(funding, time));
  // Equity is costs and cash plus quantity · close: sampling the closes and converting those few saves a column.
  const prices = sampleReturns(bars.openTime, bars.close, entryPrice, intervalMs, samplePeriodMs, startTime, endTime);
  const equityAt = (price: number) => initial - costs + quantity * (price - entryPrice);
  // What is due at the end of a period belongs to the next, as for a strategy.
  const values = prices.values.map((price, i) =>
    i === 0 ? initial : equityAt(price) - paid(startTime + i * prices.periodMs - 1),
  );
  const returns = prices.returns.map((_, i) => (values[i]! > 0 ? values[i + 1]! / values[i]! - 1 : 0));
  return {
    symbol: bars.symbol,
    quantity,
    entryPrice,
    costs,
    funding,
    finalEquity: equityAt(bars.close[bars.length - 1]!) - paid(endTime),
    sampled: { ...prices, values, returns },
  };
}

/** Equity at the close of each bar: a column of its own, which only funding needs. */
function equityColumn(benchmark: Benchmark, { benchmark: bars, settings, intervalMs }: BacktestResult): Float64Array {
  const { quantity, entryPrice, costs, funding } = benchmark;
  const cash = settings.initialEquity - costs - quantity * entryPrice;
  let next = 0;
  return bars.close.map((price, i) => {
    const end = bars.openTime[i]! + intervalMs;
    while (next < funding.time.length && funding.time[next]! < end) next++;
    return cash + quantity * price - (next === 0 ? 0 : funding.total[next - 1]!);
  });
}

/** Drawdown of cash plus a quantity at a price, without a column of its own. */
function drawdownOf(prices: Float64Array, initial: number, cash: number, quantity: number) {
  return maxDrawdown(prices, (initial - cash) / quantity, cash / quantity);
}

/** The benchmark's own statistics, under the names of the strategy's. */
export function benchmarkMetrics(result: BacktestResult, benchmark: Benchmark): BenchmarkMetrics {
  const { settings, startTime, endTime, benchmark: bars } = result;
  const initial = settings.initialEquity;
  const { quantity, entryPrice, costs, finalEquity, sampled } = benchmark;
  const yearly = (value: number | null): number | null => annualised(value, endTime - startTime);
  const growth = yearly(cagr(initial, finalEquity, endTime - startTime));
  const { depth, longestSteps } =
    benchmark.funding.time.length === 0
      ? drawdownOf(bars.close, initial, initial - costs - quantity * entryPrice, quantity)
      : maxDrawdown(equityColumn(benchmark, result), initial);
  return {
    total_return: totalReturn(initial, finalEquity),
    cagr: growth,
    volatility: yearly(volatility(sampled)),
    sharpe: yearly(sharpe(sampled)),
    sortino: yearly(sortino(sampled)),
    calmar: calmar(growth, depth),
    max_drawdown: depth,
    max_drawdown_bars: longestSteps,
    ulcer_index: ulcerIndex(sampled),
  };
}
