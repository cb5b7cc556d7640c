import { describe, expect, it } from 'vitest';
import type { Moment } from '../../engine/hosted/moments.js';
import { WakingFeed } from './waking-feed.js';

const MOMENT: Moment = { time: 1, bars: [], early: [] };
const never = new AbortController().signal;
/** Lets everything happen that waits for nothing outside. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

function deferred<T = void>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (why: Error) => void = () => undefined;
  const promise = new Promise<T>((done, failed) => ([resolve, reject] = [done, failed]));
  return { promise, resolve, reject };
}

/** A feed whose bars, questions and pauses end when they are told to. */
function stage() {
  const log: string[] = [];
  const coming = deferred<Moment | null>();
  const pauses: (() => void)[] = [];
  const questions: { resolve: () => void; reject: (why: Error) => void }[] = [];
  const feed = new WakingFeed(
    { now: () => 7, next: () => coming.promise },
    () => {
      log.push('asked');
      const { promise, resolve, reject } = deferred();
      questions.push({ resolve, reject });
      return promise;
    },
    {
      sleep: (ms, signal) => {
        log.push(`pause of ${ms} ms`);
        const { promise, resolve, reject } = deferred();
        pauses.push(resolve);
        const end = (): void => reject(new Error('ended'));
        if (signal!.aborted) end();
        signal!.addEventListener('abort', end, { once: true });
        return promise;
      },
    },
  );
  return { log, coming, pauses, questions, feed };
}

describe('a feed that is woken by what the exchange shows', () => {
  it('is the feed it is made of where nothing is shown', async () => {
    const { feed, coming, log } = stage();
    const next = feed.next(0, never);
    coming.resolve(MOMENT);
    expect([await next, feed.now(), log]).toEqual([MOMENT, 7, []]);
  });

  it('asks at once, and no sooner again than after its pause, however much is shown', async () => {
    const { feed, coming, log, questions, pauses } = stage();
    const next = feed.next(0, never);
    await settle();
    feed.show();
    await settle();
    expect(log).toEqual(['asked']);
    for (let k = 0; k < 50; k++) feed.show();
    questions[0]!.resolve();
    await settle();
    expect(log).toEqual(['asked', 'pause of 5000 ms']);
    pauses[0]!();
    await settle();
    expect(log).toEqual(['asked', 'pause of 5000 ms', 'asked']);
    questions[1]!.resolve();
    await settle();
    pauses[1]!();
    await settle();
    // What was shown before a question is answered by it.
    expect(log.filter((each) => each === 'asked')).toHaveLength(2);
    coming.resolve(MOMENT);
    expect(await next).toBe(MOMENT);
  });

  it('asks about what was shown while nobody waited', async () => {
    const { feed, log } = stage();
    feed.show();
    void feed.next(0, never);
    await settle();
    expect(log).toEqual(['asked']);
  });

  it('gives no bars while it asks, and waits for no pause once they are there', async () => {
    const { feed, coming, questions } = stage();
    let hasCome = false;
    const next = feed.next(0, never).then(() => (hasCome = true));
    feed.show();
    await settle();
    coming.resolve(MOMENT);
    await settle();
    expect(hasCome).toBe(false);
    questions[0]!.resolve();
    await next;
    expect(hasCome).toBe(true);
  });

  it('ends as its feed ends, and with a question that cannot be written down', async () => {
    const ended = stage();
    const next = ended.feed.next(0, never);
    ended.coming.reject(new Error('told to end'));
    await expect(next).rejects.toThrow('told to end');
    const full = stage();
    const other = full.feed.next(0, never);
    full.feed.show();
    await settle();
    full.questions[0]!.reject(new Error('the disk is full'));
    await expect(other).rejects.toThrow('the disk is full');
  });
});
