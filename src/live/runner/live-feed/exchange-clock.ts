import type { Clock } from '../../../core/ports/clock.js';

/**
 * The exchange's clock between two questions, by this machine's. What the exchange told at the start and what it told last are both
 * kept: should one of the two clocks be set in between, neither is believed alone.
 */
export class ExchangeClock {
  private first = NaN;
  private last = NaN;
  private latest = -Infinity;

  constructor(private readonly clock: Clock) {}

  /** Takes what the exchange told, UTC ms. @returns how far the clocks have moved apart since the start, ms; above 0: the exchange's is ahead */
  take(told: number): number {
    this.last = told - this.clock.now();
    if (Number.isNaN(this.first)) this.first = this.last;
    return this.last - this.first;
  }

  /** The later of the two readings, whole ms, never going back: data are never younger than they seem. */
  now(): number {
    const reading = Math.round(this.clock.now() + Math.max(this.first, this.last));
    this.latest = Math.max(this.latest, reading);
    return this.latest;
  }

  /** The earlier of the two: what has closed by it has closed by both. */
  sure(): number {
    return Math.floor(this.clock.now() + Math.min(this.first, this.last));
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return this.clock.sleep(ms, signal);
  }
}
