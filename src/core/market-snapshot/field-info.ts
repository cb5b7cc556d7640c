import type { z } from 'zod';
import type { macroContextSchema, marketFieldsSchema, onchainFieldsSchema } from './schema.js';

/** How a field of a snapshot is shown to people and models. */
export interface FieldInfo {
  readonly label: string;
  /** Unit, with what the sign or the scale means. `{base}` stands for the base asset. */
  readonly unit: string;
  /** Digits after the point; small numbers keep three significant digits. */
  readonly decimals: number;
}

type InfoOf<Schema extends z.ZodObject> = Readonly<Record<keyof z.infer<Schema>, FieldInfo>>;

const field = (label: string, unit: string, decimals: number): FieldInfo => ({ label, unit, decimals });
const PERCENT = '% (1 means 1 %)';
const RATIO_30D = 'ratio to the mean of the last 30 days (1 means equal)';

const MARKET: InfoOf<typeof marketFieldsSchema> = {
  spot_price: field('last spot price', 'USD', 2),
  change_24h_pct: field('price change over 24 h', PERCENT, 2),
  volume_24h_usd: field('spot volume over 24 h', 'USD', 0),
  realized_vol: field('realised volatility over 7 days', 'fraction a year (0.5 means 50 % annualised)', 3),
  funding_rate: field(
    'last settled funding rate',
    'fraction per funding interval (0.0001 means 0.01 %; positive: longs pay shorts)',
    6,
  ),
  funding_rate_next: field('estimated next funding rate', 'fraction per funding interval (positive: longs pay)', 6),
  open_interest: field('open interest of the perpetual', 'USD', 0),
  open_interest_vs_30d: field('open interest in coins', RATIO_30D, 3),
  btc_dominance: field('share of Bitcoin in the crypto market value', '%', 1),
  stablecoin_flows_ex: field('net flow of stablecoins onto exchanges over 24 h', 'USD (positive: onto exchanges)', 0),
  perp_spot_basis_bps: field('mark price over index price', 'basis points (positive: perpetual above spot)', 1),
  spread_bps: field('best bid to best ask', 'basis points of the mid price', 2),
  ob_imbalance: field('order book imbalance within 1 % of mid', '−1 … 1 (positive: bids outweigh asks)', 3),
  return_1h_pct: field('return over 1 h', PERCENT, 2),
  return_4h_pct: field('return over 4 h', PERCENT, 2),
  return_7d_pct: field('return over 7 days', PERCENT, 2),
  return_30d_pct: field('return over 30 days', PERCENT, 2),
  distance_sma_24h_pct: field('price against its 24 h moving average', '% (positive: above it)', 2),
  distance_sma_7d_pct: field('price against its 7-day moving average', '% (positive: above it)', 2),
  distance_sma_30d_pct: field('price against its 30-day moving average', '% (positive: above it)', 2),
  rsi_14: field('relative strength index of 14 hours', '0 … 100', 1),
  atr_14_pct: field('average true range of 14 hours', '% of the price', 2),
};

const ONCHAIN: InfoOf<typeof onchainFieldsSchema> = {
  exchange_netflows_btc: field(
    'net flow onto exchanges, last complete UTC day',
    'coins (positive: onto exchanges, negative: off them)',
    1,
  ),
  whale_transfers: field('transfers of 1,000 coins or more over 24 h', 'transfers', 0),
  new_addresses_vs_30d: field('new addresses, last complete day', RATIO_30D, 3),
  active_addresses_vs_30d: field('active addresses, last complete day', RATIO_30D, 3),
  transactions_vs_30d: field('transactions, last complete day', RATIO_30D, 3),
  hash_rate_vs_30d: field('hash rate, last complete day', RATIO_30D, 3),
  mvrv: field('market value over realised value', 'ratio', 3),
  stablecoin_supply_change_pct: field('supply of USD stablecoins against 7 days before', PERCENT, 2),
};

const MACRO: InfoOf<typeof macroContextSchema> = {
  fear_greed_index: field('Fear & Greed index', '0 (extreme fear) … 100 (extreme greed)', 0),
  fear_greed_change_7d: field('Fear & Greed index against 7 days before', 'points', 0),
};

/** Every numeric field of a snapshot, by group and name. */
export const FIELD_INFO = { market: MARKET, onchain: ONCHAIN, macro_context: MACRO } as const;

export type FieldGroup = keyof typeof FIELD_INFO;

/** `43210.50`, `0.0000123`: fixed digits without separators, significant digits where those would show only zeros. */
export function formatFieldValue(value: number, decimals: number): string {
  const smallest = 10 ** -decimals;
  if (value !== 0 && Math.abs(value) < 10 * smallest) return String(Number(value.toPrecision(3)));
  return value.toFixed(decimals);
}
