import { InputError } from '../../core/errors.js';
import { parseInterval } from '../../core/interval.js';
import type { BarStore, SeriesKey } from '../../infra/store/bars/bar-store.js';

/** `BTCUSDT:1h`, or with the source where several have it: `binance-um/BTCUSDT:1h`. */
const SERIES = /^(?:([A-Za-z0-9][\w.-]*)\/)?([A-Za-z0-9][\w.-]*):([1-9][0-9]{0,3}[smhdw])$/;
/** What can only be meant as a pair: `BTCUSDT`, `btc/usdt`, `BTC-USDT-1h`. */
const PAIR = /^[a-z0-9]{1,15}[-_/]?(?:usdt|usdc|fdusd|busd|tusd|usd|btc|eth|eur)(?:[-_ :,]?[1-9][0-9]{0,3}[smhdw])?$/i;

/** Without case and marks: `btc/usdt-1h` and `BTCUSDT:1h` are one name. */
const plain = (name: string): string => name.toLowerCase().replace(/[-_/:, ]/g, '');

/**
 * The stored series that a name means, also in other common spellings, and the only one of a pair by the pair alone; null where the
 * text is not a name of one.
 * @throws InputError where there is no such series, where several sources or intervals have it, and where it is damaged
 */
export async function findSeries(store: BarStore, name: string): Promise<SeriesKey | null> {
  const { series, damaged } = await store.survey();
  const all = [...series, ...damaged];
  const [, source, symbol, interval] = SERIES.exec(name) ?? [];
  const wanted = interval === undefined ? NaN : parseInterval(interval);
  const exact = all.some(
    (each) => each.symbol === symbol && each.interval_ms === wanted && (source === undefined || each.source === source),
  );
  if (exact) return store.find(symbol!, interval!, source);
  const meant = plain(name);
  const spelt = all.filter((each) =>
    [each.symbol + each.interval, each.source + each.symbol + each.interval].some((full) => plain(full) === meant),
  );
  const found = spelt.length > 0 ? spelt : all.filter((each) => plain(each.symbol) === meant);
  const [match, ...others] = found;
  if (match === undefined) {
    if (symbol === undefined && !PAIR.test(name)) return null;
    throw await store.noneStored(source === undefined ? name : `${symbol!}:${interval!} of ${source}`);
  }
  if (others.length > 0) {
    const names = found.map((each) => `${each.source}/${each.symbol}:${each.interval}`);
    throw new InputError('store.ambiguous', `"${name}" can mean ${names.join(' and ')}: name one of them.`);
  }
  return { source: match.source, symbol: match.symbol, interval: match.interval };
}
