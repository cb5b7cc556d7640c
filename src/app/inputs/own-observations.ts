import type { BarSeries } from '../../core/bars.js';
import type { Observation } from '../../core/observation.js';
import { parseSymbol } from '../../core/symbol.js';
import type { SymbolData } from '../../engine/data-feed.js';
import { runObservations, spotPrices } from '../../engine/regime-series/index.js';
import { HOUR } from '../../core/time.js';

/**
 * What the data of a run say of its symbol: hourly bars, unless the user gave them and the run has none, funding, and the last
 * close at each moment as its price.
 * @param given what the user has recorded beside the bars
 * @param times moments of decision, UTC ms
 */
export function ownObservations(
  run: SymbolData,
  { bars, finer }: { readonly bars: BarSeries; readonly finer: BarSeries | null },
  given: readonly Observation[],
  times: readonly number[],
): Observation[] {
  const { symbol } = parseSymbol(run.bars.symbol);
  const hourly = [bars, finer].find((each) => each !== null && HOUR % each.intervalMs === 0);
  const isGiven = given.some((each) => each.series === 'bar_1h' && each.symbol === symbol);
  if (isGiven && hourly === undefined) return spotPrices(bars, times);
  const { funding } = run;
  const market = runObservations({
    bars: hourly ?? bars,
    times: [],
    funding,
  });
  return [...market, ...spotPrices(bars, times)];
}
