import type { HttpClient, RatePolicy } from '../../http/types.js';
import { endpoint } from '../shared/wire.js';
import { postsSchema, type Posts } from './schema.js';

/** What the key was bought for: it is part of the path. There has been no free plan since 2026-04-01. */
export type CryptoPanicPlan = 'growth' | 'growth_weekly' | 'enterprise';

/** The limit depends on the plan and is not published; two a second is what the free plan allowed. */
const RATE: RatePolicy = { key: 'cryptopanic', limit: 2, windowMs: 1_000 };

export interface PostsQuery {
  readonly plan: CryptoPanicPlan;
  readonly apiKey: string;
  /** Upper case: `BTC`. */
  readonly asset: string;
  readonly signal: AbortSignal;
}

/**
 * `GET /{plan}/v2/posts/` (https://cryptopanic.com/developers/api/): the newest page. Further pages are not followed: their
 * address in `next` holds the key, and one page reaches back further than a snapshot looks.
 *
 * @throws HttpError
 */
export async function fetchPosts(
  http: HttpClient,
  baseUrl: string,
  { plan, apiKey, asset, signal }: PostsQuery,
): Promise<{ readonly posts: Posts; readonly receivedAt: number }> {
  const { data, response } = await http.getJson(
    {
      source: 'cryptopanic',
      url: endpoint(baseUrl, `${plan}/v2/posts/`),
      query: { auth_token: apiKey, currencies: asset, kind: 'news', regions: 'en', public: true },
      secretQuery: ['auth_token'],
      rate: RATE,
      signal,
    },
    postsSchema,
  );
  return { posts: data, receivedAt: response.receivedAt };
}
