import type { SeriesName } from '../../../core/series.js';

/** Everything that is chosen rather than drawn: the demo's three markets, its clock and its default seed. */

/** The moment every demo snapshot speaks of: 2025-01-15 12:00 UTC. */
export const DEMO_AS_OF = Date.UTC(2025, 0, 15, 12);

/** The seed whose path ends in a rising market with some bad news in it: a demo should show both sides. */
export const DEMO_SEED = 3;

/** Sixty days: twice the longest window a snapshot looks back over. */
export const DEMO_HOURS = 60 * 24;

/** What it generates; other series it says it has not. */
export const DEMO_SERIES: readonly SeriesName[] = [
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
  'exchange_inflow',
  'exchange_outflow',
  'active_addresses',
  'unique_addresses',
  'transactions',
  'hash_rate',
  'mvrv',
  'stablecoin_supply',
  'fear_greed',
  'news',
];

export interface DemoMarket {
  /** USD; where the path ends. */
  readonly anchorPrice: number;
  /** How strongly it follows the shared market factor; 1 means one for one. */
  readonly beta: number;
  /** Standard deviation of its own hourly log return, beside the market's. */
  readonly ownVolatility: number;
  /** USD traded in a quiet hour. */
  readonly hourlyVolumeUsd: number;
  /** Coins of open interest around which the series moves. */
  readonly openInterestBase: number;
  /** Addresses and transactions a day. */
  readonly activeAddresses: number;
  readonly transactions: number;
  /** Coins a day onto exchanges. */
  readonly exchangeInflow: number;
  readonly mvrv: number;
  /** Typical spread of the spot book in basis points. */
  readonly spreadBps: number;
  /** What only a proof-of-work chain with Blockchain.com's charts has; null elsewhere. */
  readonly proofOfWork: { readonly hashRateThs: number; readonly uniqueAddresses: number } | null;
}

/** Orders of magnitude of early 2025; the numbers themselves are invented. */
export const DEMO_MARKETS: Readonly<Record<string, DemoMarket>> = {
  BTCUSDT: {
    anchorPrice: 96_842.17,
    beta: 1,
    ownVolatility: 0.0008,
    hourlyVolumeUsd: 45_000_000,
    openInterestBase: 92_000,
    activeAddresses: 780_000,
    transactions: 410_000,
    exchangeInflow: 34_000,
    mvrv: 2.35,
    spreadBps: 0.05,
    proofOfWork: { hashRateThs: 780_000_000, uniqueAddresses: 520_000 },
  },
  ETHUSDT: {
    anchorPrice: 3_247.85,
    beta: 1.25,
    ownVolatility: 0.0022,
    hourlyVolumeUsd: 22_000_000,
    openInterestBase: 2_100_000,
    activeAddresses: 470_000,
    transactions: 1_180_000,
    exchangeInflow: 310_000,
    mvrv: 1.62,
    spreadBps: 0.12,
    proofOfWork: null,
  },
  SOLUSDT: {
    anchorPrice: 187.42,
    beta: 1.45,
    ownVolatility: 0.0034,
    hourlyVolumeUsd: 9_000_000,
    openInterestBase: 21_000_000,
    activeAddresses: 2_900_000,
    transactions: 62_000_000,
    exchangeInflow: 4_200_000,
    mvrv: 1.38,
    spreadBps: 0.6,
    proofOfWork: null,
  },
};
