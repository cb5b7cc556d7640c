import { mean } from '../../core/statistics/moments.js';

/** Mean net P&L of a closed trade, quote units; null without trades. */
export function expectancy(pnl: Float64Array): number | null {
  return pnl.length === 0 ? null : mean(pnl);
}
