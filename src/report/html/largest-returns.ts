import type { Trade } from '../../core/backtest-result/index.js';

/** The trades with the largest returns of either sign, largest first, earlier ones before equal ones. */
export function largestReturns(trades: readonly Trade[], most: number): Trade[] {
  return candidates(trades, most)
    .sort((a, b) => Math.abs(b.return) - Math.abs(a.return))
    .slice(0, most);
}

/** All that may be among them, in their order: sorting tens of thousands of trades to draw a hundred takes as long as drawing. */
function candidates(trades: readonly Trade[], most: number): Trade[] {
  if (trades.length <= 2 * most) return [...trades];
  const sizes = new Float64Array(trades.length);
  for (let i = 0; i < trades.length; i++) sizes[i] = Math.abs(trades[i]!.return);
  // Without a function to compare with, numbers are sorted natively.
  const bound = sizes.toSorted()[trades.length - most]!;
  return trades.filter((_, i) => sizes[i]! >= bound);
}
