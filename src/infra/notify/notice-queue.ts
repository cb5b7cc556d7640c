import { messageOf } from '../../core/errors.js';
import type { Notice, NoticeChannel } from '../../core/ports/notice-channel.js';

export interface NoticeQueueSettings {
  readonly channel: NoticeChannel;
  /** Messages that may wait; the oldest is given up for one more. Default 100. */
  readonly capacity?: number;
  /** How long one may take, ms. Default 10 s. */
  readonly timeoutMs?: number;
  /** Told of each that was not delivered. */
  readonly onFailure?: ((why: string) => void) | undefined;
}

/** How messages of a channel came out so far. */
export interface NoticeCounts {
  readonly sent: number;
  readonly failed: number;
  /** Given up unsent: too many waited, or the process ended. */
  readonly dropped: number;
}

/**
 * Sends messages one after the other, beside everything else: whoever hands one in waits for nothing and sees no error. What cannot
 * be delivered is counted, and not tried again: the next message says more than a late one.
 */
export class NoticeQueue {
  private readonly waiting: Notice[] = [];
  private readonly end = new AbortController();
  private sending: Promise<void> | null = null;
  private readonly counted = { sent: 0, failed: 0, dropped: 0 };

  constructor(private readonly settings: NoticeQueueSettings) {}

  get counts(): NoticeCounts {
    return { ...this.counted };
  }

  push(notice: Notice): void {
    if (this.end.signal.aborted) return;
    this.waiting.push(notice);
    if (this.waiting.length > (this.settings.capacity ?? 100)) {
      this.waiting.shift();
      this.counted.dropped += 1;
    }
    this.sending ??= this.drain();
  }

  /** Waits at most so many ms for what is still to be sent, and gives up the rest. */
  async close(ms: number): Promise<void> {
    const timer = setTimeout(() => this.end.abort(), ms);
    await this.sending;
    clearTimeout(timer);
    this.end.abort();
  }

  private async drain(): Promise<void> {
    const { channel, timeoutMs = 10_000, onFailure } = this.settings;
    // Not before whoever handed it in has gone on.
    await Promise.resolve();
    for (let notice = this.waiting.shift(); notice !== undefined; notice = this.waiting.shift()) {
      if (this.end.signal.aborted) {
        this.counted.dropped += 1 + this.waiting.splice(0).length;
        break;
      }
      try {
        await channel.send(notice, AbortSignal.any([this.end.signal, AbortSignal.timeout(timeoutMs)]));
        this.counted.sent += 1;
      } catch (error) {
        this.counted.failed += 1;
        const isLate = error instanceof Error && error.name === 'TimeoutError';
        onFailure?.(isLate ? `${channel.name} did not answer within ${timeoutMs / 1_000} s.` : messageOf(error));
      }
    }
    this.sending = null;
  }
}
