import type { Observation } from '../../../core/observation.js';
import { newsObservations, webUrl, type Headline } from '../shared/news.js';
import { headlineSymbol } from '../shared/asset-names.js';
import type { Rejections } from '../shared/rejections.js';
import type { RssFeed } from './client.js';
import { feedDate } from './date.js';
import type { FeedItem } from './parse.js';

const OUTLETS: Readonly<Record<string, string>> = {
  coindesk: 'CoinDesk',
  cointelegraph: 'Cointelegraph',
  theblock: 'The Block',
  decrypt: 'Decrypt',
};

/**
 * Items as headlines of one asset: those whose title names it, and, as news of the whole market, those that name no asset at
 * all. Headlines about other assets are left out. Feeds give neither sentiment nor impact.
 *
 * Publication lag: a headline is known from the moment it was retrieved, not from `pubDate`: outlets edit and backdate.
 */
export function mapFeed(
  feed: RssFeed,
  items: readonly FeedItem[],
  asset: string,
  receivedAt: number,
  rejections: Rejections,
): Observation[] {
  const headlines = items.flatMap(({ guid, title, body, link, date }): Headline[] => {
    const publishedAt = feedDate(date);
    if (title === '' || publishedAt === null) {
      const shown = JSON.stringify(date.slice(0, 40));
      rejections.add('news', title === '' ? 'an item has no title' : `an item has no readable date: ${shown}`);
      return [];
    }
    const symbol = headlineSymbol(title, asset);
    if (symbol === null) return [];
    const value = {
      source: feed.name ?? OUTLETS[feed.id] ?? feed.id,
      title,
      body: body === '' ? null : body,
      url: webUrl(link),
    };
    return [
      {
        // Feeds give one guid to several stories (a section's address, "0"): it takes the link and the title to tell them apart.
        key: JSON.stringify([guid, link, title]),
        symbol,
        publishedAt,
        value: { ...value, sentiment: null, impact_score: null },
      },
    ];
  });
  return newsObservations(`rss-${feed.id}`, headlines, receivedAt, rejections);
}
