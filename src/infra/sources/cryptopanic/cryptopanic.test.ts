import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CRYPTOPANIC_TEST_KEY, startCryptoPanicServer } from '../../../../test/servers/cryptopanic.js';
import { HTML_HEADERS, htmlPage, type DataServer } from '../../../../test/servers/data-server.js';
import { httpAt, requestFor, TEST_NOW } from '../../../../test/support/collect.js';
import { isNewsValue } from '../../../core/observation.js';
import { createCryptoPanicSource, type CryptoPanicSettings } from './index.js';
import { impactOf, sentimentOf } from './votes.js';

let server: DataServer;
beforeEach(async () => {
  server = await startCryptoPanicServer({ now: () => TEST_NOW });
});
afterEach(() => server.close());
const collect = (settings: Partial<CryptoPanicSettings> = {}, symbol = 'BTCUSDT') =>
  createCryptoPanicSource({
    http: httpAt(),
    baseUrl: `${server.url}/api`,
    apiKey: CRYPTOPANIC_TEST_KEY,
    ...settings,
  }).collect(requestFor(symbol));
type Post = Record<string, unknown>;
const withPosts = (change: (posts: Post[]) => unknown): void =>
  server.setTrouble((body) => ({ ...(body as object), results: change((body as { results: Post[] }).results) }));
const titles = ({ observations }: Awaited<ReturnType<typeof collect>>) =>
  observations.map(({ value }) => (isNewsValue(value) ? value.title : ''));

