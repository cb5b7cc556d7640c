import type { SeriesName } from './series.js';
import { DAY, HOUR, MINUTE } from './time.js';
import { field } from './request-field.js';

/** How long after the moment it speaks of (`observed_at`) a value can be known, ms. The adapters count with these numbers. */
export const LAG_MS = {
  /** `observed_at` is the open time. */
  hourlyBar: HOUR,
  openInterestHistory: 5 * MINUTE,
  /** A UTC day of chain data without a plausible completion time. */
  chainDay: 36 * HOUR,
  /** The earliest and the latest completion time that is believed to be a publication. */
  chainCompletionFrom: DAY,
  chainCompletionTo: 7 * DAY,
  /** A past total, dated at the moment or the start of the day it speaks of. */
  stablecoinPast: DAY + HOUR,
  fearGreed: 10 * MINUTE,
  newsArchive: 15 * MINUTE,
} as const;

/** When the values of a source can be known, for people. */
export interface PublicationLag {
  /** Id of the adapter, as observations carry it. */
  readonly source: string;
  readonly series: readonly SeriesName[];
  /** Least time between `observed_at` and `available_at` of a value that did not arrive before, ms. */
  readonly lag_ms: number;
  /** What `available_at` is. */
  readonly rule: string;
  readonly why: string;
}

/**
 * One row for each source and rule: what `observations sources` prints and the documents quote. Whatever the rule says, a value
 * that arrived earlier was known when it arrived, and a copy of a revisable series only from then on.
 */
export const PUBLICATION_LAGS: readonly PublicationLag[] = [
  {
    source: 'binance-spot',
    series: ['bar_1h'],
    lag_ms: LAG_MS.hourlyBar,
    rule: 'the close of the bar: open + 1 h',
    why: 'a bar is not known before it has closed',
  },
  {
    source: 'binance-spot',
    series: ['spot_price', 'spread_bps', 'ob_imbalance'],
    lag_ms: 0,
    rule: 'the moment itself, or its receipt',
    why: 'live only: no archive of them is free',
  },
  {
    source: 'binance-futures',
    series: ['funding_rate'],
    lag_ms: 0,
    rule: 'the stamp of the settlement',
    why: 'the rate is fixed before it is settled; stamps are up to 47 ms late (measured 2020 to 2025)',
  },
  {
    source: 'binance-futures',
    series: ['funding_rate_next', 'mark_price', 'index_price'],
    lag_ms: 0,
    rule: 'the stamp of the reply, or its receipt',
    why: 'live only',
  },
  {
    source: 'binance-futures',
    series: ['open_interest_base', 'open_interest_usd'],
    lag_ms: 0,
    rule: 'live: the stamp of the reply; past rows: their stamp + 5 min',
    why: 'the vendor gives no figure for past rows; their finest step is 5 min. It keeps the latest month only',
  },
  {
    source: 'ccxt exchanges',
    series: [
      'bar_1h',
      'spot_price',
      'spread_bps',
      'ob_imbalance',
      'funding_rate',
      'funding_rate_next',
      'mark_price',
      'index_price',
      'open_interest_base',
      'open_interest_usd',
    ],
    lag_ms: 0,
    rule: 'bars at their close, everything else at its stamp or receipt',
    why: `live only; data fetch brings their bars and funding, and backfill ${field('source', 'stored')} takes those over`,
  },
  {
    source: 'coinmetrics',
    series: ['active_addresses', 'transactions', 'hash_rate', 'mvrv'],
    lag_ms: LAG_MS.chainCompletionFrom,
    rule: 'AssetEODCompletionTime where it lies 24 h to 7 days after the start of the day, else the day + 36 h',
    why: 'rows carry the start of the day; measured completion is 26 to 142 h later, half within 29 h. Later stamps are recomputations',
  },
  {
    source: 'coinmetrics',
    series: ['exchange_inflow', 'exchange_outflow'],
    lag_ms: LAG_MS.chainCompletionFrom,
    rule: 'the retrieval of the copy, and every changed copy is kept',
    why: 'revised for months (two copies differ by over 0.1 % on 2,183 of 2,274 days): a later copy sees the future',
  },
  {
    source: 'blockchain-com',
    series: ['unique_addresses'],
    lag_ms: LAG_MS.chainDay,
    rule: 'the day + 36 h',
    why: 'the vendor names no time of publication; taken to be as late as CoinMetrics',
  },
  {
    source: 'defillama',
    series: ['stablecoin_supply'],
    lag_ms: 0,
    rule: 'now: its retrieval; past totals: their moment + 25 h',
    why: 'the vendor does not say of which minute its past totals are; taken to be known an hour after their day',
  },
  {
    source: 'fear-greed',
    series: ['fear_greed'],
    lag_ms: LAG_MS.fearGreed,
    rule: '00:00 UTC of its day + 10 min',
    why: 'the vendor updates it daily at 00:00 UTC, and such jobs take some minutes (assumed)',
  },
  {
    source: 'rss, cryptopanic, newsapi',
    series: ['news'],
    lag_ms: 0,
    rule: 'the retrieval',
    why: 'only then did this program know it, with the votes of that moment',
  },
  {
    source: 'news archives',
    series: ['news'],
    lag_ms: LAG_MS.newsArchive,
    rule: 'published + 15 min, flagged unversioned',
    why: 'readers take minutes to see a story, and an archive does not tell what was edited after publication',
  },
];
