import { lost } from '../../../core/collected.js';
import type { ObservationSource } from '../../../core/ports/observation-source.js';
import type { HttpClient } from '../../http/types.js';
import { Rejections, seriesFailure } from '../shared/rejections.js';
import { collectedFrom } from '../shared/points.js';
import { fetchAssetMetrics } from './client.js';
import { CHAIN_METRICS, COMPLETION_METRIC, FLOW_METRICS, mapAssetMetrics } from './map.js';
import { DAY, isoDay } from '../../../core/time.js';

/** The 30-day mean, the ten days after which a value no longer counts, and some to spare. */
const HISTORY_DAYS = 45;
const FLOWS_OF = 'BTC';

export interface CoinMetricsSettings {
  readonly http: HttpClient;
  /** `https://community-api.coinmetrics.io/v4` or a stand-in for it. */
  readonly baseUrl: string;
}

/**
 * CoinMetrics Community: daily active addresses, transactions, hash rate and MVRV of the asset, and Bitcoin's exchange
 * flows, all in one call. For the publication lag see `mapAssetMetrics`.
 */
export function createCoinMetricsSource({ http, baseUrl }: CoinMetricsSettings): ObservationSource {
  const id = 'coinmetrics';
  const metrics = [...CHAIN_METRICS, ...FLOW_METRICS];
  const series = metrics.map((info) => info.series);
  return {
    id,
    series,
    async collect({ symbol: { asset }, asOf, signal }) {
      const query = {
        assets: [...new Set([asset, FLOWS_OF])].map((of) => of.toLowerCase()),
        metrics: [...metrics.map(({ metric }) => metric), COMPLETION_METRIC],
        startDate: isoDay(asOf - HISTORY_DAYS * DAY),
        signal,
      };
      try {
        const { rows, receivedAt } = await fetchAssetMetrics(http, baseUrl, query);
        const wanted = [
          { asset, metrics: CHAIN_METRICS },
          { asset: FLOWS_OF, metrics: FLOW_METRICS },
        ];
        const rejections = new Rejections();
        const observations = mapAssetMetrics(rows, wanted, receivedAt, rejections);
        return collectedFrom(id, series, observations, rejections, (missing) => {
          const { metric } = metrics.find((info) => info.series === missing)!;
          return `the community data have no ${metric} of ${asset} for the last ${HISTORY_DAYS} days.`;
        });
      } catch (error) {
        return lost(seriesFailure(id, series, error));
      }
    },
  };
}
