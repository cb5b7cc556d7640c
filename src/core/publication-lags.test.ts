import { expect, it } from 'vitest';
import { LAG_MS } from './publication-lags.js';

const HOUR = 3_600_000;

it('lags that adapters add are those of the vendors', () => {
  expect(LAG_MS).toMatchObject({
    hourlyBar: HOUR,
    chainDay: 36 * HOUR,
    chainCompletionFrom: 24 * HOUR,
    fearGreed: HOUR / 6,
    newsArchive: HOUR / 4,
    openInterestHistory: 300_000,
    chainCompletionTo: 7 * 24 * HOUR,
    stablecoinPast: 25 * HOUR,
  });
});
