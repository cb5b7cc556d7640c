import { lost } from '../../../core/collected.js';
import type { ObservationSource } from '../../../core/ports/observation-source.js';
import type { HttpClient } from '../../http/types.js';
import { Rejections, seriesFailure } from '../shared/rejections.js';
import { collectedFrom } from '../shared/points.js';
import { fetchStablecoins } from './client.js';
import { mapStablecoins } from './map.js';

export interface DefiLlamaSettings {
  readonly http: HttpClient;
  /** `https://stablecoins.llama.fi` or a stand-in for it. */
  readonly baseUrl: string;
}

/** DefiLlama: the circulating supply of all dollar stablecoins. For the publication lag see `mapStablecoins`. */
export function createDefiLlamaSource({ http, baseUrl }: DefiLlamaSettings): ObservationSource {
  const id = 'defillama';
  const series = ['stablecoin_supply'] as const;
  return {
    id,
    series,
    async collect({ signal }) {
      try {
        const { reply, receivedAt } = await fetchStablecoins(http, baseUrl, signal);
        const rejections = new Rejections();
        const observations = mapStablecoins(reply, receivedAt, rejections);
        return collectedFrom(id, series, observations, rejections, () => 'it lists no coin pegged to the dollar.');
      } catch (error) {
        return lost(seriesFailure(id, series, error));
      }
    },
  };
}
