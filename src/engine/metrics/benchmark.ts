import type { BacktestResult } from '../result.js';
import { annualised } from './annualised.js';
import { cagr } from './cagr.js';
import { calmar } from './calmar.js';
import { maxDrawdown } from './max-drawdown.js';
import { sampleReturns, type SampledReturns } from './sampled-returns.js';
import { sharpe } from './sharpe.js';
import { sortino } from './sortino.js';
import { totalReturn } from './total-return.js';
import { ulcerIndex } from './ulcer-index.js';
import { volatility } from './volatility.js';

/** Buying the first symbol with all equity at its first open, with the fee and slippage of that purchase, and holding it. */
export interface Benchmark {
  readonly symbol: string;
  /** Base units. */
  readonly quantity: number;
  /** First open, slippage included. */
  readonly entryPrice: number;
  /** Fee of the purchase, quote units. */
  readonly costs: number;
  readonly finalEquity: number;
  readonly sampled: SampledReturns;
}

export function buyAndHold(result: BacktestResult): Benchmark {
  const { benchmark: bars, settings, intervalMs, startTime, endTime } = result;
  const initial = settings.initialEquity;
  const entryPrice = bars.open[0]! * (1 + settings.slippage.bps / 10_000);
  const quantity = initial / entryPrice;
  const costs = quantity * entryPrice * settings.takerFee;
  // Equity is costs and cash plus quantity · close: sampling the closes and converting those few saves a column.
  const prices = sampleReturns(bars.openTime, bars.close, entryPrice, intervalMs, undefined, startTime, endTime);
  const equityAt = (price: number) => initial - costs + quantity * (price - entryPrice);
  const values = prices.values.map((price, i) => (i === 0 ? initial : equityAt(price)));
  const returns = prices.returns.map((_, i) => (values[i]! > 0 ? values[i + 1]! / values[i]! - 1 : 0));
  return {
    symbol: bars.symbol,
    quantity,
    entryPrice,
    costs,
    finalEquity: equityAt(bars.close[bars.length - 1]!),
    sampled: { ...prices, values, returns },
  };
}

/** Drawdown of cash plus a quantity at a price, without a column of its own. */
function drawdownOf(prices: Float64Array, initial: number, cash: number, quantity: number) {
  return maxDrawdown(prices, (initial - cash) / quantity, cash / quantity);
}

/** The benchmark's own statistics, under the names of the strategy's. */
export function benchmarkMetrics(result: BacktestResult, benchmark: Benchmark): Record<string, number | null> {
  const { settings, startTime, endTime, benchmark: bars } = result;
  const initial = settings.initialEquity;
  const { quantity, entryPrice, costs, finalEquity, sampled } = benchmark;
  const yearly = (value: number | null): number | null => annualised(value, endTime - startTime);
  const growth = yearly(cagr(initial, finalEquity, endTime - startTime));
  const { depth, longestSteps } = drawdownOf(bars.close, initial, initial - costs - quantity * entryPrice, quantity);
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
