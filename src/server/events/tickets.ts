import { randomBytes } from 'node:crypto';
import type { Ticket } from '../../contract/dashboard-status.js';
import { MINUTE } from '../../core/time.js';

/** Tickets that wait to be used at once. */
const MOST = 1_000;

/** Words that open one stream of events each: an `EventSource` can send no header, and a token in an address would be logged. */
export class Tickets {
  private readonly waiting = new Map<string, number>();

  constructor(private readonly now: () => number) {}

  give(): Ticket {
    this.forgetOld();
    if (this.waiting.size >= MOST) this.waiting.delete(this.waiting.keys().next().value!);
    const ticket = randomBytes(24).toString('base64url');
    const expires_at = this.now() + MINUTE;
    this.waiting.set(ticket, expires_at);
    return { ticket, expires_at };
  }

  /** Whether it is good; from now on it is not. */
  take(ticket: string): boolean {
    this.forgetOld();
    return this.waiting.delete(ticket);
  }

  private forgetOld(): void {
    const now = this.now();
    for (const [ticket, expires] of this.waiting) if (expires <= now) this.waiting.delete(ticket);
  }
}
