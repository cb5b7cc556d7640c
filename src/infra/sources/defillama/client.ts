import type { HttpClient, RatePolicy } from '../../http/types.js';
import { endpoint } from '../shared/wire.js';
import { stablecoinChartSchema, stablecoinsSchema, type Stablecoins } from './schema.js';
import { MINUTE } from '../../../core/time.js';

/** The vendor publishes no limit for its free API; we ask once a cycle. */
const RATE: RatePolicy = { key: 'defillama', limit: 10, windowMs: MINUTE };

/**
 * `GET /stablecoins`: every stablecoin with its circulation now, a day, a week and a month before.
 *
 * @throws HttpError
 */
export async function fetchStablecoins(
  http: HttpClient,
  baseUrl: string,
  signal: AbortSignal,
): Promise<{ readonly reply: Stablecoins; readonly receivedAt: number }> {
  const url = endpoint(baseUrl, 'stablecoins');
  const request = { source: 'defillama', url, query: { includePrices: false }, rate: RATE, signal };
  const { data, response } = await http.getJson(request, stablecoinsSchema);
  return { reply: data, receivedAt: response.receivedAt };
}

/**
 * `GET /stablecoincharts/all`: the circulation of all coins by day and peg, from 2017 on (https://defillama.com/docs/api).
 *
 * @throws HttpError
 */
export async function fetchStablecoinChart(
  http: HttpClient,
  baseUrl: string,
  signal: AbortSignal,
): Promise<{ readonly rows: readonly unknown[]; readonly receivedAt: number }> {
  const url = endpoint(baseUrl, 'stablecoincharts/all');
  const { data, response } = await http.getJson(
    { source: 'defillama', url, rate: RATE, signal },
    stablecoinChartSchema,
  );
  return { rows: data, receivedAt: response.receivedAt };
}
