import { expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../core/time.js';
import type { FundingRecord } from '../../../engine/account/fed/funding-queue.js';
import { FundingPages, withFunding } from './with-funding.js';

const rateAt = (time: number): FundingRecord => ({ time, rate: time / HOUR / 1e6 });

/** An exchange that settles every hour, tells it half an hour late, and gives a hundred settlements at once. */
function exchange() {
  const state = { now: 0, asked: 0 };
  const pages = new FundingPages();
  const settled = (from: number, to: number): FundingRecord[] => {
    state.asked++;
    const found: FundingRecord[] = [];
    for (let at = Math.ceil(from / HOUR) * HOUR; at < to && found.length < 100; at += HOUR)
      if (at + 30 * MINUTE <= state.now) found.push(rateAt(at));
    return found;
  };
  const bar = async (time: number) => {
    const row = { symbol: 'BTCUSDT', openTime: time, open: 1, high: 1, low: 1, close: 1, volume: 1 };
    const moment = await withFunding(
      { time, bars: [row], early: [] },
      {
        symbols: ['BTCUSDT'],
        expected: time,
        intervalMs: HOUR,
        ask: (symbol, from, to) =>
          pages.holding(symbol, from, to, state.now, (since, until) => Promise.resolve(settled(since, until))),
      },
    );
    return moment.bars[0]!.funding ?? [];
  };
  return { state, bar };
}

it('of bars that were missed is asked for by the page, and each has its own', async () => {
  const { state, bar } = exchange();
  state.now = 500 * HOUR;
  for (let k = 0; k < 400; k++) expect(await bar(k * HOUR)).toEqual([rateAt(k * HOUR)]);
  // 96 hours each.
  expect(state.asked).toBe(5);
});

it('that was not told yet is asked for again', async () => {
  const { state, bar } = exchange();
  state.now = 10 * HOUR + 10 * MINUTE;
  expect(await bar(9 * HOUR)).toEqual([rateAt(9 * HOUR)]);
  state.now = 11 * HOUR + 10 * MINUTE;
  expect(await bar(10 * HOUR)).toEqual([rateAt(10 * HOUR)]);
  expect(state.asked).toBe(2);
});
