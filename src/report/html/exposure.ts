import type { BacktestResultDocument } from '../../core/backtest-result/index.js';

/** Share of the steps with a position over the time looked back on, for each step; NaN until there was as much time. */
export interface Exposure {
  readonly days: number;
  readonly long: Float64Array;
  readonly short: Float64Array;
}

const DAY_MS = 86_400_000;
const DAYS = 30;

/** How much of the last 30 days had a long and how much a short position, in any symbol; null for runs under 60 days. */
export function exposureOverTime(result: BacktestResultDocument): Exposure | null {
  const { bars, interval_ms: interval, trades, open_positions: open } = result;
  const window = Math.round((DAYS * DAY_MS) / interval);
  if (window < 1 || bars < 2 * window) return null;
  const held = { long: new Uint8Array(bars), short: new Uint8Array(bars) };
  for (const { side, open_bar, close_bar } of trades) held[side].fill(1, open_bar, Math.max(open_bar + 1, close_bar));
  for (const { quantity, open_bar } of open) held[quantity > 0 ? 'long' : 'short'].fill(1, open_bar);
  return { days: DAYS, long: rollingShare(held.long, window), short: rollingShare(held.short, window) };
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
