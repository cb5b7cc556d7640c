import type { Clock } from '../../core/ports/index.js';
import { HttpError } from './errors.js';

/** The one deadline of a call: everything that waits, waits against it. */
export interface Deadline {
  /** Aborted when the time is over or the caller gave up. */
  readonly signal: AbortSignal;
  remainingMs(): number;
  /** @throws HttpError `http.deadline` or `http.aborted` once the call must end. */
  check(): void;
  /** Settles as `work` does, or rejects when the call must end: even for work that ignores the signal, as a DNS look-up does. */
  race<T>(work: Promise<T>): Promise<T>;
  /** Stops the timer. */
  end(): void;
}

export function startDeadline(clock: Clock, ms: number, what: string, caller?: AbortSignal): Deadline {
  const endsAt = clock.now() + ms;
  const controller = new AbortController();
  const timer = new AbortController();
  let rejectAll: (reason: HttpError) => void = () => undefined;
  const over = new Promise<never>((_, reject) => (rejectAll = reject));
  over.catch(() => undefined);

  const stop = (reason: HttpError): void => {
    if (controller.signal.aborted) return;
    controller.abort(reason);
    rejectAll(reason);
  };
  const expired = (): HttpError =>
    new HttpError('http.deadline', `${what} did not answer in full within ${ms} ms.`, {
      retryable: true,
      remedy: 'try again, or raise the deadline',
    });
  const givenUp = (): void =>
    stop(
      new HttpError('http.aborted', `The request to ${what} was given up by its caller.`, { cause: caller?.reason }),
    );

  void clock.sleep(ms, timer.signal).then(
    () => stop(expired()),
    () => undefined,
  );
  if (caller?.aborted === true) givenUp();
  else caller?.addEventListener('abort', givenUp, { once: true });

  return {
    signal: controller.signal,
    remainingMs: () => endsAt - clock.now(),
    check() {
      // Also by the clock: a busy process may run its timers late.
      if (clock.now() > endsAt) stop(expired());
      controller.signal.throwIfAborted();
    },
    race(work) {
      work.catch(() => undefined);
      return Promise.race([over, work]);
    },
    end() {
      timer.abort();
      caller?.removeEventListener('abort', givenUp);
    },
  };
}
