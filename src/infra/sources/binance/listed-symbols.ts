import { z } from 'zod';
import type { HttpClient } from '../../http/types.js';
import { endpoint } from '../shared/wire.js';
import { futuresRate, spotRate } from './limits.js';

/** A pair that is traded now. */
export interface ListedSymbol {
  readonly symbol: string;
  readonly base: string;
  readonly quote: string;
}

/** https://developers.binance.com/docs/binance-spot-api-docs/rest-api/general-endpoints, and the same of USD-M futures */
const exchangeInfoSchema = z.object({
  symbols: z.array(
    z.object({
      symbol: z.string(),
      status: z.string(),
      baseAsset: z.string(),
      quoteAsset: z.string(),
      /** Of futures alone. */
      contractType: z.string().optional(),
    }),
  ),
});

/** The list of spot pairs is several MB. */
const MAX_BYTES = 64 * 1024 * 1024;
const DEADLINE_MS = 30_000;

export interface ListSymbolsOptions {
  readonly http: HttpClient;
  /** Base URL of spot, or of USD-M futures. */
  readonly baseUrl: string;
  readonly market: 'spot' | 'um';
  readonly signal: AbortSignal;
}

/** Spot pairs, or perpetuals, that are traded now. @throws HttpError */
export async function listSymbols({ http, baseUrl, market, signal }: ListSymbolsOptions): Promise<ListedSymbol[]> {
  const isSpot = market === 'spot';
  const { data } = await http.getJson(
    {
      source: isSpot ? 'binance-spot' : 'binance-futures',
      url: endpoint(baseUrl, isSpot ? 'api/v3/exchangeInfo' : 'fapi/v1/exchangeInfo'),
      rate: isSpot ? spotRate(baseUrl) : futuresRate(baseUrl),
      weight: isSpot ? 20 : 1,
      maxBytes: MAX_BYTES,
      deadlineMs: DEADLINE_MS,
      signal,
    },
    exchangeInfoSchema,
  );
  return data.symbols
    .filter(({ status, contractType = 'PERPETUAL' }) => status === 'TRADING' && contractType === 'PERPETUAL')
    .map(({ symbol, baseAsset, quoteAsset }) => ({ symbol, base: baseAsset, quote: quoteAsset }));
}
