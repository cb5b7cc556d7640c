import { JSON_BODY, type SourceDefinition } from '../shared/definition.js';
import { LIVE_NEWS_LAG } from '../shared/definition.js';
import type { CryptoPanicPlan } from './client.js';
import { createCryptoPanicSource } from './source.js';

export { createCryptoPanicSource, type CryptoPanicSettings } from './source.js';

export const cryptopanicSource: SourceDefinition<{
  readonly cryptopanic: { readonly baseUrl: string; readonly plan: CryptoPanicPlan; readonly apiKey: string | null };
}> = {
  id: 'cryptopanic',
  lags: [LIVE_NEWS_LAG],
  address: ({ cryptopanic }) => cryptopanic.baseUrl,
  probe({ address, settings: { cryptopanic } }) {
    const { apiKey, plan } = cryptopanic;
    if (apiKey === null) return [];
    const request = {
      url: `${address}/${plan}/v2/posts/`,
      query: { auth_token: apiKey, public: 'true' },
      secretQuery: ['auth_token'],
    };
    return [{ name: 'CryptoPanic', env: 'CRYPTOPANIC_BASE_URL', request, looksRight: JSON_BODY }];
  },
  create: ({ http, address, settings: { cryptopanic } }) =>
    createCryptoPanicSource({ http, baseUrl: address, plan: cryptopanic.plan, apiKey: cryptopanic.apiKey }),
  history: null,
};
