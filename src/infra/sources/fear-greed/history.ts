import type { HistorySource } from '../../../core/ports/history-source.js';
import { wholePast } from '../shared/history.js';
import { Rejections } from '../shared/rejections.js';
import { fetchFearGreed } from './client.js';
import { mapFearGreed } from './map.js';
import type { FearGreedSettings } from './source.js';

/** The vendor's spelling of "all days there are" (since 2018-02-01). */
const ALL_DAYS = 0;

/** The whole index in one request. For the publication lag see `mapFearGreed`. */
export function createFearGreedHistory({ http, baseUrl }: FearGreedSettings): HistorySource {
  return {
    id: 'fear-greed',
    series: ['fear_greed'],
    async *history(request) {
      const { reply, receivedAt } = await fetchFearGreed(http, baseUrl, ALL_DAYS, request.signal);
      const rejections = new Rejections();
      const observations = mapFearGreed(reply, receivedAt, rejections);
      yield wholePast('fear-greed', observations, rejections, request, receivedAt);
    },
  };
}
