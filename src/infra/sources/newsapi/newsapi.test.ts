import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DataServer } from '../../../../test/servers/data-server.js';
import { NEWSAPI_TEST_KEY, startNewsApiServer } from '../../../../test/servers/newsapi.js';
import { httpAt, requestFor, TEST_NOW } from '../../../../test/support/collect.js';
import { isNewsValue } from '../../../core/observation.js';
import { createNewsApiSource } from './index.js';

let server: DataServer;
beforeEach(async () => {
  server = await startNewsApiServer({ now: () => TEST_NOW });
});
afterEach(() => server.close());
const collect = (apiKey: string | null = NEWSAPI_TEST_KEY, symbol = 'BTCUSDT') =>
  createNewsApiSource({ http: httpAt(), baseUrl: `${server.url}/v2`, apiKey }).collect(requestFor(symbol));
type Article = Record<string, unknown>;
const withFirst = (change: Article): void =>
  server.setTrouble((body) => {
    const { articles } = body as { articles: Article[] };
    return { ...(body as object), articles: [{ ...articles[0], ...change }, ...articles.slice(1)] };
  });

describe('NewsAPI', () => {
  it('delivers articles that name the asset, without the removed one, known from retrieval', async () => {
    const { observations, failures } = await collect();
    expect(failures).toEqual([]);
    expect(observations.map(({ value }) => isNewsValue(value) && value.title)).toEqual([
      'Bitcoin and Ethereum options expire',
      'Bitcoin miners & lenders settle dispute',
      'Bitcoin climbs as Elbonian funds buy',
    ]);
    expect(observations[2]).toEqual({
      series: 'news',
      symbol: 'BTC',
      value: {
        source: 'The Elbonian',
        title: 'Bitcoin climbs as Elbonian funds buy',
        body: 'Inflows for a third day.',
        url: 'https://elbonian.example/0',
        sentiment: null,
        impact_score: null,
      },
      observed_at: TEST_NOW - 12 * 60_000,
      available_at: TEST_NOW,
      source: 'newsapi',
      retrieved_at: TEST_NOW,
    });
  });

  it('sends the key in a header and searches for name and ticker', async () => {
    await collect(NEWSAPI_TEST_KEY, 'ETHUSDT');
    expect(server.headers[0]?.['x-api-key']).toBe(NEWSAPI_TEST_KEY);
    expect(server.requests[0]).not.toContain(NEWSAPI_TEST_KEY);
    expect(Object.fromEntries(new URL(server.requests[0]!, server.url).searchParams)).toEqual({
      q: '"Ethereum" OR "Ether" OR "ETH"',
      searchIn: 'title,description',
      language: 'en',
      sortBy: 'publishedAt',
      from: '2025-06-07T14:09:30',
      pageSize: '50',
    });
  });

  it('is off without a key and sends nothing', async () => {
    expect(await collect(null)).toEqual({
      observations: [],
      failures: [{ source: 'newsapi', series: ['news'], code: 'source.disabled', reason: 'no NEWSAPI_KEY' }],
    });
    expect(server.requests).toEqual([]);
  });

  it('says that the free plan is a day late', async () => {
    await server.close();
    server = await startNewsApiServer({ now: () => TEST_NOW, free: true });
    const { observations, failures } = await collect();
    expect(observations).toHaveLength(3);
    expect(failures).toEqual([
      {
        source: 'newsapi',
        series: ['news'],
        code: 'source.delayed',
        reason: 'its newest article is 24 h old: the free plan of NewsAPI is 24 h late and no use for live decisions.',
      },
    ]);
  });

  it.each<[string, Article, string]>([
    ['no title', { title: null }, 'title:'],
    ['no date', { publishedAt: 'yesterday' }, 'publishedAt: expected a moment in time, got "yesterday"'],
    ['a date of next year', { publishedAt: '2026-06-10T00:00:00Z' }, 'in the future'],
  ])('rejects an article with %s and keeps the others', async (_, change, words) => {
    withFirst(change);
    const { observations, failures } = await collect();
    expect(observations).toHaveLength(2);
    expect(failures).toMatchObject([{ code: 'source.rows-rejected' }]);
    expect(failures[0]!.reason).toContain(words);
  });

  it('leaves out what the fuzzy search found about something else', async () => {
    withFirst({ title: 'Ten recipes', description: 'With butter.' });
    const { observations, failures } = await collect();
    expect([observations.length, failures]).toEqual([2, []]);
  });

  it('passes no address on that is not one of the web', async () => {
    withFirst({ url: 'javascript:alert(1)' });
    const { observations } = await collect();
    expect(observations.map(({ value }) => isNewsValue(value) && value.url)).toContain(null);
  });

  it('repeats what NewsAPI says is wrong, and never the key', async () => {
    const { failures } = await collect('a-wrong-secret-key');
    expect(failures).toEqual([
      {
        source: 'newsapi',
        series: ['news'],
        code: 'http.status.401',
        reason: 'NewsAPI refused with apiKeyInvalid ("Your API key is invalid or incorrect."): check NEWSAPI_KEY.',
      },
    ]);
  });

  it.each([
    [429, { status: 'error', code: 'rateLimited', message: 'Slow down.' }, 'refused with rateLimited ("Slow down.")'],
    [
      426,
      { status: 'error', code: 'maximumResultsReached', message: 'Too many.' },
      'refused with maximumResultsReached',
    ],
    [403, '<html>blocked</html>', 'HTTP 403'],
  ])('reports %i', async (status, body, words) => {
    server.setTrouble({ status, body });
    const { failures } = await collect();
    expect(failures).toMatchObject([{ code: `http.status.${status}` }]);
    expect(failures[0]!.reason).toContain(words);
  });

  it.each([
    ['an error with 200', { status: 'error', code: 'x', message: 'y' }, 'http.vendor-error'],
    ['a wrong root', [], 'http.body.schema'],
    ['an empty body', '', 'http.body.json'],
  ])('reports %s', async (_, body, code) => {
    server.setTrouble({ status: 200, body });
    expect(await collect()).toMatchObject({ observations: [], failures: [{ source: 'newsapi', code }] });
  });
});
