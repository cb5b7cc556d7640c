import { InputError } from '../errors.js';
import { isBarValue, type Observation } from '../observation.js';
import type { SeriesFailure, SeriesName } from '../series.js';
import { parseSymbol } from '../symbol.js';
import { BAR_LOOKBACK_HOURS, barFields } from './bar-fields.js';
import {
  latestField,
  combinedField,
  netFlowField,
  versusMonthField,
  versusWeekField,
  type SeriesReader,
} from './series-fields.js';
import { missing, present, tooOld, type Field } from './field.js';
import { NEWS_LOOKBACK_MS, newsItems } from './news-items.js';
import { ObservationIndex } from './observation-index.js';
import type { FieldQuality, MarketSnapshot } from './schema.js';
import { HOUR, isoTime } from '../time.js';

/** Symbol of series that speak of the whole market. */
export const MARKET_WIDE = '*';
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
  const reader: SeriesReader = { index, asOf, why };

  const bars = barFields(index.known('bar_1h', symbol, asOf, asOf - (BAR_LOOKBACK_HOURS + 2) * HOUR), asOf, why);
  const market = {
    spot_price: spotPrice(reader, symbol),
    change_24h_pct: bars.change_24h_pct,
    volume_24h_usd: bars.volume_24h_usd,
    realized_vol: bars.realized_vol,
    funding_rate: latestField(reader, 'funding_rate', symbol),
    funding_rate_next: latestField(reader, 'funding_rate_next', symbol),
    open_interest: latestField(reader, 'open_interest_usd', symbol),
    open_interest_vs_30d: versusMonthField(reader, 'open_interest_base', symbol),
    btc_dominance: missing('no free source offers it'),
    stablecoin_flows_ex: missing('no free source offers it'),
    perp_spot_basis_bps: combinedField(
      reader,
      'mark_price',
      'index_price',
      symbol,
      (mark, at) => (mark / at - 1) * 10_000,
    ),
    spread_bps: latestField(reader, 'spread_bps', symbol),
    ob_imbalance: latestField(reader, 'ob_imbalance', symbol),
    return_1h_pct: bars.return_1h_pct,
    return_4h_pct: bars.return_4h_pct,
    return_7d_pct: bars.return_7d_pct,
    return_30d_pct: bars.return_30d_pct,
    distance_sma_24h_pct: bars.distance_sma_24h_pct,
    distance_sma_7d_pct: bars.distance_sma_7d_pct,
    distance_sma_30d_pct: bars.distance_sma_30d_pct,
    rsi_14: bars.rsi_14,
    atr_14_pct: bars.atr_14_pct,
  };
  const onchain = {
    exchange_netflows_btc: netFlowField(reader, 'BTC'),
    whale_transfers: missing('no free source offers it'),
    new_addresses_vs_30d: missing('no free source offers it'),
    active_addresses_vs_30d: activeAddresses(reader, asset),
    transactions_vs_30d: versusMonthField(reader, 'transactions', asset),
    hash_rate_vs_30d: versusMonthField(reader, 'hash_rate', asset),
    mvrv: latestField(reader, 'mvrv', asset),
    stablecoin_supply_change_pct: versusWeekField(
      reader,
      'stablecoin_supply',
      MARKET_WIDE,
      (now, then) => (now / then - 1) * 100,
    ),
  };
  const macro = {
    fear_greed_index: latestField(reader, 'fear_greed', MARKET_WIDE),
    fear_greed_change_7d: versusWeekField(reader, 'fear_greed', MARKET_WIDE, (now, then) => now - then),
  };

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

/** The last trade where it is fresh, else the close of the last bar: a backtest knows no other price. */
function spotPrice(reader: SeriesReader, symbol: string): Field {
  const live = latestField(reader, 'spot_price', symbol);
  if (live.value !== null) return live;
  const last = reader.index.latest('bar_1h', symbol, reader.asOf);
  if (last === undefined || !isBarValue(last.value)) return live;
  const reason = tooOld(last, reader.asOf);
  return reason === null ? present(last.value.close, last, reader.asOf) : missing(reason);
}

/** CoinMetrics' count, else Blockchain.com's: each against its own past, since their definitions differ. */
function activeAddresses(reader: SeriesReader, asset: string): Field {
  const first = versusMonthField(reader, 'active_addresses', asset);
  if (first.value !== null) return first;
  const second = versusMonthField(reader, 'unique_addresses', asset);
  return second.value === null ? first : second;
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
