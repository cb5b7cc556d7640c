import type { BarValue } from '../../observation.js';
import { HOUR } from '../../time.js';
import { mean } from '../../statistics/moments.js';

/** A crypto market never closes: 365 · 24. */
const HOURS_A_YEAR = 8_760;

/**
 * Annualised standard deviation (n − 1) of the log returns between neighbouring hourly closes over the last `hours` returns;
 * a return across a gap is left out. A fraction: 0.5 means 50 % a year.
 * Slippage (engine/fills/slippage) asks another question: the deviation by n of the bars just before a fill, in one pass.
 */
export function realizedVolatility(at: ReadonlyMap<number, BarValue>, lastOpen: number, hours: number): number {
  const returns: number[] = [];
  for (let open = lastOpen - (hours - 1) * HOUR; open <= lastOpen; open += HOUR) {
    const now = at.get(open);
    const before = at.get(open - HOUR);
    if (now !== undefined && before !== undefined) returns.push(Math.log(now.close / before.close));
  }
  const centre = mean(returns);
  const variance = returns.reduce((sum, r) => sum + (r - centre) ** 2, 0) / (returns.length - 1);
  return Math.sqrt(variance * HOURS_A_YEAR);
}
