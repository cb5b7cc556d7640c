import type { Clock } from '../../../core/ports/clock.js';

/** What the exchange's stream has shown. It ends a wait early and decides nothing: bars are those that are asked for. */
export class ShownBars {
  /** Open time of the latest bar of each symbol, UTC ms. */
  private readonly latest: Map<string, number>;
  private wake: (() => void) | null = null;

  constructor(symbols: readonly string[]) {
    this.latest = new Map(symbols.map((symbol) => [symbol, -Infinity]));
  }

  take(symbol: string, openTime: number): void {
    const known = this.latest.get(symbol);
    if (known === undefined || openTime <= known) return;
    this.latest.set(symbol, openTime);
    this.wake?.();
  }

  /** Whether a bar that opens after `time`, UTC ms, was shown of every symbol: then those that open at `time` have closed. */
  areAfter(time: number): boolean {
    return Math.min(...this.latest.values()) > time;
  }

  /** Sleeps for `ms`, or until later bars than those that open at `time` are shown. @throws the signal's reason once it is aborted */
  async sleep(clock: Pick<Clock, 'sleep'>, ms: number, time: number, signal: AbortSignal): Promise<void> {
    const end = new AbortController();
    const isWoken = (): boolean => end.signal.aborted && !signal.aborted;
    const stop = (): void => end.abort(signal.reason);
    this.wake = () => {
      if (this.areAfter(time)) end.abort();
    };
    signal.throwIfAborted();
    signal.addEventListener('abort', stop, { once: true });
    try {
      await clock.sleep(ms, end.signal);
    } catch (error) {
      if (!isWoken()) throw error;
    } finally {
      signal.removeEventListener('abort', stop);
      this.wake = null;
    }
  }
}
