import type { DailyReturns } from '../core/ports/trial-store.js';
import { mean, sampleDeviation } from '../engine/metrics/moments.js';
import { sampleReturns } from '../engine/metrics/sampled-returns.js';
import type { BacktestResult } from '../engine/result.js';

const DAY_MS = 86_400_000;

/**
 * Returns of a run by whole UTC days, from the midnight before its first bar; a last day that is not whole is left out. Two runs on
 * the same data so have the same days, wherever they begin within one.
 */
export function dailyReturns({
  times,
  equity,
  settings,
  intervalMs,
}: Pick<BacktestResult, 'times' | 'equity' | 'settings' | 'intervalMs'>): DailyReturns {
  const firstDay = Math.floor((times[0] ?? 0) / DAY_MS) * DAY_MS;
  const { returns } = sampleReturns(times, equity, settings.initialEquity, intervalMs, DAY_MS, firstDay);
  return { firstDay, returns };
}

/** Mean over sample standard deviation, not annualised; null where returns do not vary. */
export function dailySharpe(returns: Float64Array): number | null {
  const deviation = sampleDeviation(returns);
  return deviation === null || deviation === 0 ? null : mean(returns) / deviation;
}
