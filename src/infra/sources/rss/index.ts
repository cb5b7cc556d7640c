import type { SourceDefinition, SourceProbe } from '../shared/definition.js';
import { LIVE_NEWS_LAG } from '../shared/definition.js';
import { createRssSource } from './source.js';

export { createRssSource };

const FEED_BODY = /^\s*<(\?xml|rss|feed)/i;

const feed = (name: string, env: string, url: string): SourceProbe => ({
  name,
  env,
  request: { url },
  looksRight: FEED_BODY,
});

export const rssSource: SourceDefinition<{
  readonly rss: {
    readonly coindeskUrl: string;
    readonly cointelegraphUrl: string;
    readonly theblockUrl: string;
    readonly decryptUrl: string;
  };
}> = {
  id: 'rss',
  lags: [LIVE_NEWS_LAG],
  address: null,
  probe: ({ settings: { rss } }) => [
    feed('CoinDesk', 'RSS_COINDESK_BASE_URL', rss.coindeskUrl),
    feed('Cointelegraph', 'RSS_COINTELEGRAPH_BASE_URL', rss.cointelegraphUrl),
    feed('The Block', 'RSS_THEBLOCK_BASE_URL', rss.theblockUrl),
    feed('Decrypt', 'RSS_DECRYPT_BASE_URL', rss.decryptUrl),
  ],
  create: ({ http, settings: { rss } }) =>
    createRssSource({
      http,
      feeds: [
        { id: 'coindesk', url: rss.coindeskUrl },
        { id: 'cointelegraph', url: rss.cointelegraphUrl },
        { id: 'theblock', url: rss.theblockUrl },
        { id: 'decrypt', url: rss.decryptUrl },
      ],
    }),
  history: null,
};
