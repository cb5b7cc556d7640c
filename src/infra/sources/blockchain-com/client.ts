import type { HttpClient, RatePolicy } from '../../http/types.js';
import { endpoint } from '../shared/endpoint.js';
import { chartSchema, type Chart } from './schema.js';

/** The vendor publishes no limit; one request in 10 s is what it once asked for in its terms. */
const RATE: RatePolicy = { key: 'blockchain-com', limit: 1, windowMs: 10_000 };

export type ChartName = 'n-unique-addresses' | 'n-transactions' | 'hash-rate';

/**
 * `GET /charts/{name}` (https://www.blockchain.com/explorer/api/charts_api). `sampled` defaults to true, which thins long
 * spans out to every second to fourth day.
 *
 * @throws HttpError
 */
export async function fetchChart(
  http: HttpClient,
  baseUrl: string,
  name: ChartName,
  days: number,
  signal: AbortSignal,
): Promise<{ readonly chart: Chart; readonly receivedAt: number }> {
  const query = { timespan: `${days}days`, format: 'json', sampled: false };
  const url = endpoint(baseUrl, `charts/${name}`);
  const { data, response } = await http.getJson(
    { source: 'blockchain-com', url, query, rate: RATE, signal },
    chartSchema,
  );
  return { chart: data, receivedAt: response.receivedAt };
}
