import { JSON_BODY, type SourceDefinition } from '../shared/definition.js';
import { createDefiLlamaHistory } from './history.js';
import { createDefiLlamaSource } from './source.js';

export { createDefiLlamaHistory, createDefiLlamaSource };

export const defillamaSource: SourceDefinition<{ readonly defillama: { readonly baseUrl: string } }> = {
  id: 'defillama',
  lags: [
    {
      series: ['stablecoin_supply'],
      lag_ms: 0,
      rule: 'now: its retrieval; past totals: their moment + 25 h',
      why: 'the vendor does not say of which minute its past totals are; taken to be known an hour after their day',
    },
  ],
  address: ({ defillama }) => defillama.baseUrl,
  probe: ({ address }) => [
    {
      name: 'DefiLlama',
      env: 'DEFILLAMA_BASE_URL',
      request: { url: `${address}/stablecoins` },
      looksRight: JSON_BODY,
    },
  ],
  create: ({ http, address }) => createDefiLlamaSource({ http, baseUrl: address }),
  history: ({ http, address }) => createDefiLlamaHistory({ http, baseUrl: address }),
};
