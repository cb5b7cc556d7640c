import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { htmlPage, type DataServer } from '../../../../test/servers/data-server.js';
import { RSS_FEED_IDS, startRssServer } from '../../../../test/servers/rss.js';
import { httpAt, requestFor, TEST_NOW } from '../../../../test/support/collect.js';
import { isNewsValue } from '../../../core/observation.js';
import { createRssSource } from './index.js';

let server: DataServer;
beforeEach(async () => {
  server = await startRssServer({ now: () => TEST_NOW });
});
afterEach(() => server.close());
const feeds = (ids: readonly string[] = RSS_FEED_IDS) => ids.map((id) => ({ id, url: `${server.url}/${id}` }));
const collect = (symbol = 'BTCUSDT', ids: readonly string[] = RSS_FEED_IDS) =>
  createRssSource({ http: httpAt(), feeds: feeds(ids) }).collect(requestFor(symbol));
const restart = async (bodies: Record<string, string>): Promise<void> => {
  await server.close();
  server = await startRssServer({ now: () => TEST_NOW, bodies });
};
const item = (title: string, date: string, guid = title): string =>
  `<item><title>${title}</title><guid>${guid}</guid><pubDate>${date}</pubDate></item>`;
const feedOf = (...items: string[]): string => `<rss version="2.0"><channel>${items.join('')}</channel></rss>`;

describe('RSS', () => {
  it('reads the same stories out of RSS with CDATA, RSS with offsets and Atom', async () => {
    for (const id of RSS_FEED_IDS) {
      const { observations, failures } = await collect('BTCUSDT', [id]);
      expect(failures).toEqual([]);
      expect(observations.map(({ observed_at }) => Math.round((TEST_NOW - observed_at) / 60_000))).toEqual([
        1_200, 400, 95, 12,
      ]);
      expect(observations.map(({ symbol }) => symbol)).toEqual(['BTC', 'BTC', '*', 'BTC']);
      const values = observations.map(({ value }) => (isNewsValue(value) ? value : null));
      expect(values[1]?.title).toBe('Bitcoin miners & lenders settle dispute');
      expect(values.map((value) => value?.body)).toEqual([
        'A quiet day.',
        'Terms not told.',
        'New date open.',
        'Inflows for a third day.',
      ]);
    }
  });

  it('is known from retrieval, has no opinion, and names its outlet', async () => {
    const { observations } = await collect('ETHUSDT', ['theblock']);
    expect(observations.at(-1)).toEqual({
      series: 'news',
      symbol: 'ETH',
      value: {
        source: 'The Block',
        title: 'Ethereum fees fall to a yearly low',
        body: 'Blocks are half empty.',
        url: 'https://theblock.example/1',
        sentiment: null,
        impact_score: null,
      },
      observed_at: TEST_NOW - 47 * 60_000,
      available_at: TEST_NOW,
      source: 'rss-theblock',
      retrieved_at: TEST_NOW,
    });
  });

  it('asks all feeds, and one that fails costs its own items only', async () => {
    const whole = await collect();
    expect(whole.failures).toEqual([]);
    expect(new Set(whole.observations.map(({ source }) => source)).size).toBe(4);
    const http = httpAt();
    const broken = feeds().map((feed, i) => (i === 1 ? { ...feed, url: `${server.url}/moved` } : feed));
    const { observations, failures } = await createRssSource({ http, feeds: broken }).collect(requestFor('BTCUSDT'));
    expect(observations).toEqual(whole.observations.filter(({ source }) => source !== 'rss-cointelegraph'));
    expect(failures).toMatchObject([{ source: 'rss-cointelegraph', series: ['news'], code: 'http.status.404' }]);
  });

  it('names an outlet it does not know as it is told', async () => {
    const feed = { id: 'mine', name: 'My Feed', url: `${server.url}/coindesk` };
    const { observations } = await createRssSource({ http: httpAt(), feeds: [feed] }).collect(requestFor('BTCUSDT'));
    expect(observations[0]).toMatchObject({ source: 'rss-mine', value: { source: 'My Feed' } });
  });

  it('rejects items without title or readable date, of the future, and copies; each is counted', async () => {
    const at = 'Tue, 10 Jun 2025 12:00:00 GMT';
    await restart({
      coindesk: feedOf(
        item('Bitcoin one', at),
        item('Bitcoin one', at),
        item('', at, 'g2'),
        item('Bitcoin two', 'soon'),
        item('Bitcoin three', 'Tue, 17 Jun 2025 12:00:00 GMT'),
      ),
    });
    const { observations, failures } = await collect('BTCUSDT', ['coindesk']);
    expect(observations.map(({ value }) => isNewsValue(value) && value.title)).toEqual(['Bitcoin one']);
    expect(failures).toEqual([
      {
        source: 'rss-coindesk',
        series: ['news'],
        code: 'source.rows-rejected',
        reason: '4 rows rejected, the first because an item has no title.',
      },
    ]);
  });

  it.each([
    ['three links', (n: number) => `<link>https://a.example/${n}</link><title>Bitcoin falls</title>`],
    ['no link, three titles', (n: number) => `<title>Bitcoin falls ${n} %</title>`],
    ['one link, three titles', (n: number) => `<link>https://a.example/</link><title>Bitcoin falls ${n} %</title>`],
  ])('keeps three stories under one guid: %s', async (_, parts) => {
    const at = '<pubDate>Tue, 10 Jun 2025 12:00:00 GMT</pubDate>';
    await restart({ coindesk: feedOf(...[1, 2, 3].map((n) => `<item><guid>0</guid>${parts(n)}${at}</item>`)) });
    const { observations, failures } = await collect('BTCUSDT', ['coindesk']);
    expect([observations.length, failures]).toEqual([3, []]);
  });

  it('says so where nothing is about the asset', async () => {
    await restart({ coindesk: feedOf(item('Solana outage', 'Tue, 10 Jun 2025 12:00:00 GMT')), decrypt: feedOf() });
    const { observations, failures } = await collect('BTCUSDT', ['coindesk', 'decrypt']);
    expect(observations).toEqual([]);
    expect(failures.map(({ code, reason }) => [code, reason])).toEqual([
      ['source.nothing', 'none of its 1 items is about BTC or the market.'],
      ['source.nothing', 'the feed has no items.'],
    ]);
  });

  it.each([
    ['HTML', htmlPage('Just a moment...'), 'got an HTML page instead of a feed ("Just a moment...").'],
    ['nothing', '', 'the feed is empty.'],
    ['JSON', '{"error":"plan expired"}', 'the document is neither RSS nor Atom; it says: {"error":"plan expired"}.'],
    ['words', 'Too many requests', 'the document is neither RSS nor Atom; it says: Too many requests.'],
    ['half a feed', feedOf(item('Bitcoin', 'x')).slice(0, 60), 'the feed is cut off: its last element never ends.'],
  ])('reports %s', async (_, body, reason) => {
    await restart({ coindesk: body });
    const { observations, failures } = await collect('BTCUSDT', ['coindesk']);
    expect(observations).toEqual([]);
    expect(failures).toEqual([{ source: 'rss-coindesk', series: ['news'], code: 'source.not-a-feed', reason }]);
  });

  it('reads no more than 2 MiB', async () => {
    await restart({ coindesk: feedOf(item('Bitcoin'.repeat(400_000), 'Tue, 10 Jun 2025 12:00:00 GMT')) });
    expect(await collect('BTCUSDT', ['coindesk'])).toMatchObject({
      observations: [],
      failures: [{ code: 'http.too-large' }],
    });
  });
});
