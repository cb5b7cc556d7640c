import type { Clock } from '../../core/ports/index.js';
import { HttpError } from './errors.js';
import type { Deadline } from './deadline.js';
import type { HttpRequest, RatePolicy } from './types.js';

/** Added to each wait, ms, so that a request never lands on the very edge of the server's window. */
const EDGE_MS = 5;

interface Spent {
  readonly at: number;
  readonly weight: number;
}

/** A sliding window of weight spent, and the requests under way, for one rate key. */
export interface RateWindow {
  /**
   * Waits for weight and for a free slot, in the order of arrival. Call the result when the request is over.
   * @throws HttpError `http.rate` where the wait would not end before the deadline: nothing is sent then.
   */
  acquire(request: HttpRequest, policy: RatePolicy, deadline: Deadline): Promise<() => void>;
  /** Takes over what the server says is used, where that is more than we counted: others may share our address. */
  observe(policy: RatePolicy, headers: Headers): void;
}

export function createRateWindow(clock: Clock): RateWindow {
  let spent: Spent[] = [];
  let running = 0;
  let queue: Promise<void> = Promise.resolve();
  const freed = new Set<() => void>();

  const used = (policy: RatePolicy): number => {
    const since = clock.now() - policy.windowMs;
    spent = spent.filter((entry) => entry.at > since);
    return spent.reduce((sum, entry) => sum + entry.weight, 0);
  };

  /** ms until `weight` fits; 0 when it fits now. */
  function waitMs(policy: RatePolicy, weight: number): number {
    let excess = used(policy) + weight - policy.limit;
    if (excess <= 0) return 0;
    for (const entry of spent) {
      excess -= entry.weight;
      if (excess <= 0) return entry.at + policy.windowMs - clock.now() + EDGE_MS;
    }
    return policy.windowMs;
  }

  async function takeSlot(request: HttpRequest, policy: RatePolicy, deadline: Deadline): Promise<void> {
    const weight = request.weight ?? 1;
    if (weight > policy.limit) throw overLimit(request, policy, 'one request weighs more than the whole budget', false);
    while (policy.maxConcurrent !== undefined && running >= policy.maxConcurrent) {
      await deadline.race(new Promise<void>((resolve) => freed.add(resolve)));
    }
    for (let wait = waitMs(policy, weight); wait > 0; wait = waitMs(policy, weight)) {
      if (wait >= deadline.remainingMs())
        throw overLimit(request, policy, `the next free moment is ${Math.ceil(wait / 1_000)} s away`, true);
      await deadline.race(clock.sleep(wait, deadline.signal));
    }
    spent.push({ at: clock.now(), weight });
    running += 1;
  }

  return {
    async acquire(request, policy, deadline) {
      const before = queue;
      let leave: () => void = () => undefined;
      queue = new Promise((resolve) => (leave = resolve));
      try {
        await deadline.race(before);
        await takeSlot(request, policy, deadline);
      } finally {
        // Whoever gives up early still lets the next one wait for those before it.
        void before.then(leave);
      }
      return () => {
        running -= 1;
        for (const wake of freed) wake();
        freed.clear();
      };
    },
    observe(policy, headers) {
      if (policy.usedHeader === undefined) return;
      const unknown = Number(headers.get(policy.usedHeader) ?? 0) - used(policy);
      if (unknown > 0 && Number.isFinite(unknown)) spent.push({ at: clock.now(), weight: unknown });
    },
  };
}

function overLimit(request: HttpRequest, policy: RatePolicy, why: string, retryable: boolean): HttpError {
  return new HttpError(
    'http.rate',
    `${request.source} was not asked: its budget of ${policy.limit} per ${policy.windowMs / 1_000} s is used up, and ${why}.`,
    { retryable, where: policy.key, remedy: 'ask less often or wait' },
  );
}
