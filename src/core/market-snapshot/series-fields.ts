import { isBarValue, MARKET_WIDE, type Observation } from '../observation.js';
import type { TradingSymbol } from '../symbol.js';
import { SERIES, type SeriesName } from '../series.js';
import { missing, present, tooOld, type Field, type WhyMissing } from './field.js';
import type { ObservationIndex } from './observation-index.js';
import { DAY } from '../time.js';
import { mean } from '../statistics/moments.js';

/** A mean over 30 days needs at least this share of its rows. */
const REQUIRED_SHARE = 0.9;

export interface SeriesReader {
  readonly index: ObservationIndex;
  readonly asOf: number;
  readonly why: WhyMissing;
  /** The pair and its base asset. */
  readonly of: Pick<TradingSymbol, 'symbol' | 'asset'>;
}

/** Computes a field from what was known. */
type ReadField = (reader: SeriesReader) => Field;

type Found = { readonly row: Observation; readonly value: number } | string;

/** Under which symbol a series is found for this pair. */
function symbolFor(series: SeriesName, { symbol, asset }: SeriesReader['of']): string {
  return { pair: symbol, asset, bitcoin: 'BTC', market: MARKET_WIDE }[SERIES[series].about];
}

/** All that was known of a series, oldest first, from `since` on. */
const known = ({ index, asOf, of }: SeriesReader, series: SeriesName, since: number): Observation[] =>
  index.known(series, symbolFor(series, of), asOf, since);

function newest({ index, asOf, why, of }: SeriesReader, series: SeriesName): Found {
  const row = index.latest(series, symbolFor(series, of), asOf);
  if (row === undefined || typeof row.value !== 'number') return why(series);
  return tooOld(row, asOf) ?? { row, value: row.value };
}

/** The newest value of a series as it is. */
export const latest =
  (series: SeriesName): ReadField =>
  (reader) => {
    const found = newest(reader, series);
    return typeof found === 'string' ? missing(found) : present(found.value, found.row, reader.asOf);
  };

/** The last trade where it is fresh, else the close of the last bar: a backtest knows no other price. */
export const spotPrice: ReadField = (reader) => {
  const live = latest('spot_price')(reader);
  if (live.value !== null) return live;
  const last = reader.index.latest('bar_1h', reader.of.symbol, reader.asOf);
  if (last === undefined || !isBarValue(last.value)) return live;
  const reason = tooOld(last, reader.asOf);
  return reason === null ? present(last.value.close, last, reader.asOf) : missing(reason);
};

/** A value from the newest rows of two series; its age is that of the older one. */
export const combined =
  (first: SeriesName, second: SeriesName, combine: (first: number, second: number) => number): ReadField =>
  (reader) => {
    const a = newest(reader, first);
    if (typeof a === 'string') return missing(a);
    const b = newest(reader, second);
    if (typeof b === 'string') return missing(b);
    return present(combine(a.value, b.value), a.row.observed_at <= b.row.observed_at ? a.row : b.row, reader.asOf);
  };

/** What came in minus what went out on the newest day that has both: days are never mixed. */
export const netFlow =
  (into: SeriesName, outOf: SeriesName): ReadField =>
  (reader) => {
    const { asOf } = reader;
    const since = asOf - SERIES[into].dropAfterMs - 2 * DAY;
    const outflows = new Map(known(reader, outOf, since).map((row) => [row.observed_at, row.value]));
    for (const inflow of known(reader, into, since).reverse()) {
      const outflow = outflows.get(inflow.observed_at);
      if (typeof inflow.value !== 'number' || typeof outflow !== 'number') continue;
      const reason = tooOld(inflow, asOf);
      return reason === null ? present(inflow.value - outflow, inflow, asOf) : missing(reason);
    }
    return missing(reader.why(into));
  };

/** The newest value over the mean of the 30 days before it (exclusive), by any sampling of at least one row a day. */
export const versusMonth =
  (series: SeriesName): ReadField =>
  (reader) => {
    const found = newest(reader, series);
    if (typeof found === 'string') return missing(found);
    const rows = known(reader, series, found.row.observed_at - 30 * DAY);
    const before = rows.filter((row) => row.observed_at < found.row.observed_at);
    const days = new Set(before.map((row) => Math.floor(row.observed_at / DAY))).size;
    if (days < 30 * REQUIRED_SHARE) return missing(`only ${days} of the 30 days of ${series} before it are there`);
    const usual = mean(before.map(({ value }) => value as number));
    return usual > 0
      ? present(found.value / usual, found.row, reader.asOf)
      : missing(`the 30-day mean of ${series} is not positive`);
  };

/** What became of a series over about a week: the newest row against the one nearest to 7 days before, 6 to 8 days. */
export const versusWeek =
  (series: SeriesName, combine: (now: number, then: number) => number): ReadField =>
  (reader) => {
    const found = newest(reader, series);
    if (typeof found === 'string') return missing(found);
    const target = found.row.observed_at - 7 * DAY;
    let then: Observation | undefined;
    for (const row of known(reader, series, target - DAY)) {
      if (row.observed_at > target + DAY) break;
      if (then === undefined || Math.abs(row.observed_at - target) < Math.abs(then.observed_at - target)) then = row;
    }
    if (then === undefined || typeof then.value !== 'number') return missing(`no ${series} of 7 days before is there`);
    return present(combine(found.value, then.value), found.row, reader.asOf);
  };
