import { sampleReturns } from '../../engine/metrics/sampled-returns.js';
import { sharpe, volatility } from '../../engine/metrics/returns.js';
import { DAY } from '../../core/time.js';

/** Days that are looked back over: the longest of which a run holds at least two. */
const WINDOWS = [90, 30] as const;

export interface Rolling {
  /** Length of the window, days. */
  readonly days: number;
  /** End of each window, UTC ms. */
  readonly times: Float64Array;
  /** Annualised over the window, NaN where it is not defined. */
  readonly sharpe: Float64Array;
  readonly volatility: Float64Array;
}

/** Sharpe ratio and volatility of the daily returns of the last 90 (or, in a short run, 30) days; null for runs under 60 days. */
export function rollingMeasures(
  /** Opens of the steps, UTC ms. */
  opens: Float64Array,
  equity: Float64Array,
  initialEquity: number,
  intervalMs: number,
): Rolling | null {
  const sampled = sampleReturns(opens, equity, initialEquity, intervalMs);
  const { returns, periodMs } = sampled;
  const days = WINDOWS.find((each) => returns.length * periodMs >= 2 * each * DAY);
  if (days === undefined) return null;
  const window = Math.floor((days * DAY) / periodMs);
  // A handful of returns is not a deviation.
  if (window < 10) return null;
  const n = returns.length - window + 1;
  const found: Rolling = {
    days,
    times: new Float64Array(n),
    sharpe: new Float64Array(n),
    volatility: new Float64Array(n),
  };
  for (let i = 0; i < n; i++) {
    const part = { ...sampled, returns: returns.subarray(i, i + window) };
    found.times[i] = opens[0]! + (i + window) * periodMs;
    found.sharpe[i] = sharpe(part) ?? NaN;
    found.volatility[i] = volatility(part) ?? NaN;
  }
  return found;
}
