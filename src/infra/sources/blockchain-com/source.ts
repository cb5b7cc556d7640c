import { lost, mergeCollected } from '../../../core/collected.js';
import type { Observation } from '../../../core/observation.js';
import type { Collected, ObservationSource } from '../../../core/ports/observation-source.js';
import type { HttpClient } from '../../http/types.js';
import { seriesFailure } from '../shared/failure.js';
import { collectedFrom } from '../shared/points.js';
import { Rejections } from '../shared/rejections.js';
import { fetchChart, type ChartName } from './client.js';
import { CHART_SERIES, mapChart } from './map.js';

/** The 30-day mean, the ten days after which a value no longer counts, and some to spare. */
const HISTORY_DAYS = 45;

export interface BlockchainComSettings {
  readonly http: HttpClient;
  /** `https://api.blockchain.info` or a stand-in for it. */
  readonly baseUrl: string;
  /**
   * Which charts to ask for, 10 s apart. Default: unique addresses only, the fallback for activity. The other two share
   * their series with CoinMetrics: ask for them only where CoinMetrics is not asked.
   */
  readonly charts?: readonly ChartName[];
}

/** Blockchain.com's charts of Bitcoin: the fallback for activity. For the publication lag see `mapChart`. */
export function createBlockchainComSource({
  http,
  baseUrl,
  charts = ['n-unique-addresses'],
}: BlockchainComSettings): ObservationSource {
  const id = 'blockchain-com';
  const series = charts.map((name) => CHART_SERIES[name]);

  async function collectChart(name: ChartName, signal: AbortSignal): Promise<Collected> {
    const of = CHART_SERIES[name];
    try {
      const { chart, receivedAt } = await fetchChart(http, baseUrl, name, HISTORY_DAYS, signal);
      const rejections = new Rejections();
      const observations: Observation[] = mapChart(chart, name, receivedAt, rejections);
      return collectedFrom(id, [of], observations, rejections, () => `its chart ${name} has no finished day.`);
    } catch (error) {
      return lost(seriesFailure(id, [of], error));
    }
  }

  return {
    id,
    series,
    async collect({ symbol: { asset }, signal }) {
      if (asset !== 'BTC') {
        const reason = `it has charts of Bitcoin only, not of ${asset}.`;
        return lost({ source: id, series, code: 'source.not-applicable', reason });
      }
      return mergeCollected(await Promise.all(charts.map((name) => collectChart(name, signal))));
    },
  };
}
