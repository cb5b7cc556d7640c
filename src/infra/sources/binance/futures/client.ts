import type { z } from 'zod';
import type { HttpClient, HttpRequest, HttpResponse } from '../../../http/types.js';
import { fundingRate, futuresDataRate, futuresRate } from '../limits.js';
import { openInterestSchema, premiumIndexSchema, rowsSchema, type OpenInterest, type PremiumIndex } from './schema.js';

export const FUTURES_SOURCE = 'binance-futures';

/** Where and how to ask. */
export interface FuturesAccess {
  readonly http: HttpClient;
  /** Without a trailing slash. */
  readonly baseUrl: string;
  readonly signal: AbortSignal;
}

export interface FuturesReply<T> {
  readonly data: T;
  readonly response: HttpResponse;
}

function get<T>(
  access: FuturesAccess,
  path: string,
  schema: z.ZodType<T>,
  request: Pick<HttpRequest, 'query' | 'rate' | 'weight'>,
): Promise<FuturesReply<T>> {
  const { http, baseUrl, signal } = access;
  return http.getJson({ source: FUTURES_SOURCE, url: baseUrl + path, signal, ...request }, schema);
}

/** Most settlements of one reply. */
export const FUNDING_LIMIT = 1_000;

/**
 * Settled funding, ascending, from `startTime` (UTC ms, inclusive) on. Without times the documentation names two different
 * defaults, so start and limit are always sent.
 * developers.binance.com/docs/derivatives/usds-margined-futures/market-data/rest-api/Get-Funding-Rate-History
 */
export const getFundingRates = (
  access: FuturesAccess,
  symbol: string,
  startTime: number,
  endTime?: number,
): Promise<FuturesReply<unknown[]>> =>
  get(access, '/fapi/v1/fundingRate', rowsSchema, {
    query: { symbol, startTime, endTime, limit: FUNDING_LIMIT },
    rate: fundingRate(access.baseUrl),
  });

/** Mark and index price and the running funding estimate. …/market-data/rest-api/Mark-Price (weight 1 for one symbol) */
export const getPremiumIndex = (access: FuturesAccess, symbol: string): Promise<FuturesReply<PremiumIndex>> =>
  get(access, '/fapi/v1/premiumIndex', premiumIndexSchema, { query: { symbol }, rate: futuresRate(access.baseUrl) });

/** Open interest of this moment, base units. …/market-data/rest-api/Open-Interest (weight 1) */
export const getOpenInterest = (access: FuturesAccess, symbol: string): Promise<FuturesReply<OpenInterest>> =>
  get(access, '/fapi/v1/openInterest', openInterestSchema, { query: { symbol }, rate: futuresRate(access.baseUrl) });

/**
 * The last 30 days of open interest, ascending. The exchange keeps the latest month only and refuses an older start, so
 * a snapshot sends none; 4-hour steps fit in one reply of at most 500 rows.
 * …/market-data/rest-api/Open-Interest-Statistics
 */
export const getOpenInterestHistory = (
  access: FuturesAccess,
  symbol: string,
  startTime?: number,
): Promise<FuturesReply<unknown[]>> =>
  get(access, '/futures/data/openInterestHist', rowsSchema, {
    query: { symbol, period: '4h', startTime, limit: 180 },
    rate: futuresDataRate(access.baseUrl),
  });
