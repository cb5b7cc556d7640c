import { InputError } from '../errors.js';
import { MARKET_WIDE, type Observation } from '../observation.js';
import type { SeriesFailure, SeriesName } from '../series.js';
import { parseSymbol } from '../symbol.js';
import { BAR_LOOKBACK_HOURS, barFields } from './bar-fields.js';
import { SNAPSHOT_FIELDS } from './fields/index.js';
import type { FieldReader, SnapshotField } from './fields/snapshot-field.js';
import { missing, present, type Field } from './field.js';
import { NEWS_LOOKBACK_MS, newsItems } from './news-items.js';
import { ObservationIndex } from './observation-index.js';
import type { FieldQuality, MarketSnapshot } from './schema.js';
import { HOUR, isoTime } from '../time.js';

/**
 * How far before its moment a snapshot looks, by `observed_at`: the 30 days before the newest value of a daily series, which may
 * itself be 11 days old, and some to spare.
 */
export const SNAPSHOT_LOOKBACK_MS = 45 * 24 * HOUR;
/** Longest horizon, in hours: a year. */
const MAX_HORIZON_HOURS = 8_760;

export interface SnapshotOptions {
  /** The moment of the decision, UTC ms: nothing that was not yet available then is used. */
  readonly asOf: number;
  /** A pair against a USD currency, e.g. `BTCUSDT`. */
  readonly baseAsset: string;
  /** How far ahead the regime is asked for, hours, (0, 8760]. */
  readonly horizonHours: number;
  /** What sources said of series they could not deliver: it becomes the reason beside each null. */
  readonly failures?: readonly SeriesFailure[];
  /** Marks data that were generated for demonstration. */
  readonly demo?: boolean;
}

/**
 * The market as of one moment, from what could be known then: only observations with `available_at ≤ asOf` count. Pure: the
 * same observations and options give the same snapshot, live and historical alike.
 * @throws InputError for a base asset or horizon that makes no sense
 */
export function buildMarketSnapshot(
  observations: readonly Observation[] | ObservationIndex,
  options: SnapshotOptions,
): MarketSnapshot {
  const { asOf, horizonHours } = options;
  if (!Number.isFinite(horizonHours) || horizonHours <= 0 || horizonHours > MAX_HORIZON_HOURS) {
    throw new InputError(
      'horizon.invalid',
      `horizon_hours is ${horizonHours}: it must be above 0 and at most ${MAX_HORIZON_HOURS}.`,
      {
        where: 'horizon_hours',
      },
    );
  }
  const { symbol, asset } = parseSymbol(options.baseAsset);
  const index = observations instanceof ObservationIndex ? observations : new ObservationIndex(observations);
  const why = reasonsFrom(options.failures ?? [], index, asOf);
  const rows = index.known('bar_1h', symbol, asOf, asOf - (BAR_LOOKBACK_HOURS + 2) * HOUR);
  const reader: FieldReader = { index, asOf, why, of: { symbol, asset }, bars: barFields(rows, asOf, why) };
  const market = readAll(SNAPSHOT_FIELDS.market, reader);
  const onchain = readAll(SNAPSHOT_FIELDS.onchain, reader);
  const macro = readAll(SNAPSHOT_FIELDS.macro_context, reader);

  const newsRows = [asset, MARKET_WIDE].flatMap((of) => index.knownAll('news', of, asOf, asOf - NEWS_LOOKBACK_MS));
  const news = newsItems(newsRows);

  return {
    timestamp_utc: isoTime(asOf),
    base_asset: symbol,
    horizon_hours: horizonHours,
    market: valuesOf(market),
    onchain: valuesOf(onchain),
    news,
    macro_context: valuesOf(macro),
    data_quality: {
      fields: {
        ...qualityOf('market', market),
        ...qualityOf('onchain', onchain),
        ...qualityOf('macro_context', macro),
        news: newsQuality(newsRows, news.length, asOf, why),
      },
      failures: (options.failures ?? []).map(({ source, code, reason }) => ({ source, code, reason })),
      demo: options.demo ?? false,
    },
  };
}

function readAll<Name extends string>(
  fields: Readonly<Record<Name, SnapshotField>>,
  reader: FieldReader,
): Record<Name, Field> {
  const entries = Object.entries<SnapshotField>(fields).map(([name, field]) => [name, field.read(reader)]);
  return Object.fromEntries(entries) as Record<Name, Field>;
}

function reasonsFrom(
  failures: readonly SeriesFailure[],
  index: ObservationIndex,
  asOf: number,
): (series: SeriesName) => string {
  const reasons = new Map<SeriesName, string[]>();
  for (const failure of failures) {
    for (const series of failure.series) {
      const list = reasons.get(series) ?? [];
      const reason = failure.reason.replace(/\.$/, '');
      reasons.set(series, [...list, reason.startsWith(failure.source) ? reason : `${failure.source}: ${reason}`]);
    }
  }
  return (series) => reasons.get(series)?.join('; ') ?? whyUnknown(index, series, asOf);
}

function whyUnknown(index: ObservationIndex, series: SeriesName, asOf: number): string {
  const since = index.refusedUntil(series, asOf);
  if (since === null) return 'no observation of it was known at this time';
  const date = isoTime(since);
  return `${series} is revised by its publisher, and the oldest copy at hand was retrieved later (${date}): it would see the future`;
}

function newsQuality(
  rows: readonly Observation[],
  shown: number,
  asOf: number,
  why: (series: SeriesName) => string,
): FieldQuality {
  const newest = rows.reduce<Observation | undefined>(
    (best, row) => (best === undefined || row.observed_at > best.observed_at ? row : best),
    undefined,
  );
  if (newest === undefined || shown === 0) return missing(why('news')).quality;
  const sources = [
    ...new Set(rows.map(({ source, unversioned }) => (unversioned === true ? `${source} (unversioned)` : source))),
  ].sort();
  return { ...present(shown, newest, asOf).quality, source: sources.join(', ') };
}

function valuesOf<K extends string>(fields: Record<K, Field>): Record<K, number | null> {
  const entries = Object.entries<Field>(fields).map(([name, field]) => [name, field.value]);
  return Object.fromEntries(entries) as Record<K, number | null>;
}

const qualityOf = (prefix: string, fields: Record<string, Field>): Record<string, FieldQuality> =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [`${prefix}.${name}`, field.quality]));
