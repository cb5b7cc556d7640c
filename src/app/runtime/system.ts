import { setTimeout as delay, setImmediate } from 'node:timers/promises';
import type { Clock } from '../../core/ports/clock.js';
import type { Random } from '../../core/ports/random.js';

/** The machine's clock: the only place, with `systemRandom`, where the outside world's time enters. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    try {
      await delay(ms, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      throw signal?.aborted === true ? signal.reason : error;
    }
  },
};

/** Unseeded randomness, for jitter between retries only. */
export const systemRandom: Random = { next: () => Math.random() };

/** Lets timers, input and output, and Ctrl-C have their turn in the middle of a long computation. */
export const yieldToEvents = (): Promise<void> => setImmediate();
