import { expect, it } from 'vitest';
import { SERIES, type SeriesName } from '../../core/series.js';
import { publicationLags } from './publication-lags.js';

const HOUR = 3_600_000;

it('every series has a rule of when it can be known, and every rule a series that there is', () => {
  const ruled = new Set(publicationLags().flatMap((row) => row.series));
  expect([...ruled].sort()).toEqual((Object.keys(SERIES) as SeriesName[]).sort());
});

it.each<[string, SeriesName, number]>([
  ['binance-spot', 'bar_1h', HOUR],
  ['binance-spot', 'spot_price', 0],
  ['binance-futures', 'funding_rate', 0],
  ['coinmetrics', 'mvrv', 24 * HOUR],
  ['coinmetrics', 'exchange_inflow', 24 * HOUR],
  ['blockchain-com', 'unique_addresses', 36 * HOUR],
  ['fear-greed', 'fear_greed', HOUR / 6],
  ['news archives', 'news', HOUR / 4],
])('%s: %s is known %i ms after its moment at the earliest', (source, series, lag) => {
  expect(publicationLags().filter((row) => row.source === source && row.series.includes(series))).toMatchObject([
    { lag_ms: lag },
  ]);
});

it('shows a rule that several sources share once, with all of them', () => {
  const live = publicationLags().filter(({ series, rule }) => series.includes('news') && rule === 'the retrieval');
  expect(live).toHaveLength(1);
  expect(live[0]!.source.split(', ')).toEqual(expect.arrayContaining(['rss', 'cryptopanic', 'newsapi']));
});

it('begins with the markets, each rule of a source by itself', () => {
  expect(
    publicationLags()
      .map(({ source }) => source)
      .slice(0, 6),
  ).toEqual([
    ...Array.from({ length: 2 }, () => 'binance-spot'),
    ...Array.from({ length: 3 }, () => 'binance-futures'),
    'ccxt exchanges',
  ]);
});
