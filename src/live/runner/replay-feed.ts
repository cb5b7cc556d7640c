import type { SymbolData } from '../../engine/data-feed.js';
import { momentsOf, type Moment } from '../../engine/hosted/moments.js';
import type { Feed } from './feed.js';

/** Bars that have happened, as if they happened now: the clock stands at the close of the last that was given. */
export class ReplayFeed implements Feed {
  private readonly moments: Iterator<Moment>;
  private readonly intervalMs: number;
  private closed: number;

  /** @param wait lets time pass between two moments; nothing is waited for where it returns at once */
  constructor(
    data: readonly SymbolData[],
    private readonly wait: (signal: AbortSignal) => Promise<void>,
  ) {
    this.moments = momentsOf(data);
    this.intervalMs = data[0]!.bars.intervalMs;
    this.closed = Math.min(...data.map(({ bars }) => bars.openTime[0]!));
  }

  now(): number {
    return this.closed;
  }

  async next(after: number, signal: AbortSignal): Promise<Moment | null> {
    // What a session has seen already takes no time, but is where its clock goes on.
    this.closed = Math.max(this.closed, after + this.intervalMs);
    for (;;) {
      const next = this.moments.next();
      if (next.done === true) return null;
      const { value } = next;
      if (value.time <= after) continue;
      await this.wait(signal);
      signal.throwIfAborted();
      this.closed = value.time + this.intervalMs;
      return value;
    }
  }
}
