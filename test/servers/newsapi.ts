import { startDataServer, type DataReply, type DataServer, type DataServerOptions } from './data-server.js';
import { STORIES } from './headlines.js';
import type { SourceDouble } from '../support/source-doubles.js';

export interface NewsApiServerOptions extends DataServerOptions {
  /** The only key that is accepted. Default `newsapi-test-key`. */
  readonly key?: string;
  /** The free plan: articles 24 h late. Default false. */
  readonly free?: boolean;
}

export const NEWSAPI_TEST_KEY = 'newsapi-test-key';

/** NewsAPI.org below `/v2`: `GET /everything`, newest first, one "[Removed]" among the articles, errors as it words them. */
export function startNewsApiServer(options: NewsApiServerOptions = {}): Promise<DataServer> {
  const { key = NEWSAPI_TEST_KEY, free = false } = options;
  return startDataServer(options, (url, headers, now) => {
    if (url.pathname !== '/v2/everything') return error(404, 'unexpectedError', 'No such endpoint.');
    const given = headers['x-api-key'] ?? url.searchParams.get('apiKey');
    if (given === null) return error(401, 'apiKeyMissing', 'Your API key is missing.');
    if (given !== key) return error(401, 'apiKeyInvalid', 'Your API key is invalid or incorrect.');
    const q = url.searchParams.get('q') ?? '';
    if (q === '') return error(400, 'parametersMissing', 'Required parameters are missing: q.');
    const size = Number(url.searchParams.get('pageSize') ?? 100);
    if (size > 100) return error(426, 'maximumResultsReached', 'You have requested too many results.');

    const words = q.split(' OR ').map((word) => word.replaceAll('"', '').toLowerCase());
    const delay = free ? 86_400_000 : 0;
    const found = STORIES.filter(({ title, body }) =>
      words.some((word) => `${title} ${body}`.toLowerCase().includes(word)),
    );
    const articles = found.map(({ minutesAgo, title, body }, i) => ({
      source: { id: null, name: 'The Elbonian' },
      author: null,
      title,
      description: body,
      url: `https://elbonian.example/${i}`,
      urlToImage: null,
      publishedAt: new Date(now - delay - minutesAgo * 60_000).toISOString().replace('.000Z', 'Z'),
      content: `${body}… [+1422 chars]`,
    }));
    const removed = {
      ...articles[0],
      title: '[Removed]',
      description: '[Removed]',
      source: { id: null, name: '[Removed]' },
    };
    const page = [...articles.slice(0, size - 1), removed];
    return { status: 200, body: { status: 'ok', totalResults: page.length, articles: page } };
  });
}

const error = (status: number, code: string, message: string): DataReply => ({
  status,
  body: { status: 'error', code, message },
});

export const sourceDouble: SourceDouble = {
  start: (now) => startNewsApiServer({ now }),
  env: (url) => ({ NEWSAPI_BASE_URL: `${url}/v2`, NEWSAPI_KEY: NEWSAPI_TEST_KEY }),
};
