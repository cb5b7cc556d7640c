import { YEAR } from '../../core/time.js';

/**
 * Compound annual growth rate, (final / initial)^(year / duration) − 1, with a year of 365 days; −1 after a total loss, null
 * where it would not be a finite number. The formula alone: a run shows it from 30 days on (`annualised`).
 */
export function cagr(initialEquity: number, finalEquity: number, durationMs: number): number | null {
  if (!(durationMs > 0)) return null;
  if (finalEquity <= 0) return -1;
  const rate = Math.pow(finalEquity / initialEquity, YEAR / durationMs) - 1;
  return Number.isFinite(rate) ? rate : null;
}
