import type { Clock } from '../../core/ports/clock.js';
import type { Random } from '../../core/ports/random.js';
import { messageOf } from '../../core/errors.js';
import type { Logger } from '../log/types.js';
import { LlmError, type LlmErrorCode } from './errors.js';
import type { ProviderModel } from './types.js';
import { MINUTE } from '../../core/time.js';
import { backoffMs, type Backoff } from '../http/backoff.js';

export interface RetryPolicy extends Backoff {
  /** A server that asks for a longer wait than this, ms, is given up: another model can answer sooner. */
  readonly longestRetryAfterMs: number;
}

/** A busy model server needs seconds, not milliseconds, to finish what it is at. */
export const DEFAULT_RETRY: RetryPolicy = { tries: 3, baseMs: 1_000, capMs: 20_000, longestRetryAfterMs: MINUTE };

const GIVEN_UP: ReadonlySet<LlmErrorCode> = new Set(['llm.circuit-open', 'llm.timeout', 'llm.decision-timeout']);

/** How long to wait before the next try, in ms; null where another makes no sense. */
export function retryWaitMs(error: unknown, attempt: number, policy: RetryPolicy, random: Random): number | null {
  if (!(error instanceof LlmError) || !error.retryable) return null;
  // An open circuit closes in half a minute at the earliest; a deadline has used up its time.
  if (GIVEN_UP.has(error.code)) return null;
  const asked = error.retryAfterMs ?? 0;
  return asked > policy.longestRetryAfterMs ? null : backoffMs(policy, attempt, random, asked);
}

export interface RetryParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  /** Asked before another try; true ends it. */
  readonly over?: () => boolean;
}

/** Repeats calls that may succeed the next time. Text that was streamed before a failure is streamed again from its start. */
export function withRetry(model: ProviderModel, policy: RetryPolicy, parts: RetryParts): ProviderModel {
  const { clock, random, log, over } = parts;
  return {
    ...model,
    async generate(request, options = {}) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await model.generate(request, options);
        } catch (error) {
          const waitMs = retryWaitMs(error, attempt, policy, random);
          if (waitMs === null || over?.() === true || options.signal?.aborted === true) throw error;
          log.warn('llm.retry', { model: model.id, attempt, wait_ms: Math.round(waitMs), reason: messageOf(error) });
          await clock.sleep(waitMs, options.signal);
        }
      }
    },
  };
}
