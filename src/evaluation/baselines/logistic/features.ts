import type { MarketSnapshot } from '../../../core/market-snapshot/schema.js';

type Numbers<Group extends 'market' | 'onchain' | 'macro_context'> = readonly (keyof MarketSnapshot[Group])[];

/**
 * The numbers of a snapshot that mean the same whatever the price and the year: returns, ratios, rates, bounded indices.
 * Left out: prices and amounts of USD (`spot_price`, `volume_24h_usd`, `open_interest`, `stablecoin_flows_ex`), which grow
 * with the market, and `whale_transfers`, a count whose usual level shifts over the years.
 * `exchange_netflows_btc` stays: it is in coins, and moves around 0.
 */
const MARKET: Numbers<'market'> = [
  'change_24h_pct',
  'realized_vol',
  'funding_rate',
  'funding_rate_next',
  'open_interest_vs_30d',
  'btc_dominance',
  'perp_spot_basis_bps',
  'spread_bps',
  'ob_imbalance',
  'return_1h_pct',
  'return_4h_pct',
  'return_7d_pct',
  'return_30d_pct',
  'distance_sma_24h_pct',
  'distance_sma_7d_pct',
  'distance_sma_30d_pct',
  'rsi_14',
  'atr_14_pct',
];
const ONCHAIN: Numbers<'onchain'> = [
  'exchange_netflows_btc',
  'new_addresses_vs_30d',
  'active_addresses_vs_30d',
  'transactions_vs_30d',
  'hash_rate_vs_30d',
  'mvrv',
  'stablecoin_supply_change_pct',
];
const MACRO: Numbers<'macro_context'> = ['fear_greed_index', 'fear_greed_change_7d'];

/** Paths of the features, in the order of `featuresOf`. */
export const FEATURES: readonly string[] = [
  ...MARKET.map((name) => `market.${name}`),
  ...ONCHAIN.map((name) => `onchain.${name}`),
  ...MACRO.map((name) => `macro_context.${name}`),
];

/** The features of a snapshot; NaN where a number is missing. */
export function featuresOf({ market, onchain, macro_context }: MarketSnapshot): Float64Array {
  return Float64Array.from([
    ...MARKET.map((name) => market[name] ?? NaN),
    ...ONCHAIN.map((name) => onchain[name] ?? NaN),
    ...MACRO.map((name) => macro_context[name] ?? NaN),
  ]);
}
