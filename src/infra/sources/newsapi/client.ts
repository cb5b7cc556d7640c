import type { HttpClient, RatePolicy } from '../../http/types.js';
import { searchNames } from '../shared/asset-names.js';
import { endpoint } from '../shared/wire.js';
import { articlesSchema, type Articles } from './schema.js';
import { DAY, isoTime } from '../../../core/time.js';

/** The free plan has 100 requests a day (https://newsapi.org/pricing); a client needs one for each asset it decides on, now and then. */
const RATE: RatePolicy = { key: 'newsapi', limit: 10, windowMs: 10_000 };
/** The largest page is 100, and the free plan ends after 100 results. */
const PAGE_SIZE = 50;
/** Older articles are too old for a snapshot even when they come a day late. */
const LOOKBACK_MS = 3 * DAY;

export interface ArticlesQuery {
  readonly apiKey: string;
  /** Upper case: `BTC`. */
  readonly asset: string;
  readonly asOf: number;
  readonly signal: AbortSignal;
}

/**
 * `GET /everything` (https://newsapi.org/docs/endpoints/everything): the newest English articles that name the asset in title
 * or description. The key goes into a header, where no log of URLs shows it.
 *
 * @throws HttpError
 */
export async function fetchArticles(
  http: HttpClient,
  baseUrl: string,
  { apiKey, asset, asOf, signal }: ArticlesQuery,
): Promise<{ readonly articles: Articles; readonly receivedAt: number }> {
  const { data, response } = await http.getJson(
    {
      source: 'newsapi',
      url: endpoint(baseUrl, 'everything'),
      query: {
        q: searchNames(asset)
          .map((name) => `"${name}"`)
          .join(' OR '),
        searchIn: 'title,description',
        language: 'en',
        sortBy: 'publishedAt',
        from: isoTime(asOf - LOOKBACK_MS).slice(0, 19),
        pageSize: PAGE_SIZE,
      },
      headers: { 'X-Api-Key': apiKey },
      rate: RATE,
      signal,
    },
    articlesSchema,
  );
  return { articles: data, receivedAt: response.receivedAt };
}
