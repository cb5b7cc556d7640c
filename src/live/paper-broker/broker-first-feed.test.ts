import { describe, expect, it } from 'vitest';
import { UnavailableError } from '../../core/errors.js';
import { HOUR } from '../../core/time.js';
import type { Moment } from '../../engine/hosted/moments.js';
import { BrokerFirstFeed } from './broker-first-feed.js';

const { signal } = new AbortController();

/** Bars of every hour; `closed` of them have closed by the exchange's clock, which may fail to answer. */
function stage() {
  const at = { closed: 1, answers: true };
  const ran: number[] = [];
  const asked: number[] = [];
  const feed = new BrokerFirstFeed(
    {
      // The clock of this machine is a day ahead.
      now: () => (at.closed + 24) * HOUR,
      remember: () => undefined,
      next: (after) => {
        const time = after === -Infinity ? 0 : after + HOUR;
        asked.push(time / HOUR);
        if (time / HOUR >= at.closed) return Promise.reject(new Error('waits for a bar that has not closed'));
        const bar = { symbol: 'BTCUSDT', openTime: time, open: 1, high: 1, low: 1, close: 1, volume: 1 };
        return Promise.resolve({ time, bars: [bar], early: [] });
      },
    },
    {
      run: (moments: readonly Moment[]) => ran.push(...moments.map(({ time }) => time / HOUR)),
      serverTime: () =>
        at.answers
          ? Promise.resolve(at.closed * HOUR + 2_000)
          : Promise.reject(new UnavailableError('venue.silent', 'no answer')),
    },
    HOUR,
  );
  const next = async (after: number) => (await feed.next(after * HOUR, signal))!.time / HOUR;
  return { at, ran, asked, feed, next };
}

describe('a feed whose broker is first', () => {
  it('lets each bar run before the session sees it, and asks for none that has not closed', async () => {
    const { at, ran, next } = stage();
    expect(await next(-Infinity)).toBe(0);
    expect(ran).toEqual([0]);
    at.closed = 2;
    expect(await next(0)).toBe(1);
    expect(ran).toEqual([0, 1]);
  });

  it('lets all run that closed while no process was there, and gives them one by one', async () => {
    const { at, ran, asked, feed, next } = stage();
    at.closed = 4;
    await feed.catchUp(0, signal);
    expect(ran).toEqual([1, 2, 3]);
    // One more has closed before the session has seen these.
    at.closed = 5;
    expect([await next(0), ran]).toEqual([1, [1, 2, 3, 4]]);
    expect([await next(1), await next(2), await next(3)]).toEqual([2, 3, 4]);
    expect(asked).toEqual([1, 2, 3, 4]);
    expect(ran).toEqual([1, 2, 3, 4]);
  });

  it('a session that saw none has nothing to catch up with, and an exchange that does not answer holds up none', async () => {
    const { at, ran, feed, next } = stage();
    await feed.catchUp(-Infinity, signal);
    expect(ran).toEqual([]);
    at.answers = false;
    at.closed = 3;
    expect(await next(-Infinity)).toBe(0);
    expect(ran).toEqual([0]);
  });
});
