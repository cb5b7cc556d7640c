import type { Clock } from '../../core/ports/clock.js';
import { startDeadline, type Deadline } from '../http/deadline.js';
import { LlmError } from './errors.js';

/** The deadline of a call to a model. @param expired makes the error it ends with when the time is over */
export const startCallDeadline = (clock: Clock, ms: number, expired: () => LlmError, caller?: AbortSignal): Deadline =>
  startDeadline(clock, ms, { expired, givenUp: abortReason }, caller);

/**
 * Deadlines of calls to one server, which may answer them one after the other: as one ends, the time of those that began after it is
 * counted anew, so that nobody's time is used up by waiting for our own.
 * @returns what starts the next of them, as `startCallDeadline` does
 */
export function deadlinesInLine(): typeof startCallDeadline {
  const underWay: Deadline[] = [];
  return (...given) => {
    const deadline = startCallDeadline(...given);
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
