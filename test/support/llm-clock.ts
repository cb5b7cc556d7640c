import type { Clock } from '../../src/core/ports/clock.js';

/** The real time, for tests that talk to a server over loopback. */
export const realClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(signal.reason as Error);
        return;
      }
      const stop = (): void => {
        clearTimeout(timer);
        reject(signal?.reason as Error);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', stop);
        resolve();
      }, ms);
      signal?.addEventListener('abort', stop, { once: true });
    }),
};

export interface ManualClock extends Clock {
  /** Every sleep asked for so far, ms. */
  readonly sleeps: number[];
  /** Moves time on and wakes whoever's time has come. */
  advance(ms: number): void;
}

/** Time that stands still until it is moved. With `autoSleep`, a sleep moves it itself and returns at once. */
export function manualClock(start = Date.UTC(2025, 0, 1), autoSleep = false): ManualClock {
  let now = start;
  const waiting: { at: number; wake: () => void }[] = [];
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => now,
    sleep(ms, signal) {
      sleeps.push(ms);
      if (autoSleep) {
        now += ms;
        return Promise.resolve();
      }
      return new Promise((resolve, reject) => {
        waiting.push({ at: now + ms, wake: resolve });
        signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      });
    },
    advance(ms) {
      now += ms;
      for (const sleeper of waiting) if (sleeper.at <= now) sleeper.wake();
    },
  };
}
