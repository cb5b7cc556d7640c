import { expect, it } from 'vitest';
import { newsObservations, webUrl, type Headline } from './news.js';
import { Rejections } from './rejections.js';

const NOW = Date.UTC(2025, 5, 10, 14);
const value = { source: 'Outlet', title: 'Title', body: null, url: null, sentiment: null, impact_score: null };
const headline = (key: string, publishedAt: number, change: Partial<Headline['value']> = {}): Headline => ({
  key,
  symbol: 'BTC',
  publishedAt,
  value: { ...value, ...change },
});

it('is known from retrieval, sorted, each key once, none of the future', () => {
  const rejections = new Rejections();
  const made = newsObservations(
    'example',
    [
      headline('a', NOW - 1_000, { title: 'first copy' }),
      headline('b', NOW - 5_000),
      headline('a', NOW - 1_000, { title: 'edited copy' }),
      headline('c', NOW + 60_000),
      headline('d', NOW + 121_000),
    ],
    NOW,
    rejections,
  );
  expect(made.map(({ observed_at }) => observed_at - NOW)).toEqual([-5_000, -1_000, 0]);
  expect(made.every(({ available_at, retrieved_at }) => available_at === NOW && retrieved_at === NOW)).toBe(true);
  expect(made[1]?.value).toMatchObject({ title: 'first copy' });
  expect(rejections.failures('example')[0]?.reason).toBe(
    '2 rows rejected, the first because the headline "edited copy" stands there twice.',
  );
});

it('names the moment of a headline of the future', () => {
  const rejections = new Rejections();
  newsObservations('example', [headline('d', NOW + 121_000)], NOW, rejections);
  expect(rejections.failures('example')[0]?.reason).toContain('dated 2025-06-10T14:02:01.000Z, in the future');
});

it('cuts texts that are longer than anybody reads', () => {
  const long = 'x'.repeat(100_000);
  const texts = { source: long, title: long, body: long };
  const [made] = newsObservations('example', [headline('a', NOW, texts)], NOW, new Rejections());
  expect(JSON.stringify(made).length).toBeLessThan(3_000);
});

it.each([
  ['https://example.com/a?b=1', 'https://example.com/a?b=1'],
  ['http://example.com', 'http://example.com/'],
  ['javascript:alert(1)', null],
  ['data:text/html,x', null],
  ['/relative', null],
  ['', null],
  [null, null],
  [undefined, null],
])('webUrl(%j) is %j', (given, expected) => {
  expect(webUrl(given)).toBe(expected);
});
