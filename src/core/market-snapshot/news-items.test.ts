import { describe, expect, it } from 'vitest';
import type { NewsValue, Observation } from '../observation.js';
import { buildMarketSnapshot } from './build.js';
import { newsItems } from './news-items.js';

const AS_OF = Date.UTC(2024, 5, 1);
const story = (
  title: string,
  minutesAgo: number,
  value: Partial<NewsValue> = {},
  more: Partial<Observation> = {},
): Observation => ({
  series: 'news',
  symbol: 'BTC',
  value: { source: 'Wire', title, body: null, url: null, sentiment: null, impact_score: null, ...value },
  observed_at: AS_OF - minutesAgo * 60_000,
  available_at: AS_OF - minutesAgo * 60_000,
  source: 'test',
  retrieved_at: AS_OF,
  ...more,
});
const texts = (...rows: Observation[]) => newsItems(rows).map((item) => item.text);

describe('headlines', () => {
  it('carry everything that was said of them', () => {
    expect(newsItems([story('Up', 1, { sentiment: 0.5, impact_score: 0.2 })])).toEqual([
      { source: 'Wire', time_utc: '2024-05-31T23:59:00.000Z', sentiment: 0.5, impact_score: 0.2, text: 'Up' },
    ]);
  });

  it('have their body behind them', () => {
    expect(texts(story('Up', 1, { body: 'Since noon.' }), story('Down', 2, { body: '' }))).toEqual([
      'Up — Since noon.',
      'Down',
    ]);
  });

  it('count once whatever their case, signs and spaces, the first time they came', () => {
    expect(texts(story('Up,  now!', 1), story('UP now', 5), story('up - Now', 3))).toEqual(['UP now']);
    expect(texts(story('up now', 5), story('UP now', 5))).toEqual(['up now']);
    expect(texts(story('upnow', 5), story('up now', 6))).toEqual(['upnow', 'up now']);
    expect(texts(story('Ｕｐ now', 5), story('up now', 6))).toEqual(['up now']);
  });

  it('without a word are none', () => {
    expect(texts(story('!!!', 1), story('Up', 2))).toEqual(['Up']);
    expect(newsItems([{ ...story('x', 1), value: 5 }])).toEqual([]);
  });

  it('of the same moment go by their symbol', () => {
    expect(texts(story('One', 1), story('Two', 1, {}, { symbol: '*' }))).toEqual(['Two', 'One']);
    expect(texts(story('Two', 1, {}, { symbol: '*' }), story('One', 1))).toEqual(['Two', 'One']);
  });

  it('are at most 30, the newest', () => {
    const many = texts(...Array.from({ length: 40 }, (_, i) => story(`Story ${i}`, 40 - i)));
    expect(many).toHaveLength(30);
    expect(many[0]).toBe('Story 39');
  });
});

it('the quality of news names its sources, and is as old as the newest', () => {
  const { fields } = buildMarketSnapshot(
    [
      story('Up', 30, {}, { source: 'wire' }),
      story('Down', 10, {}, { source: 'archive', unversioned: true }),
      story('Flat', 20, {}, { source: 'wire' }),
    ],
    { asOf: AS_OF, baseAsset: 'BTCUSDT', horizonHours: 24 },
  ).data_quality;
  expect(fields.news).toMatchObject({ source: 'archive (unversioned), wire', age_seconds: 600, missing_because: null });
  const nothing = buildMarketSnapshot([story('!!!', 1)], { asOf: AS_OF, baseAsset: 'BTCUSDT', horizonHours: 24 });
  expect(nothing.data_quality.fields.news?.missing_because).toBe('no observation of it was known at this time');
});
