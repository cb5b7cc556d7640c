import type { Clock } from '../../../core/ports/clock.js';
import type { LedgerStore } from '../../../core/ports/ledger-store.js';
import { abortReason } from '../deadline.js';

/** How often a call waits for another process looks whether that one has answered, ms: short beside any answer of a model. */
const LOOK_MS = 200;

/** Calls of this process that are under way, by ledger and question. */
const underWay = new WeakMap<LedgerStore, Map<string, Promise<unknown>>>();

export interface Flight<T> {
  readonly ledger: LedgerStore;
  readonly clock: Clock;
  readonly question: string;
  /** How long the question is kept for this process, should it vanish where nobody can see that it has, ms. */
  readonly leaseMs: number;
  readonly signal?: AbortSignal | undefined;
  /** What has been recorded by now; null where nothing has. Its errors end the flight. */
  readonly recorded: () => Promise<T | null>;
  readonly ask: () => Promise<T>;
}

/**
 * Asks a question that nobody else is asking: equal ones in this process, and in others with the same ledger, wait for its
 * answer, so that it is paid once. Where it fails they ask themselves, one after the other.
 */
export async function onlyOnce<T>(flight: Flight<T>): Promise<T> {
  const { ledger, clock, question, leaseMs, signal, recorded } = flight;
  const flights = underWay.get(ledger) ?? new Map<string, Promise<unknown>>();
  underWay.set(ledger, flights);
  for (;;) {
    if (signal?.aborted === true) throw abortReason(signal);
    const other = flights.get(question);
    if (other !== undefined) {
      await settledOrAborted(other, signal);
    } else {
      // Set before the first await, so that the next of this process finds it.
      const mine = claimAndAsk(flight);
      flights.set(question, mine);
      try {
        const answer = await mine;
        if (answer !== null) return answer.value;
      } finally {
        flights.delete(question);
      }
      await clock.sleep(Math.min(LOOK_MS, leaseMs), signal);
    }
    const known = await recorded();
    if (known !== null) return known;
  }
}

/** Null where another process has the question. */
async function claimAndAsk<T>(flight: Flight<T>): Promise<{ readonly value: T } | null> {
  const { ledger, clock, question, leaseMs, recorded, ask } = flight;
  const { claims } = ledger;
  if (claims === undefined) return { value: await ask() };
  if (!(await claims.claim(question, { now: clock.now(), leaseMs }))) return null;
  try {
    // Who held it before may have answered between the look and the claim.
    return { value: (await recorded()) ?? (await ask()) };
  } finally {
    await claims.release(question);
  }
}

/** Waits for the end of another's call, however it ends; a caller that gives up does not wait on. */
async function settledOrAborted(other: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  const settled = other.then(
    () => undefined,
    () => undefined,
  );
  if (signal === undefined) return settled;
  let stop: () => void = () => undefined;
  const aborted = new Promise<void>((resolve) => {
    stop = resolve;
    signal.addEventListener('abort', stop, { once: true });
  });
  await Promise.race([settled, aborted]);
  signal.removeEventListener('abort', stop);
}
