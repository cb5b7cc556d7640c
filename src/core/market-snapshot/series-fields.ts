import type { Observation } from '../observation.js';
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
}

type Found = { readonly row: Observation; readonly value: number } | string;

function newest({ index, asOf, why }: SeriesReader, series: SeriesName, symbol: string): Found {
  const row = index.latest(series, symbol, asOf);
  if (row === undefined || typeof row.value !== 'number') return why(series);
  return tooOld(row, asOf) ?? { row, value: row.value };
}

/** The newest value of a series as it is. */
export function latestField(reader: SeriesReader, series: SeriesName, symbol: string): Field {
  const found = newest(reader, series, symbol);
  return typeof found === 'string' ? missing(found) : present(found.value, found.row, reader.asOf);
}

/** A value from the newest rows of two series; its age is that of the older one. */
export function combinedField(
  reader: SeriesReader,
  first: SeriesName,
  second: SeriesName,
  symbol: string,
  combine: (first: number, second: number) => number,
): Field {
  const a = newest(reader, first, symbol);
  if (typeof a === 'string') return missing(a);
  const b = newest(reader, second, symbol);
  if (typeof b === 'string') return missing(b);
  return present(combine(a.value, b.value), a.row.observed_at <= b.row.observed_at ? a.row : b.row, reader.asOf);
}

/** Inflow minus outflow of the newest day that has both: days are never mixed. */
export function netFlowField(reader: SeriesReader, symbol: string): Field {
  const { index, asOf } = reader;
  const since = asOf - SERIES.exchange_inflow.dropAfterMs - 2 * DAY;
  const outflows = new Map(
    index.known('exchange_outflow', symbol, asOf, since).map((row) => [row.observed_at, row.value]),
  );
  for (const inflow of index.known('exchange_inflow', symbol, asOf, since).reverse()) {
    const outflow = outflows.get(inflow.observed_at);
    if (typeof inflow.value !== 'number' || typeof outflow !== 'number') continue;
    const reason = tooOld(inflow, asOf);
    return reason === null ? present(inflow.value - outflow, inflow, asOf) : missing(reason);
  }
  return missing(reader.why('exchange_inflow'));
}

/** The newest value over the mean of the 30 days before it (exclusive), by any sampling of at least one row a day. */
export function versusMonthField(reader: SeriesReader, series: SeriesName, symbol: string): Field {
  const found = newest(reader, series, symbol);
  if (typeof found === 'string') return missing(found);
  const rows = reader.index.known(series, symbol, reader.asOf, found.row.observed_at - 30 * DAY);
  const before = rows.filter((row) => row.observed_at < found.row.observed_at);
  const days = new Set(before.map((row) => Math.floor(row.observed_at / DAY))).size;
  if (days < 30 * REQUIRED_SHARE) return missing(`only ${days} of the 30 days of ${series} before it are there`);
  const usual = mean(before.map(({ value }) => value as number));
  return usual > 0
    ? present(found.value / usual, found.row, reader.asOf)
    : missing(`the 30-day mean of ${series} is not positive`);
}

/** What became of a series over about a week: the newest row against the one nearest to 7 days before, 6 to 8 days. */
export function versusWeekField(
  reader: SeriesReader,
  series: SeriesName,
  symbol: string,
  combine: (now: number, then: number) => number,
): Field {
  const found = newest(reader, series, symbol);
  if (typeof found === 'string') return missing(found);
  const target = found.row.observed_at - 7 * DAY;
  let then: Observation | undefined;
  for (const row of reader.index.known(series, symbol, reader.asOf, target - DAY)) {
    if (row.observed_at > target + DAY) break;
    if (then === undefined || Math.abs(row.observed_at - target) < Math.abs(then.observed_at - target)) then = row;
  }
  if (then === undefined || typeof then.value !== 'number') return missing(`no ${series} of 7 days before is there`);
  return present(combine(found.value, then.value), found.row, reader.asOf);
}
