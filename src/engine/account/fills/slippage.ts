import type { BarSeries } from '../../../core/bars.js';
import type { SlippageSettings } from '../../settings.js';

/**
 * Slippage of a taker fill as a fraction of price (0.0001 is 1 bp). The volatility it grows with is that of the bars before
 * row `index`, so that nothing of the bar being filled in is used but its volume.
 */
export function slippageFraction(
  settings: Required<SlippageSettings>,
  bars: BarSeries,
  index: number,
  quantity: number,
  barVolume: number,
): number {
  const base = settings.bps / 10_000;
  const { impact } = settings;
  if (impact === 0) return base;
  const volatility = priorVolatility(bars, index, settings.volatilityBars);
  const share = barVolume > 0 ? quantity / barVolume : 1;
  return Math.min(base + impact * volatility * Math.sqrt(share), settings.maxBps / 10_000);
}

/** Population standard deviation of the last `count` log returns that end before row `index`; 0 with fewer than two. */
function priorVolatility(bars: BarSeries, index: number, count: number): number {
  const first = Math.max(1, index - count);
  const n = index - first;
  if (n < 2) return 0;
  let sum = 0;
  let squares = 0;
  for (let i = first; i < index; i++) {
    const logReturn = Math.log(bars.close[i]! / bars.close[i - 1]!);
    sum += logReturn;
    squares += logReturn * logReturn;
  }
  const mean = sum / n;
  return Math.sqrt(Math.max(0, squares / n - mean * mean));
}
