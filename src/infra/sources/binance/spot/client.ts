import type { HttpClient, HttpResponse } from '../../../http/types.js';
import { spotRate } from '../limits.js';
import { depthSchema, klinesSchema, ticker24hSchema, tickerPriceSchema, type Depth, type Ticker24h } from './schema.js';

export const SPOT_SOURCE = 'binance-spot';

/** Where and how to ask. */
export interface SpotAccess {
  readonly http: HttpClient;
  /** Without a trailing slash. */
  readonly baseUrl: string;
  readonly signal: AbortSignal;
}

export interface SpotReply<T> {
  readonly data: T;
  readonly response: HttpResponse;
}

const request = (access: SpotAccess, path: string, weight: number, query: Record<string, string | number>) => ({
  source: SPOT_SOURCE,
  url: access.baseUrl + path,
  query,
  rate: spotRate(access.baseUrl),
  weight,
  signal: access.signal,
});

/** Most rows of one reply. */
export const KLINES_LIMIT = 1_000;

/**
 * The newest hourly candles, ascending, the last one unfinished.
 * developers.binance.com/docs/binance-spot-api-docs/rest-api/market-data-endpoints#klinecandlestick-data (weight 2)
 */
export const getHourlyKlines = (access: SpotAccess, symbol: string): Promise<SpotReply<unknown[]>> =>
  access.http.getJson(
    request(access, '/api/v3/klines', 2, { symbol, interval: '1h', limit: KLINES_LIMIT }),
    klinesSchema,
  );

/** Hourly candles that open in [`from`, `to`), UTC ms, ascending. The same endpoint with its bounds, both inclusive (weight 2). */
export const getHourlyKlinesIn = (
  access: SpotAccess,
  symbol: string,
  from: number,
  to: number,
): Promise<SpotReply<unknown[]>> =>
  access.http.getJson(
    request(access, '/api/v3/klines', 2, {
      symbol,
      interval: '1h',
      startTime: from,
      endTime: to - 1,
      limit: KLINES_LIMIT,
    }),
    klinesSchema,
  );

/** …/market-data-endpoints#24hr-ticker-price-change-statistics (weight 2 for one symbol) */
export const getTicker24h = (access: SpotAccess, symbol: string): Promise<SpotReply<Ticker24h>> =>
  access.http.getJson(request(access, '/api/v3/ticker/24hr', 2, { symbol }), ticker24hSchema);

/** …/market-data-endpoints#symbol-price-ticker (weight 2 for one symbol) */
export const getTickerPrice = (
  access: SpotAccess,
  symbol: string,
): Promise<SpotReply<{ symbol: string; price: number }>> =>
  access.http.getJson(request(access, '/api/v3/ticker/price', 2, { symbol }), tickerPriceSchema);

/** Most levels a side. 1 % of the price of BTCUSDT is some thousands of levels deep, hence all there are. */
export const DEPTH_LIMIT = 5_000;

/** …/market-data-endpoints#order-book (weight 250 above 1,000 levels) */
export const getDepth = (access: SpotAccess, symbol: string): Promise<SpotReply<Depth>> =>
  access.http.getJson(request(access, '/api/v3/depth', 250, { symbol, limit: DEPTH_LIMIT }), depthSchema);
