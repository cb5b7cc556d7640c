import { JSON_BODY, type SourceDefinition } from '../shared/definition.js';
import { LIVE_NEWS_LAG } from '../shared/definition.js';
import { createNewsApiSource } from './source.js';

export { createNewsApiSource };

export const newsapiSource: SourceDefinition<{
  readonly newsapi: { readonly baseUrl: string; readonly apiKey: string | null };
}> = {
  id: 'newsapi',
  lags: [LIVE_NEWS_LAG],
  address: ({ newsapi }) => newsapi.baseUrl,
  probe({ address, settings: { newsapi } }) {
    if (newsapi.apiKey === null) return [];
    const request = {
      url: `${address}/everything`,
      query: { q: 'bitcoin', pageSize: 1 },
      headers: { 'X-Api-Key': newsapi.apiKey },
    };
    return [{ name: 'NewsAPI', env: 'NEWSAPI_BASE_URL', request, looksRight: JSON_BODY }];
  },
  create: ({ http, address, settings: { newsapi } }) =>
    createNewsApiSource({ http, baseUrl: address, apiKey: newsapi.apiKey }),
  history: null,
};
