import type { Clock } from '../../core/ports/clock.js';
import { LlmError } from './errors.js';

/** A signal that ends a call, for one of two reasons: its own time is over, or the caller's signal fired. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Stops the timer and lets go of the caller's signal. */
  end(): void;
}

/** @param expired makes the reason the signal is aborted with when the time is over */
export function startDeadline(clock: Clock, ms: number, expired: () => LlmError, caller?: AbortSignal): Deadline {
  const controller = new AbortController();
  const timer = new AbortController();
  const givenUp = (): void => controller.abort(abortReason(caller));
  void clock.sleep(ms, timer.signal).then(
    () => controller.abort(expired()),
    () => undefined,
  );
  if (caller?.aborted === true) givenUp();
  else caller?.addEventListener('abort', givenUp, { once: true });
  return {
    signal: controller.signal,
    end() {
      timer.abort();
      caller?.removeEventListener('abort', givenUp);
    },
  };
}

/** Why a signal was aborted, as one of our errors: a deadline of ours keeps its own words. */
export function abortReason(signal: AbortSignal | undefined): LlmError {
  const reason: unknown = signal?.reason;
  if (reason instanceof LlmError) return reason;
  return new LlmError('llm.aborted', 'The call to the model was given up by its caller.', { cause: reason });
}
