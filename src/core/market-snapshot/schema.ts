import { z } from 'zod';

const maybe = z.number().nullable();

/** Everything about the market at one moment. A missing value is null and `data_quality` says why; it is never 0. */
export const marketFieldsSchema = z.object({
  /** USD, last trade. */
  spot_price: maybe,
  /** Percent (1 means 1 %), from closed 1h bars. */
  change_24h_pct: maybe,
  /** USD, from closed 1h bars. */
  volume_24h_usd: maybe,
  /** Annualised standard deviation of hourly log returns over 7 days, a fraction (0.5 means 50 %), 8,760 hours a year. */
  realized_vol: maybe,
  /** Last settled funding rate, a fraction per funding interval; longs pay a positive rate. */
  funding_rate: maybe,
  /** The exchange's estimate of the next one. */
  funding_rate_next: maybe,
  /** USD. */
  open_interest: maybe,
  /** Open interest in coins over its mean of the last 30 days; 1 means equal. */
  open_interest_vs_30d: maybe,
  /** Percent of total crypto market value. */
  btc_dominance: maybe,
  /** USD, net flow of stablecoins onto exchanges in 24 h. */
  stablecoin_flows_ex: maybe,
  /** (mark / index − 1) · 10,000. */
  perp_spot_basis_bps: maybe,
  spread_bps: maybe,
  /** [−1, 1]; positive when bids within 1 % of mid outweigh asks. */
  ob_imbalance: maybe,
  /** Percent, from closed 1h bars. */
  return_1h_pct: maybe,
  return_4h_pct: maybe,
  return_7d_pct: maybe,
  return_30d_pct: maybe,
  /** Percent above (below, negative) the simple moving average of so many hourly closes. */
  distance_sma_24h_pct: maybe,
  distance_sma_7d_pct: maybe,
  distance_sma_30d_pct: maybe,
  /** Wilder's RSI over 14 hourly closes, 0 … 100. */
  rsi_14: maybe,
  /** Wilder's average true range over 14 hourly bars, percent of the last close. */
  atr_14_pct: maybe,
});

export const onchainFieldsSchema = z.object({
  /** Coins, inflow minus outflow of known exchange addresses, last complete UTC day; positive: coins move onto exchanges. */
  exchange_netflows_btc: maybe,
  /** Transfers of 1,000 coins or more in 24 h. */
  whale_transfers: maybe,
  /** Last complete day over the mean of the 30 days before it; 1 means equal. */
  new_addresses_vs_30d: maybe,
  active_addresses_vs_30d: maybe,
  transactions_vs_30d: maybe,
  hash_rate_vs_30d: maybe,
  mvrv: maybe,
  /** Percent, circulating USD stablecoins against 7 days before. */
  stablecoin_supply_change_pct: maybe,
});

export const newsItemSchema = z.object({
  source: z.string(),
  time_utc: z.string(),
  /** −1 … 1, the source's own; null where it gives none. */
  sentiment: maybe,
  /** 0 … 1; null where the source gives none. */
  impact_score: maybe,
  /** Sanitised, at most 400 characters. */
  text: z.string(),
});
export type NewsItem = z.infer<typeof newsItemSchema>;

export const macroContextSchema = z.object({
  /** 0 (extreme fear) … 100 (extreme greed). */
  fear_greed_index: maybe,
  /** Points against 7 days before. */
  fear_greed_change_7d: maybe,
});

/** Where a field came from, or why it is null. */
export const fieldQualitySchema = z.object({
  source: z.string().nullable(),
  /** The moment the value speaks of. */
  observed_at: z.string().nullable(),
  /** Seconds between that moment (for bars: their close) and the snapshot. */
  age_seconds: z.number().nullable(),
  /** Older than is usual for its series. */
  stale: z.boolean(),
  /** Why it is null; null when it is there. */
  missing_because: z.string().nullable(),
});
export type FieldQuality = z.infer<typeof fieldQualitySchema>;

export const dataQualitySchema = z.object({
  /** Keyed by path, e.g. `market.funding_rate`; `news` has one row. */
  fields: z.record(z.string(), fieldQualitySchema),
  /** Every source that failed, with its reason. */
  failures: z.array(z.object({ source: z.string(), code: z.string(), reason: z.string() })),
  /** True where the data are generated for demonstration, not observed. */
  demo: z.boolean(),
});
export type DataQuality = z.infer<typeof dataQualitySchema>;

export const marketSnapshotSchema = z.object({
  timestamp_utc: z.string(),
  base_asset: z.string(),
  horizon_hours: z.number().positive(),
  market: marketFieldsSchema,
  onchain: onchainFieldsSchema,
  news: z.array(newsItemSchema),
  macro_context: macroContextSchema,
  data_quality: dataQualitySchema,
});
export type MarketSnapshot = z.infer<typeof marketSnapshotSchema>;
