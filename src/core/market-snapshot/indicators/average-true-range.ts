import type { BarValue } from '../../observation.js';

/**
 * Wilder's average true range (Wilder 1978) over `length` bars, in price units; the first average is a simple mean.
 * The ATR of strategies (engine/indicators/momentum) is fed bar by bar and adds in another order, so the two differ in their
 * last digits; recorded answers are found again by the exact text of the question, so neither can take the other's place.
 */
export function averageTrueRange(bars: readonly BarValue[], length: number): number {
  let average = 0;
  for (let i = 1; i < bars.length; i++) {
    const bar = bars[i]!;
    const before = bars[i - 1]!.close;
    const range = Math.max(bar.high - bar.low, Math.abs(bar.high - before), Math.abs(bar.low - before));
    average = i <= length ? average + range / length : (average * (length - 1) + range) / length;
  }
  return average;
}
