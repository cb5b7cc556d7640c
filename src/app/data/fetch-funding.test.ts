import { describe, expect, it } from 'vitest';
import { fetchFunding, type FetchFundingPage } from './fetch-funding.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FROM = Date.UTC(2024, 0, 1);
const TO = FROM + 50 * DAY;
/** Every 4 h, stamped a little late: 300 settlements. */
const settled = Array.from({ length: 400 }, (_, i) => ({
  time: FROM - 50 * 4 * HOUR + i * 4 * HOUR + 16,
  rate: i / 1e6,
}));
const base = { source: 'x', symbol: 'BTCUSDT', from: FROM, to: TO };
const PAGE = 40;

describe('pages', () => {
  it.each<[string, FetchFundingPage]>([
    ['filled from their start', async (from) => settled.filter(({ time }) => time >= from).slice(0, PAGE)],
    [
      'filled from their end',
      async (from, to) => settled.filter(({ time }) => time >= from && time < to + 16).slice(-PAGE),
    ],
    [
      'newest first',
      async (from, to) =>
        settled
          .filter(({ time }) => time >= from && time < to)
          .slice(-PAGE)
          .reverse(),
    ],
  ])('%s give the same whole series', async (_, fetchPage) => {
    const { series } = await fetchFunding({ ...base, fetchPage });
    expect(series.time).toHaveLength(300);
    expect([series.time[0], series.time[299]]).toEqual([FROM, TO - 4 * HOUR]);
    expect(series.rate[0]).toBe(50 / 1e6);
    expect(series.mark.every(Number.isNaN)).toBe(true);
  });
});

it('an exchange that only ever tells the newest ends, with what it gave', async () => {
  const { series, requests } = await fetchFunding({ ...base, fetchPage: async () => settled.slice(-PAGE) });
  expect(series.time).toHaveLength(0);
  expect(requests).toBeLessThan(5);
});

it('a rate that is a percentage, or none, is left out and named', async () => {
  for (const rate of [5, NaN]) {
    const fetchPage: FetchFundingPage = async (from, to) =>
      [
        { time: FROM + 8 * HOUR, rate },
        { time: FROM, rate: 0.001 },
      ].filter(({ time }) => time >= from && time < to);
    const { series, dropped } = await fetchFunding({ ...base, fetchPage });
    expect([...series.time]).toEqual([FROM]);
    expect(dropped).toMatchObject({ count: 1, rows: [{ from: 'x', time: FROM + 8 * HOUR, reason: 'number' }] });
  }
});
