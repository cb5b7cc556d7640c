import { DAY, HOUR, MINUTE } from './time.js';

/**
 * The series that sources deliver and snapshots are built from: one row each, with its unit and how old its newest value
 * may be. Past `staleAfterMs` a value is shown but marked stale; past `dropAfterMs` it counts as missing.
 */
export interface SeriesInfo {
  readonly unit: string;
  /** How long after `observed_at` the interval that the value speaks of ends; age counts from there. 0 for an instant. */
  readonly spanMs: number;
  readonly staleAfterMs: number;
  readonly dropAfterMs: number;
  /** True where the publisher changes past values later, so that a copy fetched today sees the future. */
  readonly revisable?: true;
}

export const SERIES = {
  /** Closed 1-hour spot candles; `observed_at` is the open time. Nothing is decided on one that closed over 2 intervals ago. */
  bar_1h: { unit: 'OHLCV in quote currency', spanMs: HOUR, staleAfterMs: HOUR + 5 * MINUTE, dropAfterMs: 2 * HOUR },
  /** Last traded spot price. */
  spot_price: { unit: 'USD', spanMs: 0, staleAfterMs: 5 * MINUTE, dropAfterMs: 15 * MINUTE },
  /** (best ask − best bid) / mid, in basis points of the spot book. */
  spread_bps: { unit: 'bps', spanMs: 0, staleAfterMs: 5 * MINUTE, dropAfterMs: 30 * MINUTE },
  /** (bid depth − ask depth) / (bid depth + ask depth) of the spot book within 1 % of mid, in [−1, 1]. */
  ob_imbalance: { unit: '[−1, 1]', spanMs: 0, staleAfterMs: 5 * MINUTE, dropAfterMs: 30 * MINUTE },
  /** Settled funding rate of the perpetual, a fraction per funding interval; `observed_at` rounded to the minute. */
  funding_rate: { unit: 'fraction per interval', spanMs: 0, staleAfterMs: 9 * HOUR, dropAfterMs: 2 * DAY },
  /** The exchange's current estimate of the next funding rate. */
  funding_rate_next: { unit: 'fraction per interval', spanMs: 0, staleAfterMs: 30 * MINUTE, dropAfterMs: 9 * HOUR },
  mark_price: { unit: 'USD', spanMs: 0, staleAfterMs: 5 * MINUTE, dropAfterMs: HOUR },
  index_price: { unit: 'USD', spanMs: 0, staleAfterMs: 5 * MINUTE, dropAfterMs: HOUR },
  /** Open interest of the perpetual in base units (coins). */
  open_interest_base: { unit: 'base units', spanMs: 0, staleAfterMs: 2 * HOUR, dropAfterMs: DAY },
  /** Open interest of the perpetual in USD. */
  open_interest_usd: { unit: 'USD', spanMs: 0, staleAfterMs: 2 * HOUR, dropAfterMs: DAY },
  /** Coins that moved to, and from, known exchange addresses in a UTC day. */
  exchange_inflow: { unit: 'coins/day', spanMs: DAY, staleAfterMs: 3 * DAY, dropAfterMs: 10 * DAY, revisable: true },
  exchange_outflow: { unit: 'coins/day', spanMs: DAY, staleAfterMs: 3 * DAY, dropAfterMs: 10 * DAY, revisable: true },
  /** Active addresses a UTC day by CoinMetrics' definition. */
  active_addresses: { unit: 'addresses/day', spanMs: DAY, staleAfterMs: 3 * DAY, dropAfterMs: 10 * DAY },
  /** Unique addresses a UTC day by Blockchain.com's definition: never spliced with the series above. */
  unique_addresses: { unit: 'addresses/day', spanMs: DAY, staleAfterMs: 3 * DAY, dropAfterMs: 10 * DAY },
  transactions: { unit: 'transactions/day', spanMs: DAY, staleAfterMs: 3 * DAY, dropAfterMs: 10 * DAY },
  hash_rate: { unit: 'TH/s', spanMs: DAY, staleAfterMs: 3 * DAY, dropAfterMs: 10 * DAY },
  /** Market value over realised value. */
  mvrv: { unit: 'ratio', spanMs: DAY, staleAfterMs: 3 * DAY, dropAfterMs: 10 * DAY },
  /** Circulating supply of all USD-pegged stablecoins. */
  stablecoin_supply: { unit: 'USD', spanMs: 0, staleAfterMs: 2 * DAY, dropAfterMs: 7 * DAY },
  /** Fear & Greed index. */
  fear_greed: { unit: '0…100', spanMs: 0, staleAfterMs: 2 * DAY, dropAfterMs: 7 * DAY },
  news: { unit: 'text', spanMs: 0, staleAfterMs: DAY, dropAfterMs: 3 * DAY },
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
