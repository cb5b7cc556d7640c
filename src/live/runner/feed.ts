import type { Moment } from '../../engine/hosted/moments.js';

/** Where the closed bars of a session come from, and what time it is there. */
export interface Feed {
  /** UTC ms. */
  now(): number;
  /**
   * What closed first after the bars that open at `after` (UTC ms; −Infinity: from the beginning); waits for it. Null: nothing more
   * will come.
   * @throws the signal's reason as soon as it is aborted
   */
  next(after: number, signal: AbortSignal): Promise<Moment | null>;
}
