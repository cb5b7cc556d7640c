import { expect, it } from 'vitest';
import type { Moment } from '../../engine/hosted/moments.js';
import { SharedFeed, type FeedMember } from './shared-feed.js';

const never = new AbortController().signal;

/** Moments 1 … last; counts what is asked of it. */
function source(last: number) {
  const asked: number[] = [];
  return {
    asked,
    now: () => asked.length,
    next: async (after: number): Promise<Moment | null> => {
      asked.push(after);
      await Promise.resolve();
      const time = after === -Infinity ? 1 : after + 1;
      return time > last ? null : { time, bars: [], early: [] };
    },
  };
}

async function all(member: FeedMember, from = -Infinity): Promise<number[]> {
  const seen: number[] = [];
  for (let after = from; ;) {
    const moment = await member.next(after, never);
    if (moment === null) return seen;
    seen.push(moment.time);
    after = moment.time;
  }
}

it.each([true, false])('gives each moment to all, and asks for it once: in step %s', async (inStep) => {
  const from = source(4);
  const feed = new SharedFeed(from, { members: 3, inStep, signal: never });
  const [a, b, c] = [feed.join(), feed.join(), feed.join()];
  // Two go on where they were; the feed begins with what the last of them lacks.
  expect(await Promise.all([all(a), all(b, 2), all(c, 3)])).toEqual([[1, 2, 3, 4], [3, 4], [4]]);
  expect(from.asked).toEqual([-Infinity, 1, 2, 3, 4]);
});

it('waits in step for who is slow, and for nobody who has left', async () => {
  const from = source(9);
  const feed = new SharedFeed(from, { members: 2, inStep: true, signal: never });
  const [a, b] = [feed.join(), feed.join()];
  expect((await Promise.all([a, b].map((each) => each.next(-Infinity, never)))).map((moment) => moment?.time)).toEqual([
    1, 1,
  ]);
  const next = a.next(1, never);
  await new Promise((resolve) => setImmediate(resolve));
  expect(from.asked).toEqual([-Infinity]);
  b.leave();
  expect((await next)?.time).toBe(2);
});

it('does not wait for who is slow where the bars are live', async () => {
  const feed = new SharedFeed(source(9), { members: 2, inStep: false, signal: never });
  const [a, b] = [feed.join(), feed.join()];
  await Promise.all([a, b].map((each) => each.next(-Infinity, never)));
  expect((await a.next(1, never))?.time).toBe(2);
  expect((await a.next(2, never))?.time).toBe(3);
  expect((await b.next(1, never))?.time).toBe(2);
});

it('lets one be interrupted alone, and all fail where the source does', async () => {
  const broken = { now: () => 0, next: () => Promise.reject(new Error('no bars')) };
  const feed = new SharedFeed(broken, { members: 2, inStep: true, signal: never });
  const [a, b] = [feed.join(), feed.join()];
  const end = new AbortController();
  const waiting = a.next(-Infinity, end.signal);
  end.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  a.leave();
  await expect(b.next(-Infinity, never)).rejects.toThrow('no bars');
});
