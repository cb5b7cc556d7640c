import type { Clock } from '../../core/ports/clock.js';
import { LlmError } from './errors.js';

/** A signal that ends a call, for one of two reasons: its own time is over, or the caller's signal fired. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Counts the whole time anew from now on. */
  restart(): void;
  /** Stops the timer and lets go of the caller's signal. */
  end(): void;
}

/** @param expired makes the reason the signal is aborted with when the time is over */
export function startDeadline(clock: Clock, ms: number, expired: () => LlmError, caller?: AbortSignal): Deadline {
  const controller = new AbortController();
  const timer = new AbortController();
  const givenUp = (): void => controller.abort(abortReason(caller));
  let endsAt = clock.now() + ms;
  const over = async (): Promise<void> => {
    let sleptTo = endsAt;
    await clock.sleep(ms, timer.signal);
    while (sleptTo < endsAt) {
      const more = endsAt - sleptTo;
      sleptTo = endsAt;
      await clock.sleep(more, timer.signal);
    }
  };
  void over().then(
    () => controller.abort(expired()),
    () => undefined,
  );
  if (caller?.aborted === true) givenUp();
  else caller?.addEventListener('abort', givenUp, { once: true });
  return {
    signal: controller.signal,
    restart() {
      endsAt = clock.now() + ms;
    },
    end() {
      timer.abort();
      caller?.removeEventListener('abort', givenUp);
    },
  };
}

/**
 * Deadlines of calls to one server, which may answer them one after the other: as one ends, the time of those that began after it is
 * counted anew, so that nobody's time is used up by waiting for our own.
 * @returns what starts the next of them, as `startDeadline` does
 */
export function deadlinesInLine(): typeof startDeadline {
  const underWay: Deadline[] = [];
  return (...given) => {
    const deadline = startDeadline(...given);
    underWay.push(deadline);
    return {
      ...deadline,
      end() {
        deadline.end();
        const place = underWay.indexOf(deadline);
        if (place < 0) return;
        for (const later of underWay.slice(place + 1)) later.restart();
        underWay.splice(place, 1);
      },
    };
  };
}

/** Why a signal was aborted, as one of our errors: a deadline of ours keeps its own words. */
export function abortReason(signal: AbortSignal | undefined): LlmError {
  const reason: unknown = signal?.reason;
  if (reason instanceof LlmError) return reason;
  return new LlmError('llm.aborted', 'The call to the model was given up by its caller.', { cause: reason });
}
