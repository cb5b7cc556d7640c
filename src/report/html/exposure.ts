import type { BacktestResultDocument } from '../../core/backtest-result/index.js';
import { DAY } from '../../core/time.js';

/** Share of the steps with a position over the time looked back on, for each step; NaN until there was as much time. */
export interface Exposure {
  readonly days: number;
  readonly long: Float64Array;
  /** Null where nothing was ever sold short. */
  readonly short: Float64Array | null;
}

const DAYS = 30;

/** How much of the last 30 days had a long and how much a short position, in any symbol; null for runs under 60 days. */
export function exposureOverTime(result: BacktestResultDocument): Exposure | null {
  const { bars, interval_ms: interval, trades, open_positions: open } = result;
  const window = Math.round((DAYS * DAY) / interval);
  if (window < 1 || bars < 2 * window) return null;
  const shareOf = (wanted: 'long' | 'short'): Float64Array => {
    const held = new Uint8Array(bars);
    for (const { side, open_bar, close_bar } of trades) {
      if (side === wanted) held.fill(1, open_bar, Math.max(open_bar + 1, close_bar));
    }
    for (const { quantity, open_bar } of open) if (quantity > 0 === (wanted === 'long')) held.fill(1, open_bar);
    return rollingShare(held, window);
  };
  const shorts = trades.some(({ side }) => side === 'short') || open.some(({ quantity }) => quantity < 0);
  return { days: DAYS, long: shareOf('long'), short: shorts ? shareOf('short') : null };
}

function rollingShare(flags: Uint8Array, window: number): Float64Array {
  const shares = new Float64Array(flags.length).fill(NaN);
  let sum = 0;
  // A loop: a function for each of a million steps takes ten times as long.
  for (let i = 0; i < flags.length; i++) {
    sum += flags[i]! - (i >= window ? flags[i - window]! : 0);
    if (i >= window - 1) shares[i] = sum / window;
  }
  return shares;
}
