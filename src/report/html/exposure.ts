import type { BacktestResultDocument } from '../../core/backtest-result/index.js';
import { DAY } from '../../core/time.js';
import { BlockColumn } from './block-column.js';

/** Share of the steps with a position over the time looked back on, for each step; NaN until there was as much time. */
export interface Exposure {
  readonly days: number;
  readonly long: BlockColumn;
  /** Null where nothing was ever sold short. */
  readonly short: BlockColumn | null;
}

const DAYS = 30;

/** How much of the last 30 days had a long and how much a short position, in any symbol; null for runs under 60 days. */
export function exposureOverTime(result: BacktestResultDocument): Exposure | null {
  const { bars, interval_ms: interval, trades, open_positions: open } = result;
  const window = Math.round((DAYS * DAY) / interval);
  if (window < 1 || bars < 2 * window) return null;
  const shareOf = (wanted: 'long' | 'short'): BlockColumn => {
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

function rollingShare(flags: Uint8Array, window: number): BlockColumn {
  return new BlockColumn(flags.length, 0, (into, first, before) => {
    let sum = before;
    for (let i = 0; i < into.length; i++) {
      const row = first + i;
      sum += flags[row]! - (row >= window ? flags[row - window]! : 0);
      into[i] = row >= window - 1 ? sum / window : NaN;
    }
    return sum;
  });
}
