import type { HistorySource } from '../../../core/ports/history-source.js';
import { SETTLED_AFTER_MS } from '../shared/history.js';
import { Rejections } from '../shared/rejections.js';
import { fetchAssetMetrics } from './client.js';
import { CHAIN_METRICS, COMPLETION_METRIC, FLOW_METRICS, mapAssetMetrics } from './map.js';
import type { CoinMetricsSettings } from './source.js';
import { DAY, isoDay } from '../../../core/time.js';

/** Two years a request: some 300 kB. */
const WINDOW_MS = 730 * DAY;
const FLOWS_OF = 'BTC';

/** The same metrics as the live source, by day. For the publication lag see `mapAssetMetrics`. */
export function createCoinMetricsHistory({ http, baseUrl }: CoinMetricsSettings): HistorySource {
  const metrics = [...CHAIN_METRICS, ...FLOW_METRICS];
  return {
    id: 'coinmetrics',
    series: metrics.map((info) => info.series),
    async *history({ symbol: { asset }, from, to, signal }) {
      const wanted = [
        { asset, metrics: CHAIN_METRICS },
        { asset: FLOWS_OF, metrics: FLOW_METRICS },
      ];
      for (let start = from; start < to; start += WINDOW_MS) {
        const end = Math.min(to, start + WINDOW_MS);
        const { rows, receivedAt } = await fetchAssetMetrics(http, baseUrl, {
          assets: [...new Set([asset, FLOWS_OF])].map((of) => of.toLowerCase()),
          metrics: [...metrics.map(({ metric }) => metric), COMPLETION_METRIC],
          startDate: isoDay(start),
          endDate: isoDay(end - 1),
          signal,
        });
        const rejections = new Rejections();
        const observations = mapAssetMetrics(rows, wanted, receivedAt, rejections);
        yield {
          observations: observations.filter(({ observed_at }) => observed_at >= start && observed_at < end),
          failures: rejections.failures('coinmetrics'),
          through: Math.max(start, Math.min(end, receivedAt - SETTLED_AFTER_MS)),
        };
      }
    },
  };
}
