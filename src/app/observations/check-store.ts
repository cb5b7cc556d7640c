import type { ObservationStore, StoreFinding } from '../../core/ports/observation-store.js';
import { aheadOfBars } from '../../engine/regime-series/index.js';
import type { Config } from '../config/index.js';
import { openBarStore } from '../runtime/user-data.js';
import { readObservations } from './store.js';
import { hourlyOf, loadHours } from './stored-history.js';

/**
 * Reads every row and says what is damaged or known too early; prices are compared with stored bars of their symbol, where
 * there are some and nothing else is wrong.
 */
export async function checkObservations(
  config: Pick<Config, 'userDataDir'>,
  store: ObservationStore,
): Promise<{ readonly rows: number; readonly findings: readonly StoreFinding[] }> {
  const { rows, findings } = await store.check();
  // A damaged row cannot be read, and what it says is not a price.
  if (findings.length > 0) return { rows, findings };
  const bars = openBarStore(config);
  const stored = await bars.list();
  const symbols = new Set((await store.list({ series: ['bar_1h', 'spot_price'] })).map(({ symbol }) => symbol));
  const ahead: StoreFinding[] = [];
  for (const symbol of symbols) {
    const best = hourlyOf(stored, symbol);
    if (best === null) continue;
    const found = aheadOfBars(await readObservations(store, { symbols: [symbol] }), await loadHours(bars, best));
    for (const { series, source, n, share } of found)
      ahead.push({
        where: `${series} of ${symbol} from ${source}`,
        problem: `it knows the future: ${n} of its prices, beside the stored bars of the same moments, have gone ${Math.round(share * 100)} % of the way to the next close already`,
      });
  }
  return { rows, findings: ahead };
}
