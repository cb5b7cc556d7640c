import { lost, mergeCollected } from '../../../core/collected.js';
import { messageOf } from '../../../core/errors.js';
import type { Collected, ObservationSource } from '../../../core/ports/observation-source.js';
import type { HttpClient } from '../../http/types.js';
import { Rejections, seriesFailure } from '../shared/rejections.js';
import { collectedFrom } from '../shared/points.js';
import { fetchFeed, type RssFeed } from './client.js';
import { mapFeed } from './map.js';
import { parseFeed, type FeedItem } from './parse.js';

export interface RssSettings {
  readonly http: HttpClient;
  readonly feeds: readonly RssFeed[];
}

const SERIES = ['news'] as const;

/** News feeds, all at once; each fails alone. The keyless default. For relevance and publication lag see `mapFeed`. */
export function createRssSource({ http, feeds }: RssSettings): ObservationSource {
  async function collectFeed(feed: RssFeed, asset: string, signal: AbortSignal): Promise<Collected> {
    const source = `rss-${feed.id}`;
    try {
      const { xml, receivedAt } = await fetchFeed(http, feed, signal);
      const items = itemsOf(xml);
      if (typeof items === 'string') {
        return lost({ source, series: SERIES, code: 'source.not-a-feed', reason: `${items}.` });
      }
      const rejections = new Rejections();
      const observations = mapFeed(feed, items, asset, receivedAt, rejections);
      return collectedFrom(source, SERIES, observations, rejections, () =>
        items.length === 0
          ? 'the feed has no items.'
          : `none of its ${items.length} items is about ${asset} or the market.`,
      );
    } catch (error) {
      return lost(seriesFailure(source, SERIES, error));
    }
  }

  return {
    id: 'rss',
    series: SERIES,
    async collect({ symbol: { asset }, signal }) {
      return mergeCollected(await Promise.all(feeds.map((feed) => collectFeed(feed, asset, signal))));
    },
  };
}

function itemsOf(xml: string): FeedItem[] | string {
  try {
    return parseFeed(xml);
  } catch (error) {
    return messageOf(error).slice(0, 200);
  }
}
