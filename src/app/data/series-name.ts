import type { BarStore, SeriesKey } from '../../infra/store/bars/bar-store.js';

/** `BTCUSDT:1h`, or with the source where several have it: `binance-um/BTCUSDT:1h`. */
const SERIES = /^(?:([A-Za-z0-9][\w.-]*)\/)?([A-Za-z0-9][\w.-]*):([1-9][0-9]{0,3}[smhdw])$/;

/**
 * The stored series that a name means; null where the text is no name of one.
 * @throws InputError where there is no such series, or several sources have it
 */
export async function findSeries(store: BarStore, name: string): Promise<SeriesKey | null> {
  const match = SERIES.exec(name);
  if (match === null) return null;
  const [, source, symbol, interval] = match;
  return store.find(symbol!, interval!, source);
}
