import type { DashboardEvent } from '../../../src/contract/dashboard-events.js';
import { API, headers } from './client.js';
import { readEvents } from './event-stream.js';
import { token } from './token.js';

/** `live`: events come in. `lost`: the server does not answer; it is asked again. */
export type StreamState = 'opening' | 'live' | 'lost';

const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;
/** Two heartbeats of 15 s that did not come, and a bit: the connection is dead, whatever the network says. */
const SILENCE = 40_000;

type Listener = (event: DashboardEvent | { readonly type: 'afresh' }) => void;

const listeners = new Set<Listener>();
const stateListeners = new Set<(state: StreamState) => void>();
let state: StreamState = 'opening';
let last: { readonly server: string; readonly seq: number } | null = null;

export const streamState = (): StreamState => state;

export function onStreamState(listener: (state: StreamState) => void): () => void {
  stateListeners.add(listener);
  return () => stateListeners.delete(listener);
}

/** `afresh`: events were missed, so that everything shown has to be asked for again. */
export function onEvent(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function become(next: StreamState): void {
  if (next === state) return;
  state = next;
  for (const listener of stateListeners) listener(next);
}

function tell(event: Parameters<Listener>[0]): void {
  for (const listener of listeners) listener(event);
}

/** Numbers follow each other; one that is left out, a gap that the server tells of, or another server: all is loaded afresh. */
function take(event: DashboardEvent): void {
  become('live');
  if (event.type === 'hello' || event.type === 'gap') {
    const isKnown = last !== null && event.type === 'hello' && last.server === event.server && last.seq <= event.seq;
    if (last !== null && !isKnown) tell({ type: 'afresh' });
    if (!isKnown) last = { server: event.server, seq: event.seq };
    return;
  }
  if (last !== null && event.seq > last.seq + 1) tell({ type: 'afresh' });
  if (last !== null) last = { server: last.server, seq: event.seq };
  tell(event);
}

async function listen(): Promise<void> {
  const abort = new AbortController();
  let timer = setTimeout(() => abort.abort(), SILENCE);
  const alive = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => abort.abort(), SILENCE);
  };
  try {
    const response = await fetch(`${API}/events`, {
      headers: { ...headers(), ...(last === null ? {} : { 'Last-Event-ID': String(last.seq) }) },
      signal: abort.signal,
      cache: 'no-store',
    });
    if (response.status === 401) token.refused();
    if (!response.ok || response.body === null) return;
    await readEvents(response.body, (data) => take(JSON.parse(data) as DashboardEvent), alive);
  } finally {
    clearTimeout(timer);
  }
}

/** Keeps a stream of events open for as long as the page is: after a loss it waits, twice as long each time, and goes on. */
export async function keepListening(): Promise<never> {
  for (let wait = FIRST_WAIT; ;) {
    await token.untilGiven();
    await listen().catch(() => undefined);
    if (state === 'live') wait = FIRST_WAIT;
    become('lost');
    await new Promise((resolve) => setTimeout(resolve, wait));
    wait = Math.min(2 * wait, LONGEST_WAIT);
  }
}
