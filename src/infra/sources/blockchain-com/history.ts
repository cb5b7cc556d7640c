import type { HistorySource } from '../../../core/ports/history-source.js';
import { wholePast } from '../shared/history.js';
import { Rejections } from '../shared/rejections.js';
import { fetchChart } from './client.js';
import { mapChart } from './map.js';
import type { BlockchainComSettings } from './source.js';
import { DAY } from '../../../core/time.js';

/**
 * Unique addresses of Bitcoin from a day until today in one request: the other charts share their series with CoinMetrics, and
 * two definitions are never spliced. For the publication lag see `mapChart`.
 */
export function createBlockchainComHistory({
  http,
  baseUrl,
  now,
}: Pick<BlockchainComSettings, 'http' | 'baseUrl'> & { readonly now: () => number }): HistorySource {
  const chart = 'n-unique-addresses';
  return {
    id: 'blockchain-com',
    series: ['unique_addresses'],
    async *history(request) {
      const { symbol, from, to, signal } = request;
      if (symbol.asset !== 'BTC') {
        const reason = `it has charts of Bitcoin only, not of ${symbol.asset}.`;
        const failure = {
          source: 'blockchain-com',
          series: ['unique_addresses'],
          code: 'source.not-applicable',
          reason,
        } as const;
        yield { observations: [], failures: [failure], through: to };
        return;
      }
      const days = Math.max(1, Math.ceil((now() - from) / DAY) + 1);
      const reply = await fetchChart(http, baseUrl, chart, days, signal);
      const rejections = new Rejections();
      const observations = mapChart(reply.chart, chart, reply.receivedAt, rejections);
      yield wholePast('blockchain-com', observations, rejections, request, reply.receivedAt);
    },
  };
}
