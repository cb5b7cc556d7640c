import { LAG_MS } from '../../../core/publication-lags.js';
import { JSON_BODY, type SourceDefinition } from '../shared/definition.js';
import { createCoinMetricsHistory } from './history.js';
import { createCoinMetricsSource } from './source.js';

export { createCoinMetricsHistory, createCoinMetricsSource };
export { CHAIN_METRICS, COMPLETION_METRIC, FLOW_METRICS, mapAssetMetrics } from './map.js';

export const coinmetricsSource: SourceDefinition<{ readonly coinmetrics: { readonly baseUrl: string } }> = {
  id: 'coinmetrics',
  lags: [
    {
      series: ['active_addresses', 'transactions', 'hash_rate', 'mvrv'],
      lag_ms: LAG_MS.chainCompletionFrom,
      rule: 'AssetEODCompletionTime where it lies 24 h to 7 days after the start of the day, else the day + 36 h',
      why: 'rows carry the start of the day; measured completion is 26 to 142 h later, half within 29 h. Later stamps are recomputations',
    },
    {
      series: ['exchange_inflow', 'exchange_outflow'],
      lag_ms: LAG_MS.chainCompletionFrom,
      rule: 'the retrieval of the copy, and every changed copy is kept',
      why: 'revised for months (two copies differ by over 0.1 % on 2,183 of 2,274 days): a later copy sees the future',
    },
  ],
  address: ({ coinmetrics }) => coinmetrics.baseUrl,
  probe: ({ address }) => [
    {
      name: 'CoinMetrics',
      env: 'COINMETRICS_BASE_URL',
      request: {
        url: `${address}/timeseries/asset-metrics`,
        query: { assets: 'btc', metrics: 'AdrActCnt', frequency: '1d', page_size: 1 },
      },
      looksRight: JSON_BODY,
    },
  ],
  create: ({ http, address }) => createCoinMetricsSource({ http, baseUrl: address }),
  history: ({ http, address }) => createCoinMetricsHistory({ http, baseUrl: address }),
};
