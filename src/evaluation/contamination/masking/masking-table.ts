import type { FieldGroup } from '../../../core/market-snapshot/field-info.js';
import type { MarketSnapshot } from '../../../core/market-snapshot/schema.js';

/**
 * What masking does to a field.
 * - `rescaled`: multiplied by the one random factor of the snapshot, as if money were counted in another unit.
 * - `kept`: a ratio, a percentage, a count of coins or a score, which the unit of money does not touch.
 * - `moved`: a time, moved with all others by the same whole number of weeks.
 * - `renamed`: a name, replaced by an alias.
 * - `text`: free text, of which names, dates and prices are masked.
 */
export type MaskingRule = 'rescaled' | 'kept' | 'moved' | 'renamed' | 'text';

type NumberField = {
  [Group in FieldGroup]: `${Group}.${Extract<keyof MarketSnapshot[Group], string>}`;
}[FieldGroup];

/** Every number of a snapshot. Coins stay as they are: only the unit of money changes, so volume over price stays too. */
const NUMBERS: Readonly<Record<NumberField, 'rescaled' | 'kept'>> = {
  'market.spot_price': 'rescaled',
  'market.change_24h_pct': 'kept',
  'market.volume_24h_usd': 'rescaled',
  'market.realized_vol': 'kept',
  'market.funding_rate': 'kept',
  'market.funding_rate_next': 'kept',
  'market.open_interest': 'rescaled',
  'market.open_interest_vs_30d': 'kept',
  'market.btc_dominance': 'kept',
  'market.stablecoin_flows_ex': 'rescaled',
  'market.perp_spot_basis_bps': 'kept',
  'market.spread_bps': 'kept',
  'market.ob_imbalance': 'kept',
  'market.return_1h_pct': 'kept',
  'market.return_4h_pct': 'kept',
  'market.return_7d_pct': 'kept',
  'market.return_30d_pct': 'kept',
  'market.distance_sma_24h_pct': 'kept',
  'market.distance_sma_7d_pct': 'kept',
  'market.distance_sma_30d_pct': 'kept',
  'market.rsi_14': 'kept',
  'market.atr_14_pct': 'kept',
  'onchain.exchange_netflows_btc': 'kept',
  'onchain.whale_transfers': 'kept',
  'onchain.new_addresses_vs_30d': 'kept',
  'onchain.active_addresses_vs_30d': 'kept',
  'onchain.transactions_vs_30d': 'kept',
  'onchain.hash_rate_vs_30d': 'kept',
  'onchain.mvrv': 'kept',
  'onchain.stablecoin_supply_change_pct': 'kept',
  'macro_context.fear_greed_index': 'kept',
  'macro_context.fear_greed_change_7d': 'kept',
};

/** How each field of the document is masked. `[]` stands for the items of a list, `*` for the keys of a record. */
export const MASKING_TABLE: Readonly<Record<string, MaskingRule>> = {
  timestamp_utc: 'moved',
  base_asset: 'renamed',
  horizon_hours: 'kept',
  ...NUMBERS,
  'news[].source': 'renamed',
  'news[].time_utc': 'moved',
  'news[].sentiment': 'kept',
  'news[].impact_score': 'kept',
  'news[].text': 'text',
  'data_quality.fields.*.source': 'renamed',
  'data_quality.fields.*.observed_at': 'moved',
  'data_quality.fields.*.age_seconds': 'kept',
  'data_quality.fields.*.stale': 'kept',
  'data_quality.fields.*.missing_because': 'text',
  'data_quality.failures[].source': 'renamed',
  'data_quality.failures[].code': 'text',
  'data_quality.failures[].reason': 'text',
  'data_quality.demo': 'kept',
};
