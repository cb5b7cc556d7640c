import type { BarSeries } from '../../core/bars.js';

/**
 * The moments at which a regime is asked for: the close of the first bar in each span of `everyMs`, UTC ms. Spans are counted
 * from the epoch, so that a run that begins earlier or is cut in two asks the same questions, and finds its answers recorded.
 */
export function decisionTimes(bars: BarSeries, everyMs: number): number[] {
  const times: number[] = [];
  let previous = bars.length === 0 ? NaN : bars.openTime[0]!;
  for (let i = 0; i < bars.length; i++) {
    const close = bars.closeTime(i);
    if (Math.floor(close / everyMs) > Math.floor(previous / everyMs)) times.push(close);
    previous = close;
  }
  return times;
}
