import { DAY, HOUR, MINUTE } from './time.js';

/**
 * The series that sources deliver and snapshots are built from: one row each, with its unit and how old its newest value
 * may be. Past `staleAfterMs` a value is shown but marked stale; past `dropAfterMs` it counts as missing.
 */
export interface SeriesInfo {
  readonly unit: string;
  /**
   * What it is about, which is the symbol its rows carry: the `pair` (`BTCUSDT`), its base `asset` (`BTC`), Bitcoin whatever the asset,
   * or the whole `market` (`*`). News are about an asset or the market.
   */
  readonly about: 'pair' | 'asset' | 'bitcoin' | 'market';
  /** How long after `observed_at` the interval that the value speaks of ends; age counts from there. 0 for an instant. */
  readonly spanMs: number;
  readonly staleAfterMs: number;
  readonly dropAfterMs: number;
  /** How far apart its rows should be, ms: longer stretches are gaps. Without it rows are taken when they are taken. */
  readonly stepMs?: number;
  /** True where the publisher changes past values later, so that a copy fetched today sees the future. */
  readonly revisable?: true;
}

export const SERIES = {
  /** Closed 1-hour spot candles; `observed_at` is the open time. Nothing is decided on one that closed over 2 intervals ago. */
  bar_1h: {
    about: 'pair',
    unit: 'OHLCV in quote currency',
    spanMs: HOUR,
    staleAfterMs: HOUR + 5 * MINUTE,
    dropAfterMs: 2 * HOUR,
    stepMs: HOUR,
  },
  /** Last traded spot price. */
  spot_price: { about: 'pair', unit: 'USD', spanMs: 0, staleAfterMs: 5 * MINUTE, dropAfterMs: 15 * MINUTE },
  /** (best ask − best bid) / mid, in basis points of the spot book. */
  spread_bps: { about: 'pair', unit: 'bps', spanMs: 0, staleAfterMs: 5 * MINUTE, dropAfterMs: 30 * MINUTE },
  /** (bid depth − ask depth) / (bid depth + ask depth) of the spot book within 1 % of mid, in [−1, 1]. */
  ob_imbalance: { about: 'pair', unit: '[−1, 1]', spanMs: 0, staleAfterMs: 5 * MINUTE, dropAfterMs: 30 * MINUTE },
  /** Settled funding rate of the perpetual, a fraction per funding interval; `observed_at` rounded to the minute. */
  // The usual step: where an exchange settles more often nothing looks missing.
  funding_rate: {
    about: 'pair',
    unit: 'fraction per interval',
    spanMs: 0,
    staleAfterMs: 9 * HOUR,
    dropAfterMs: 2 * DAY,
    stepMs: 8 * HOUR,
  },
  /** The exchange's current estimate of the next funding rate. */
  funding_rate_next: {
    about: 'pair',
    unit: 'fraction per interval',
    spanMs: 0,
    staleAfterMs: 30 * MINUTE,
    dropAfterMs: 9 * HOUR,
  },
  mark_price: { about: 'pair', unit: 'USD', spanMs: 0, staleAfterMs: 5 * MINUTE, dropAfterMs: HOUR },
  index_price: { about: 'pair', unit: 'USD', spanMs: 0, staleAfterMs: 5 * MINUTE, dropAfterMs: HOUR },
  /** Open interest of the perpetual in base units (coins). */
  open_interest_base: { about: 'pair', unit: 'base units', spanMs: 0, staleAfterMs: 2 * HOUR, dropAfterMs: DAY },
  /** Open interest of the perpetual in USD. */
  open_interest_usd: { about: 'pair', unit: 'USD', spanMs: 0, staleAfterMs: 2 * HOUR, dropAfterMs: DAY },
  /** Coins that moved to, and from, known exchange addresses in a UTC day. */
  exchange_inflow: {
    about: 'bitcoin',
    unit: 'coins/day',
    spanMs: DAY,
    staleAfterMs: 3 * DAY,
    dropAfterMs: 10 * DAY,
    stepMs: DAY,
    revisable: true,
  },
  exchange_outflow: {
    about: 'bitcoin',
    unit: 'coins/day',
    spanMs: DAY,
    staleAfterMs: 3 * DAY,
    dropAfterMs: 10 * DAY,
    stepMs: DAY,
    revisable: true,
  },
  /** Active addresses a UTC day by CoinMetrics' definition. */
  active_addresses: {
    about: 'asset',
    unit: 'addresses/day',
    spanMs: DAY,
    staleAfterMs: 3 * DAY,
    dropAfterMs: 10 * DAY,
    stepMs: DAY,
  },
  /** Unique addresses a UTC day by Blockchain.com's definition: never spliced with the series above. */
  unique_addresses: {
    about: 'asset',
    unit: 'addresses/day',
    spanMs: DAY,
    staleAfterMs: 3 * DAY,
    dropAfterMs: 10 * DAY,
    stepMs: DAY,
  },
  transactions: {
    about: 'asset',
    unit: 'transactions/day',
    spanMs: DAY,
    staleAfterMs: 3 * DAY,
    dropAfterMs: 10 * DAY,
    stepMs: DAY,
  },
  hash_rate: { about: 'asset', unit: 'TH/s', spanMs: DAY, staleAfterMs: 3 * DAY, dropAfterMs: 10 * DAY, stepMs: DAY },
  /** Market value over realised value. */
  mvrv: { about: 'asset', unit: 'ratio', spanMs: DAY, staleAfterMs: 3 * DAY, dropAfterMs: 10 * DAY, stepMs: DAY },
  /** Circulating supply of all USD-pegged stablecoins. */
  stablecoin_supply: { about: 'market', unit: 'USD', spanMs: 0, staleAfterMs: 2 * DAY, dropAfterMs: 7 * DAY },
  /** Fear & Greed index. */
  fear_greed: { about: 'market', unit: '0…100', spanMs: 0, staleAfterMs: 2 * DAY, dropAfterMs: 7 * DAY, stepMs: DAY },
  news: { about: 'asset', unit: 'text', spanMs: 0, staleAfterMs: DAY, dropAfterMs: 3 * DAY },
} as const satisfies Record<string, SeriesInfo>;

export type SeriesName = keyof typeof SERIES;

/** Why one or more series are absent. It becomes the reason beside each null of the snapshot. */
export interface SeriesFailure {
  readonly source: string;
  readonly series: readonly SeriesName[];
  /** Machine-readable, e.g. `http.status.451`, `source.disabled`. */
  readonly code: string;
  /** One sentence for a person, secrets removed. */
  readonly reason: string;
}
