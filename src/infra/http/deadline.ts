import type { Clock } from '../../core/ports/clock.js';

/** The one deadline of a call: everything that waits, waits against it. */
export interface Deadline {
  /** Aborted when the time is over or the caller gave up, with the error that says which. */
  readonly signal: AbortSignal;
  remainingMs(): number;
  /** @throws the error of the signal once the call must end. */
  check(): void;
  /** Settles as `work` does, or rejects when the call must end: even for work that ignores the signal, as a DNS look-up does. */
  race<T>(work: Promise<T>): Promise<T>;
  /** Counts the whole time anew from now on. */
  restart(): void;
  /** Stops the timer and lets go of the caller's signal. */
  end(): void;
}

/** The words of a deadline: whoever calls has a kind of error of their own. */
export interface DeadlineErrors {
  /** The time is over. */
  expired(): Error;
  /** The caller's signal fired. */
  givenUp(caller: AbortSignal): Error;
}

/** @param ms the whole time of the call, all tries and waits included */
export function startDeadline(clock: Clock, ms: number, errors: DeadlineErrors, caller?: AbortSignal): Deadline {
  const controller = new AbortController();
  const timer = new AbortController();
  let endsAt = clock.now() + ms;
  let rejectAll: (reason: Error) => void = () => undefined;
  const over = new Promise<never>((_, reject) => (rejectAll = reject));
  over.catch(() => undefined);

  const stop = (reason: Error): void => {
    if (controller.signal.aborted) return;
    controller.abort(reason);
    rejectAll(reason);
  };
  const givenUp = (): void => stop(errors.givenUp(caller!));
  const timeIsOver = async (): Promise<void> => {
    let sleptTo = endsAt;
    await clock.sleep(ms, timer.signal);
    while (sleptTo < endsAt) {
      const more = endsAt - sleptTo;
      sleptTo = endsAt;
      await clock.sleep(more, timer.signal);
    }
  };

  void timeIsOver().then(
    () => stop(errors.expired()),
    () => undefined,
  );
  if (caller?.aborted === true) givenUp();
  else caller?.addEventListener('abort', givenUp, { once: true });

  return {
    signal: controller.signal,
    remainingMs: () => endsAt - clock.now(),
    check() {
      // Also by the clock: a busy process may run its timers late.
      if (clock.now() > endsAt) stop(errors.expired());
      controller.signal.throwIfAborted();
    },
    race(work) {
      work.catch(() => undefined);
      return Promise.race([over, work]);
    },
    restart() {
      endsAt = clock.now() + ms;
    },
    end() {
      timer.abort();
      caller?.removeEventListener('abort', givenUp);
    },
  };
}