describe('CryptoPanic', () => {
  it('delivers the posts about the asset, oldest first, known from retrieval', async () => {
    const { observations, failures } = await collect();
    expect(failures).toEqual([]);
    expect(observations.map(({ observed_at }) => (TEST_NOW - observed_at) / 60_000)).toEqual([1_200, 400, 12]);
    expect(observations[2]).toEqual({
      series: 'news',
      symbol: 'BTC',
      value: {
        source: 'Elbonian Coin Post',
        title: 'Bitcoin climbs as Elbonian funds buy',
        body: 'Inflows for a third day.',
        url: 'https://coinpost.example/0',
        sentiment: 9 / 13,
        impact_score: 16 / 26,
      },
      observed_at: TEST_NOW - 12 * 60_000,
      available_at: TEST_NOW,
      source: 'cryptopanic',
      retrieved_at: TEST_NOW,
    });
  });

  it('asks the path of the plan, once', async () => {
    await collect({ plan: 'growth_weekly' });
    expect(server.requests).toEqual([
      `/api/growth_weekly/v2/posts/?auth_token=${CRYPTOPANIC_TEST_KEY}&currencies=BTC&kind=news&regions=en&public=true`,
    ]);
  });

  it('takes the panic score of the enterprise plan', async () => {
    const { observations } = await collect({ plan: 'enterprise' });
    expect(observations.map(({ value }) => isNewsValue(value) && value.impact_score)).toEqual([0.42, 0.41, 0.4]);
  });

  it.each([undefined, null, ''])('is off without a key (%j) and sends nothing', async (apiKey) => {
    expect(await collect({ apiKey: apiKey! })).toEqual({
      observations: [],
      failures: [
        { source: 'cryptopanic', series: ['news'], code: 'source.disabled', reason: 'no CRYPTOPANIC_API_KEY' },
      ],
    });
    expect(server.requests).toEqual([]);
  });

  it('accepts a bare list, and judges posts without currencies by their title', async () => {
    server.setTrouble((body) =>
      (body as { results: Post[] }).results.map((post, i) => {
        const title = ['Solana alone', 'All quiet'][i] ?? post.title;
        // JSON leaves undefined out, as v1 left the key out.
        return { ...post, title, instruments: undefined };
      }),
    );
    const collected = await collect();
    expect(titles(collected)).toEqual(['Bitcoin and Ethereum options expire', 'All quiet']);
    expect(collected.observations.map(({ symbol }) => symbol)).toEqual(['BTC', '*']);
  });

  it('leaves out posts about other assets, whatever was asked for', async () => {
    withPosts((posts) => posts.map((post) => ({ ...post, instruments: [{ code: 'DOGE' }] })));
    expect(await collect()).toMatchObject({ observations: [], failures: [{ code: 'source.nothing' }] });
  });

  it.each<[string, Post, string]>([
    ['no title', { title: undefined }, 'title:'],
    ['an empty title', { title: '  ' }, 'title: expected a title'],
    ['no date', { published_at: null }, 'published_at: expected a moment in time, got null'],
    ['a date of next year', { published_at: '2026-06-10T00:00:00Z' }, 'in the future'],
    ['a negative vote', { votes: { positive: -3 } }, 'votes.positive: expected an amount of 0 or more'],
    ['a panic score over 100', { panic_score: 101 }, 'panic_score:'],
    ['no id', { id: undefined }, 'id:'],
  ])('rejects a post with %s and keeps the others', async (_, change, words) => {
    withPosts((posts) => [{ ...posts[0], ...change }, ...posts.slice(1)]);
    const { observations, failures } = await collect();
    expect(observations).toHaveLength(2);
    expect(failures).toMatchObject([{ series: ['news'], code: 'source.rows-rejected' }]);
    expect(failures[0]!.reason).toContain(words);
  });

  it('counts a post once, though it be sent twice', async () => {
    withPosts((posts) => [...posts, ...posts]);
    expect((await collect()).observations).toHaveLength(3);
  });

  it.each<[string, Parameters<DataServer['setTrouble']>[0], string]>([
    ['403 with a page of the firewall', { status: 403, body: htmlPage('Cloudflare'), headers: HTML_HEADERS }, '403'],
    ['404 of a retired path', { status: 404, body: { status: 'api_error', info: 'Unknown API endpoint.' } }, '404'],
  ])('explains %s', async (_, trouble, status) => {
    server.setTrouble(trouble);
    const { failures } = await collect();
    expect(failures).toMatchObject([{ series: ['news'], code: `http.status.${status}` }]);
    expect(failures[0]!.reason).toContain(
      'CryptoPanic is paid since 2026-04-01: check CRYPTOPANIC_API_KEY and that its plan is "growth".',
    );
  });

  it('never shows the key, even where the server repeats it', async () => {
    const { failures } = await collect({ apiKey: 'a-wrong-secret-key' });
    expect(failures).toMatchObject([{ code: 'http.status.401' }]);
    expect(failures[0]!.reason).toContain('Token not found');
    expect(JSON.stringify(failures)).not.toContain('a-wrong-secret-key');
  });

  it.each([
    ['HTML with 200', htmlPage('x'), 'http.body.json'],
    ['a page without results', { count: 0 }, 'http.body.schema'],
    ['text', '"x"', 'http.body.schema'],
  ])('reports %s', async (_, body, code) => {
    server.setTrouble({ status: 200, body });
    expect(await collect()).toMatchObject({ observations: [], failures: [{ source: 'cryptopanic', code }] });
  });
});

describe('votes', () => {
  it.each([
    [{ positive: 1 }, 0.2],
    [{ positive: 10, liked: 6 }, 0.8],
    [{ negative: 1, disliked: 1, toxic: 2 }, -0.5],
    [{ positive: 5, negative: 5 }, 0],
    [{ important: 9, lol: 3 }, null],
    [{}, null],
    [null, null],
    [undefined, null],
  ])('the sentiment of %j is %j', (votes, expected) => {
    expect(sentimentOf(votes as Parameters<typeof sentimentOf>[0])).toBe(expected);
  });

  it.each([
    [{ important: 5 }, null, 0.5],
    [{ positive: 5, comments: 5 }, undefined, 0.5],
    [{ important: 5 }, 30, 0.3],
    [{ important: 5 }, 0, 0],
    [{}, null, null],
    [null, null, null],
    [{ saved: 1e9 }, null, 1e9 / (1e9 + 10)],
  ])('the impact of %j with panic score %j is %j', (votes, panic, expected) => {
    expect(impactOf(votes as Parameters<typeof impactOf>[0], panic)).toBe(expected);
  });
});
