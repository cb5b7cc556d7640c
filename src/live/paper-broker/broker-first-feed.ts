import { UnavailableError } from '../../core/errors.js';
import { SECOND } from '../../core/time.js';
import type { Moment } from '../../engine/hosted/moments.js';
import type { SymbolBar } from '../../engine/hosted/strategy-host.js';
import type { Feed } from '../runner/feed.js';
import type { PaperBroker } from './paper-broker.js';

/** So long after its close a bar is there, ms. */
const SETTLED_MS = 2 * SECOND;

/** What a session on live prices is fed by. */
export type RememberingFeed = Feed & { remember(bars: readonly SymbolBar[]): void };

/**
 * The bars of a session whose broker is on paper: everything that has closed by now runs at the broker before the session sees any of
 * it, as an exchange is ahead of whoever asks it. So no order of now is met by a bar that had ended before it.
 */
export class BrokerFirstFeed implements RememberingFeed {
  /** What ran at the broker, and the session has not seen. */
  private ahead: Moment[] = [];

  constructor(
    private readonly feed: RememberingFeed,
    private readonly broker: Pick<PaperBroker, 'run' | 'serverTime'>,
    /** Length of a bar, ms. */
    private readonly intervalMs: number,
  ) {}

  now(): number {
    return this.feed.now();
  }

  remember(bars: readonly SymbolBar[]): void {
    this.feed.remember(bars);
  }

  /** Lets run what has closed while no process was there. @param after open time of the last bars that the session saw, UTC ms; −Infinity: none */
  async catchUp(after: number, signal: AbortSignal): Promise<void> {
    if (after === -Infinity) return;
    this.ahead = await this.closedAfter(after, signal);
    this.broker.run(this.ahead);
  }

  async next(after: number, signal: AbortSignal): Promise<Moment | null> {
    const fresh: Moment[] = [];
    if (this.ahead.length === 0) {
      const moment = await this.feed.next(after, signal);
      if (moment === null) return null;
      fresh.push(moment);
    }
    fresh.push(...(await this.closedAfter((fresh[0] ?? this.ahead.at(-1)!).time, signal)));
    this.broker.run(fresh);
    this.ahead.push(...fresh);
    return this.ahead.shift()!;
  }

  /** Never waits for a bar: what has closed is told by the exchange's own clock, whatever this machine's says. */
  private async closedAfter(after: number, signal: AbortSignal): Promise<Moment[]> {
    const moments: Moment[] = [];
    const now = await this.timeThere();
    for (let last = after; now >= last + 2 * this.intervalMs + SETTLED_MS;) {
      const moment = await this.feed.next(last, signal);
      if (moment === null) break;
      moments.push(moment);
      last = moment.time;
    }
    return moments;
  }

  /** −Infinity: it cannot be asked, so that nothing is known to have closed. */
  private async timeThere(): Promise<number> {
    try {
      return await this.broker.serverTime();
    } catch (error) {
      if (error instanceof UnavailableError) return -Infinity;
      throw error;
    }
  }
}
