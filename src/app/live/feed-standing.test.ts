import { expect, it } from 'vitest';
import type { SessionFeed } from '../../contract/session.js';
import type { JournalRecord } from '../../core/ports/journal.js';
import { HOUR } from '../../core/time.js';
import { countFaults, feedStanding } from './feed-standing.js';

const FEED: SessionFeed = { kind: 'exchange', exchange: 'binance', symbols: ['BTC/USDT'], interval: '1h' };
const bar = { symbol: 'BTCUSDT', open: 1, high: 1, low: 1, close: 1, volume: 1 };
const records = (
  ...list: readonly (readonly [at: number, kind: string, data: JournalRecord['data']])[]
): JournalRecord[] => list.map(([at, kind, data], index) => ({ seq: index + 1, at, kind, data }));
const bars = (time: number) => ({ time, bars: [{ ...bar, openTime: time }], early: [] });
const fault = (code: string) => ({ code, reason: `${code}.`, time: null });

it('says which bar is waited for, and how long after its close the last one was taken', () => {
  expect(feedStanding(FEED, [], HOUR)).toBeNull();
  const warm = records([5 * HOUR, 'warm_up', { bars: [{ ...bar, openTime: 4 * HOUR }] }]);
  expect(feedStanding(FEED, warm, HOUR)).toMatchObject({ next_bar: 5 * HOUR, lag_ms: null, trouble: null });
  const traded = records([6 * HOUR + 2_500, 'bars', bars(5 * HOUR)]);
  expect(feedStanding(FEED, traded, HOUR)).toEqual({
    exchange: 'binance',
    interval: '1h',
    next_bar: 6 * HOUR,
    lag_ms: 2_500,
    trouble: null,
  });
});

it.each([
  [['feed_down'], 'feed_down'],
  [['feed_stale'], 'feed_stale'],
  [['feed_down', 'feed_back'], null],
  [['feed_down', 'feed_back', 'feed_down'], 'feed_down'],
  [['bar_missing', 'clock_drift'], null],
])('tells of what is wrong now and not of what is over: %j', (codes, now) => {
  const list = records(
    [6 * HOUR, 'bars', bars(5 * HOUR)],
    ...codes.map((code) => [7 * HOUR, 'fault', fault(code)] as const),
  );
  expect(feedStanding(FEED, list, HOUR)!.trouble?.code ?? null).toBe(now);
  const later = [...list, ...records([9 * HOUR, 'bars', bars(8 * HOUR)])];
  expect(feedStanding(FEED, later, HOUR)!.trouble).toBeNull();
});

it('counts what went wrong', () => {
  const list = records(
    [1, 'fault', fault('feed_down')],
    [2, 'fault', fault('feed_back')],
    [3, 'fault', fault('feed_down')],
  );
  expect(countFaults(list)).toEqual({ feed_down: 2, feed_back: 1 });
});
