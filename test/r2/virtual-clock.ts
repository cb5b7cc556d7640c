import type { Clock } from '../../src/core/ports/clock.js';

interface Sleeper {
  readonly at: number;
  readonly order: number;
  wake(): void;
}

/** Turns of the event loop without any event after which nothing is on its way any more. */
const QUIET_TURNS = 3;
/** …even where the count of what is under way does not add up. */
const STUCK_TURNS = 400;

/**
 * Simulated time over real sockets: it stands still while anything is under way and jumps to the next sleeper when all
 * wait. So a back-off of an hour takes no time, a drip of bytes a second is read byte by byte, and a run gives the
 * same result twice.
 */
export class VirtualClock implements Clock {
  #now: number;
  #order = 0;
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
      if (signal?.aborted === true) return reject(signal.reason as Error);
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
      const sleeper: Sleeper = { at: this.#now + Math.ceil(Math.max(0, ms)), order: (this.#order += 1), wake };
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
    const turn = (): void => {
      if (this.#sleepers.length === 0) {
        this.#polling = false;
        return;
      }
      quiet = this.#events === seen ? quiet + 1 : 0;
      seen = this.#events;
      if (quiet >= (this.#isIdle() ? QUIET_TURNS : STUCK_TURNS)) {
        quiet = 0;
        this.#jump();
      }
      setTimeout(() => setImmediate(turn), 1);
    };
    setImmediate(turn);
  }

  #jump(): void {
    const next = [...this.#sleepers].sort((a, b) => a.at - b.at || a.order - b.order)[0];
    if (next === undefined) return;
    this.#now = Math.max(this.#now, next.at);
    next.wake();
  }
}
