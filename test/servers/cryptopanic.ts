import { HTML_HEADERS, htmlPage, startDataServer, type DataServer, type DataServerOptions } from './data-server.js';
import { STORIES } from './headlines.js';
import type { SourceDouble } from '../support/source-doubles.js';

export interface CryptoPanicServerOptions extends DataServerOptions {
  /** The only key that is accepted. Default `cp-test-key`. */
  readonly key?: string;
}

export const CRYPTOPANIC_TEST_KEY = 'cp-test-key';

const VALID =
  'Unknown API endpoint. Valid paths are /api/{growth|growth_weekly|enterprise}/v2/{posts|portfolio|status}/';

/**
 * CryptoPanic's API below `/api`: paid plans under `/{plan}/v2/posts/`, 404 for the free ones of the past, 403 with an HTML page
 * for v1. The `next` address holds the key, as the vendor's does.
 */
export function startCryptoPanicServer(options: CryptoPanicServerOptions = {}): Promise<DataServer> {
  const { key = CRYPTOPANIC_TEST_KEY } = options;
  return startDataServer(options, (url, _headers, now) => {
    if (url.pathname.startsWith('/api/v1/')) {
      return { status: 403, body: htmlPage('Attention Required! | Cloudflare'), headers: HTML_HEADERS };
    }
    const plan = /^\/api\/(growth|growth_weekly|enterprise)\/v2\/posts\/$/.exec(url.pathname)?.[1];
    if (plan === undefined) return { status: 404, body: { status: 'api_error', info: VALID } };
    const given = url.searchParams.get('auth_token');
    if (given !== key) return { status: 401, body: { status: 'Incomplete', info: `Token not found: ${given ?? ''}` } };
    const wanted = (url.searchParams.get('currencies') ?? '').split(',');
    const posts = STORIES.filter(({ assets }) => assets.some((asset) => wanted.includes(asset)));
    const results = posts.map(({ minutesAgo, title, body, assets }, i) => {
      const at = new Date(now - minutesAgo * 60_000).toISOString().replace('.000Z', 'Z');
      return {
        id: 20_000_000 + i,
        slug: title.replaceAll(' ', '-'),
        title,
        description: `<p>${body}</p>`,
        published_at: at,
        created_at: at,
        kind: 'news',
        source: { title: 'Elbonian Coin Post', region: 'en', domain: 'coinpost.example', type: 'feed' },
        original_url: `https://coinpost.example/${i}`,
        url: `https://cryptopanic.com/news/${20_000_000 + i}/`,
        instruments: assets.map((code) => ({ code, title: code, slug: code.toLowerCase(), url: '' })),
        votes: {
          negative: i,
          positive: 6,
          important: 2,
          liked: 3,
          disliked: 0,
          lol: 0,
          toxic: 0,
          saved: 1,
          comments: 2,
        },
        panic_score: plan === 'enterprise' ? 40 + i : null,
      };
    });
    const next = new URL(url);
    next.searchParams.set('page', '2');
    return { status: 200, body: { next: next.href, previous: null, results } };
  });
}

export const sourceDouble: SourceDouble = {
  start: (now) => startCryptoPanicServer({ now }),
  env: (url) => ({ CRYPTOPANIC_BASE_URL: `${url}/api`, CRYPTOPANIC_API_KEY: CRYPTOPANIC_TEST_KEY }),
};
