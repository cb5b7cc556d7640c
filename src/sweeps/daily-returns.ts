import type { DailyReturns } from '../core/ports/trial-store.js';
import { buyAndHold } from '../engine/metrics/benchmark.js';
import { mean, sampleDeviation } from '../core/statistics/moments.js';
import { sampleReturns } from '../engine/metrics/sampled-returns.js';
import type { BacktestResult } from '../engine/result.js';
import { DAY } from '../core/time.js';

/**
 * Returns of a run by whole days from its first bar on, the days that the Sharpe ratio of its report is taken over; a last day
 * that is not whole is left out. Days also where bars are longer, so that trials at different intervals compare.
 */
export function dailyReturns({
  times,
  equity,
  settings,
  intervalMs,
}: Pick<BacktestResult, 'times' | 'equity' | 'settings' | 'intervalMs'>): DailyReturns {
  const firstDay = times[0] ?? 0;
  const { returns } = sampleReturns(times, equity, settings.initialEquity, intervalMs, DAY);
  return { firstDay, returns };
}

/** The same days of buying the first symbol and holding it. */
export const dailyBenchmarkReturns = (result: BacktestResult): Float64Array => buyAndHold(result, DAY).sampled.returns;

/** Mean over sample standard deviation, not annualised; null where returns do not vary. */
export function dailySharpe(returns: Float64Array): number | null {
  const deviation = sampleDeviation(returns);
  return deviation === null || deviation === 0 ? null : mean(returns) / deviation;
}
