import type { Clock } from '../../core/ports/clock.js';

/** A clock that goes so many times faster from now on: that of a rehearsal. */
export function scaledClock(clock: Clock, speed: number): Clock {
  const began = clock.now();
  return {
    now: () => began + (clock.now() - began) * speed,
    sleep: (ms, signal) => clock.sleep(ms / speed, signal),
  };
}
