/** The time, injected: nothing below `app` reads the wall clock. */
export interface Clock {
  /** Now, in UTC milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when it is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
