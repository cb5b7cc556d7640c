import { lost } from '../../../core/collected.js';
import type { ObservationSource } from '../../../core/ports/observation-source.js';
import type { HttpClient } from '../../http/types.js';
import { seriesFailure } from '../shared/failure.js';
import { collectedFrom } from '../shared/points.js';
import { Rejections } from '../shared/rejections.js';
import { fetchFearGreed } from './client.js';
import { mapFearGreed } from './map.js';

/** A snapshot looks back a week; a month shows the days that are missing. */
const HISTORY_DAYS = 31;

export interface FearGreedSettings {
  readonly http: HttpClient;
  /** `https://api.alternative.me` or a stand-in for it. */
  readonly baseUrl: string;
}

/** The Crypto Fear & Greed index of alternative.me. For the publication lag see `mapFearGreed`. */
export function createFearGreedSource({ http, baseUrl }: FearGreedSettings): ObservationSource {
  const id = 'fear-greed';
  const series = ['fear_greed'] as const;
  return {
    id,
    series,
    async collect({ signal }) {
      try {
        const { reply, receivedAt } = await fetchFearGreed(http, baseUrl, HISTORY_DAYS, signal);
        const rejections = new Rejections();
        const observations = mapFearGreed(reply, receivedAt, rejections);
        return collectedFrom(id, series, observations, rejections, () => 'it sent no day at all.');
      } catch (error) {
        return lost(seriesFailure(id, series, error));
      }
    },
  };
}
