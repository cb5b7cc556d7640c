import { randomBytes } from 'node:crypto';
import type { DashboardEvent } from '../../contract/dashboard-events.js';

/** Events that are kept for those who come back. */
const KEPT = 1_000;

type Unnumbered<E> = E extends unknown ? Omit<E, 'seq'> : never;
/** What happened, before it has a number. */
export type DashboardHappening = Unnumbered<Exclude<DashboardEvent, { readonly type: 'hello' | 'gap' }>>;

/** Takes an event; false: it takes no more, and is forgotten. It must not wait. */
export type Listener = (event: DashboardEvent) => boolean;

/** Numbers what happens and tells it to whoever listens. Nobody is waited for. */
export class EventHub {
  /** Of this start of the server: numbers of another one mean nothing here. */
  readonly server = randomBytes(8).toString('hex');
  private readonly ring: DashboardEvent[] = [];
  private readonly listeners = new Set<Listener>();
  private last = 0;

  get listening(): number {
    return this.listeners.size;
  }

  tell(happening: DashboardHappening): void {
    const event: DashboardEvent = { ...happening, seq: ++this.last };
    this.ring.push(event);
    if (this.ring.length > KEPT) this.ring.shift();
    for (const listener of this.listeners) if (!listener(event)) this.listeners.delete(listener);
  }

  /**
   * Listens from now on, after a greeting and what was missed, or the news that too much was.
   * @param lastSeen `server.seq` of the last event that was seen; null: nothing was
   * @returns how to stop
   */
  join(listener: Listener, lastSeen: string | null): () => void {
    const { server, last: seq } = this;
    const first: DashboardEvent[] = [{ type: 'hello', seq, server }];
    if (lastSeen !== null) {
      const missed = this.since(lastSeen);
      if (missed === null) first.push({ type: 'gap', seq, server });
      else first.push(...missed);
    }
    if (first.every((event) => listener(event))) this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Null: not all of it is kept, or the number is of another start. */
  private since(lastSeen: string): DashboardEvent[] | null {
    const [server, text] = lastSeen.split('.');
    const seq = Number(text);
    if (server !== this.server || !Number.isInteger(seq) || seq > this.last) return null;
    const oldest = this.ring[0]?.seq ?? this.last + 1;
    return seq < oldest - 1 ? null : this.ring.filter((event) => event.seq > seq);
  }
}
