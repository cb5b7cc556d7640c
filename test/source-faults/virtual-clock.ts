import type { Clock } from '../../src/core/ports/clock.js';

interface Sleeper {
  readonly at: number;
  wake(): void;
}

/** Turns of the event loop without any event after which nothing is on its way any more. */
const QUIET_TURNS = 3;
/**
 * Real time after which the clock moves on even if something is still under way, ms: longer than a slow resolver takes to say
 * that a name does not exist.
 */
const STUCK_MS = 10_000;

/**
 * Simulated time over real sockets: it stands still while anything is under way and jumps to the next sleeper when all
 * wait. So a back-off of an hour takes no time, a drip of bytes a second is read byte by byte, and a run gives the
 * same result twice.
 */
export class VirtualClock implements Clock {
  #now: number;
  #sleepers: Sleeper[] = [];
  #events = 0;
  #polling = false;
  readonly #isIdle: () => boolean;

  /** `isIdle` says whether everything under way is waiting for time to pass. */
  constructor(start: number, isIdle: () => boolean) {
    this.#now = start;
    this.#isIdle = isIdle;
  }

  now(): number {
    return this.#now;
  }

  /** Whole milliseconds, as the machine's clock has them. */
  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(signal.reason as Error);
        return;
      }
      const done = (): void => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        signal?.removeEventListener('abort', stop);
        this.touch();
      };
      const stop = (): void => {
        done();
        reject(signal?.reason as Error);
      };
      const wake = (): void => {
        done();
        resolve();
      };
      const sleeper: Sleeper = { at: this.#now + Math.ceil(Math.max(0, ms)), wake };
      this.#sleepers.push(sleeper);
      signal?.addEventListener('abort', stop, { once: true });
      this.touch();
      this.#poll();
    });
  }

  /** Something happened: time waits for what follows from it. */
  touch(): void {
    this.#events += 1;
  }

  /** Lets time pass between two cycles, when nothing sleeps. */
  advance(ms: number): void {
    this.#now += ms;
  }

  #poll(): void {
    if (this.#polling) return;
    this.#polling = true;
    let seen = this.#events;
    let quiet = 0;
    let quietSince = performance.now();
    const turn = (): void => {
      if (this.#sleepers.length === 0) {
        this.#polling = false;
        return;
      }
      if (this.#events !== seen) {
        quiet = 0;
        quietSince = performance.now();
      } else quiet += 1;
      seen = this.#events;
      if (this.#isIdle() ? quiet >= QUIET_TURNS : performance.now() - quietSince > STUCK_MS) this.#jump();
      setTimeout(() => setImmediate(turn), 1);
    };
    setImmediate(turn);
  }

  #jump(): void {
    this.#now = Math.max(this.#now, Math.min(...this.#sleepers.map(({ at }) => at)));
    for (const sleeper of this.#sleepers.filter(({ at }) => at <= this.#now)) sleeper.wake();
  }
}
