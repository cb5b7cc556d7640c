import { FIELD_LIST } from '../../../core/market-snapshot/fields/index.js';
import type { MarketSnapshot } from '../../../core/market-snapshot/schema.js';

/**
 * The numbers of a snapshot that mean the same whatever the price and the year: returns, ratios, rates, bounded indices.
 * Left out: prices and amounts of USD (`spot_price`, `volume_24h_usd`, `open_interest`, `stablecoin_flows_ex`), which grow
 * with the market, and `whale_transfers`, a count whose usual level shifts over the years.
 * `exchange_netflows_btc` stays: it is in coins, and moves around 0.
 */
const FITTED = FIELD_LIST.filter(({ field }) => field.feature);

/** Paths of the features, in the order of `featuresOf`. */
export const FEATURES: readonly string[] = FITTED.map(({ path }) => path);

/** The features of a snapshot; NaN where a number is missing. */
export function featuresOf(snapshot: MarketSnapshot): Float64Array {
  return Float64Array.from(FITTED, ({ group, name }) => {
    const values: Readonly<Record<string, number | null>> = snapshot[group];
    return values[name] ?? NaN;
  });
}
