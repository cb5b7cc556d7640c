import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../core/ports/clock.js';

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
