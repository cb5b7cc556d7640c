import { mean, sampleDeviation } from '../../core/statistics/moments.js';
import { DAY, YEAR } from '../../core/time.js';
import { periodsPerYear, type SampledReturns } from './sampled-returns.js';

/** Final over initial equity, less one: a fraction (0.5 means 50 %). */
export function totalReturn(initialEquity: number, finalEquity: number): number {
  return finalEquity / initialEquity - 1;
}

/**
 * Compound annual growth rate, (final / initial)^(year / duration) − 1, with a year of 365 days; −1 after a total loss, null
 * where it would be no finite number. The formula alone: a run shows it from 30 days on (`annualised`).
 */
export function cagr(initialEquity: number, finalEquity: number, durationMs: number): number | null {
  if (!(durationMs > 0)) return null;
  if (finalEquity <= 0) return -1;
  const rate = Math.pow(finalEquity / initialEquity, YEAR / durationMs) - 1;
  return Number.isFinite(rate) ? rate : null;
}

/** A shorter run says nothing about a year: the growth of three days to the power of 122 is a number, not a forecast. */
const LEAST_DURATION_MS = 30 * DAY;

/** An annualised figure of a run of this length, ms; null for runs under 30 days. */
export const annualised = (value: number | null, durationMs: number): number | null =>
  durationMs >= LEAST_DURATION_MS ? value : null;

/** Annualised sample standard deviation of period returns, a fraction; null with fewer than two periods. */
export function volatility({ returns, periodMs }: SampledReturns): number | null {
  const deviation = sampleDeviation(returns);
  return deviation === null ? null : deviation * Math.sqrt(periodsPerYear(periodMs));
}

/**
 * Sharpe ratio: mean over sample standard deviation of period returns, times √(periods a year), risk-free rate 0; null
 * where returns do not vary. W. F. Sharpe, "The Sharpe Ratio" (Journal of Portfolio Management, 1994).
 */
export function sharpe({ returns, periodMs }: SampledReturns): number | null {
  const deviation = sampleDeviation(returns);
  if (deviation === null || deviation === 0) return null;
  return (mean(returns) / deviation) * Math.sqrt(periodsPerYear(periodMs));
}

/**
 * Sortino ratio: mean over downside deviation √(mean of min(r, 0)²), times √(periods a year), target 0; null without a
 * loss. Sortino & Price, "Performance Measurement in a Downside Risk Framework" (Journal of Investing, 1994).
 */
export function sortino({ returns, periodMs }: SampledReturns): number | null {
  let squares = 0;
  for (let i = 0; i < returns.length; i++) if (returns[i]! < 0) squares += returns[i]! * returns[i]!;
  if (squares === 0) return null;
  return (mean(returns) / Math.sqrt(squares / returns.length)) * Math.sqrt(periodsPerYear(periodMs));
}

/** Value bought and sold over mean equity, a year: 2 means that the account was bought and sold once. */
export function turnover(tradedNotional: number, { values }: SampledReturns, durationMs: number): number | null {
  const average = mean(values);
  if (!(durationMs > 0) || !(average > 0)) return null;
  return (tradedNotional / average) * (YEAR / durationMs);
}

/**
 * Regression of the returns on a benchmark's: beta = cov / var, alpha = (mean − beta · benchmark mean) · periods a year.
 * M. C. Jensen, "The Performance of Mutual Funds" (Journal of Finance, 1968), risk-free rate 0. Null where the benchmark does
 * not vary or there are fewer than two periods.
 */
export function alphaBeta(
  returns: Float64Array,
  benchmark: Float64Array,
  periodMs: number,
): { readonly alpha: number | null; readonly beta: number | null } {
  const n = returns.length;
  const centre = mean(returns);
  const benchmarkCentre = mean(benchmark);
  let covariance = 0;
  let variance = 0;
  for (let i = 0; i < n; i++) {
    const deviation = benchmark[i]! - benchmarkCentre;
    covariance += (returns[i]! - centre) * deviation;
    variance += deviation * deviation;
  }
  if (n < 2 || variance === 0) return { alpha: null, beta: null };
  const beta = covariance / variance;
  return { alpha: (centre - beta * benchmarkCentre) * periodsPerYear(periodMs), beta };
}
