import { z } from 'zod';
import type { SeriesName } from './series.js';

/** One closed candle as an observation's value. Prices in quote currency; `volume` in base units, `quote_volume` in quote. */
export const barValueSchema = z.object({
  open: z.number().positive(),
  high: z.number().positive(),
  low: z.number().positive(),
  close: z.number().positive(),
  volume: z.number().nonnegative(),
  /** Null where the source does not report it. */
  quote_volume: z.number().nonnegative().nullable(),
});
export type BarValue = z.infer<typeof barValueSchema>;

/** A headline as an observation's value. Text is untrusted: it is sanitised when a snapshot is built. */
export const newsValueSchema = z.object({
  source: z.string(),
  title: z.string(),
  body: z.string().nullable(),
  url: z.string().nullable(),
  /** −1 (bad) … 1 (good), from the source's own votes or tags; null where it gives none. */
  sentiment: z.number().min(-1).max(1).nullable(),
  /** 0 … 1, how much attention the source says it has; null where it gives none. */
  impact_score: z.number().min(0).max(1).nullable(),
});
export type NewsValue = z.infer<typeof newsValueSchema>;

/**
 * One thing that was observed, with two times: the moment it speaks of, and when anyone could have known it.
 * All times are UTC milliseconds since the epoch.
 */
export const observationSchema = z.object({
  series: z.string(),
  /** `BTCUSDT` for market series, `BTC` for on-chain series and news about an asset, `*` for market-wide ones. */
  symbol: z.string(),
  value: z.union([z.number(), barValueSchema, newsValueSchema]),
  /** The moment the value speaks of; for bars and daily values the start of the interval. */
  observed_at: z.number(),
  /** The earliest moment at which it could have been known: a snapshot as of t uses it only if `available_at ≤ t`. */
  available_at: z.number(),
  /** Which adapter delivered it, e.g. `binance-spot`. */
  source: z.string(),
  /** When this copy was fetched: revisable series are stored by it. */
  retrieved_at: z.number(),
  /** Set where the copy comes from an archive that keeps no versions: its text may have been edited after it was published. */
  unversioned: z.literal(true).optional(),
});
export type Observation = Omit<z.infer<typeof observationSchema>, 'series'> & { series: SeriesName };

export const isBarValue = (value: Observation['value']): value is BarValue =>
  typeof value === 'object' && 'close' in value;
export const isNewsValue = (value: Observation['value']): value is NewsValue =>
  typeof value === 'object' && 'title' in value;

/** Symbol of series that speak of the whole market. */
export const MARKET_WIDE = '*';
