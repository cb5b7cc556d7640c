import type { HttpClient, RatePolicy } from '../../http/types.js';
import { endpoint } from '../shared/endpoint.js';
import { fearGreedSchema, type FearGreedReply } from './schema.js';
import { MINUTE } from '../../../core/time.js';

/** 60 requests a minute over ten minutes, as the vendor's API page says. */
const RATE: RatePolicy = { key: 'fear-greed', limit: 60, windowMs: MINUTE };

/**
 * `GET /fng/`: the index of the last `days` days, newest first.
 *
 * @throws HttpError
 */
export async function fetchFearGreed(
  http: HttpClient,
  baseUrl: string,
  days: number,
  signal: AbortSignal,
): Promise<{ readonly reply: FearGreedReply; readonly receivedAt: number }> {
  const url = endpoint(baseUrl, 'fng/');
  const request = { source: 'fear-greed', url, query: { limit: days, format: 'json' }, rate: RATE, signal };
  const { data, response } = await http.getJson(request, fearGreedSchema);
  return { reply: data, receivedAt: response.receivedAt };
}
