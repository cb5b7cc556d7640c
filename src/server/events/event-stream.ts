import type { DashboardEvent } from '../../contract/dashboard-events.js';
import type { Clock } from '../../core/ports/clock.js';
import { SECOND } from '../../core/time.js';
import type { EventHub } from './event-hub.js';

/** A word to a silent line, so that proxies keep it open and a dead one is noticed. */
const HEARTBEAT_MS = 15 * SECOND;
/** Events that may wait for a reader; one that falls farther behind is let go, and comes back by itself. */
const WAITING = 256;

/** The events as a stream (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
export function eventStream(
  hub: EventHub,
  clock: Clock,
  { lastSeen, signal }: { readonly lastSeen: string | null; readonly signal: AbortSignal },
): ReadableStream<Uint8Array> {
  const ended = new AbortController();
  let leave: () => void = () => undefined;
  const end = (): void => {
    leave();
    ended.abort();
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const send = (text: string): boolean => {
          if (ended.signal.aborted) return false;
          if ((controller.desiredSize ?? 0) <= 0) {
            end();
            controller.error(new Error('the reader is too slow'));
            return false;
          }
          controller.enqueue(Buffer.from(text));
          return true;
        };
        leave = hub.join((event) => send(textOf(event, hub.server)), lastSeen);
        signal.addEventListener(
          'abort',
          () => {
            if (ended.signal.aborted) return;
            end();
            controller.close();
          },
          { once: true },
        );
        void beat(clock, ended.signal, () => send(': still here\n\n'));
      },
      cancel: end,
    },
    { highWaterMark: WAITING },
  );
}

const textOf = (event: DashboardEvent, server: string): string =>
  `event: ${event.type}\nid: ${server}.${event.seq}\ndata: ${JSON.stringify(event)}\n\n`;

async function beat(clock: Clock, signal: AbortSignal, say: () => boolean): Promise<void> {
  try {
    do await clock.sleep(HEARTBEAT_MS, signal);
    while (say());
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
