import type { Clock } from '../../core/ports/clock.js';
import { SECOND } from '../../core/time.js';
import type { Moment } from '../../engine/hosted/moments.js';
import type { Feed } from '../runner/feed.js';

/** Shortest time between two questions, ms: whatever a stream says, and however often, the exchange is not asked more. */
const PAUSE_MS = 5 * SECOND;

/**
 * The bars of a session at an exchange. While they are waited for, `show` has the orders asked about at once, rather than before the
 * next bar: it is a word that somebody should look, and what counts is what the exchange answers. Bars and questions never overlap.
 */
export class WakingFeed implements Feed {
  private isShown = false;
  private wake: () => void = () => undefined;

  constructor(
    private readonly feed: Feed,
    /** Asks what became of the orders. */
    private readonly ask: () => Promise<void>,
    private readonly clock: Pick<Clock, 'sleep'>,
  ) {}

  now(): number {
    return this.feed.now();
  }

  /** Something has become of an order, as it seems. */
  show(): void {
    this.isShown = true;
    this.wake();
  }

  async next(after: number, signal: AbortSignal): Promise<Moment | null> {
    const end = new AbortController();
    const coming = this.feed.next(after, signal).finally(() => end.abort());
    // It is waited for below; where a question fails first, nobody does.
    coming.catch(() => undefined);
    while (await this.isWokenBefore(end.signal)) {
      await this.ask();
      await this.clock.sleep(PAUSE_MS, end.signal).catch(() => undefined);
    }
    return await coming;
  }

  /** False: the bars are there, or will not come. */
  private async isWokenBefore(end: AbortSignal): Promise<boolean> {
    while (!this.isShown && !end.aborted) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        end.addEventListener('abort', () => resolve(), { once: true });
      });
    }
    if (end.aborted) return false;
    this.isShown = false;
    return true;
  }
}
