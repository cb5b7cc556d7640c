import { expect, it } from 'vitest';
import { LAG_MS, PUBLICATION_LAGS } from './publication-lags.js';
import { SERIES, type SeriesName } from './series.js';

const HOUR = 3_600_000;

it('every series has a rule of when it can be known, and every rule a series that there is', () => {
  const ruled = new Set(PUBLICATION_LAGS.flatMap((row) => row.series));
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
  expect(PUBLICATION_LAGS.filter((row) => row.source === source && row.series.includes(series))).toMatchObject([
    { lag_ms: lag },
  ]);
});

it('lags that adapters add are those of the vendors', () => {
  expect(LAG_MS).toMatchObject({
    openInterestHistory: 300_000,
    chainCompletionTo: 7 * 24 * HOUR,
    stablecoinPast: 25 * HOUR,
  });
});
