import {
  BrokenCircuitError,
  circuitBreaker,
  ConsecutiveBreaker,
  handleWhen,
  type CircuitBreakerPolicy,
} from 'cockatiel';
import { LlmError, type LlmErrorCode } from './errors.js';
import type { ProviderModel } from './types.js';

/** Failures in a row after which a model is left alone. */
const DEFAULT_FAILURES = 5;
/** How long it is left alone before one call tries it again, ms. */
const DEFAULT_PAUSE_MS = 30_000;

/** What speaks against the server and not against one request. */
const SERVER_FAULTS: ReadonlySet<LlmErrorCode> = new Set([
  'llm.network',
  'llm.timeout',
  'llm.decision-timeout',
  'llm.server',
  'llm.stream-error',
  'llm.busy',
]);

export interface BreakerOptions {
  readonly failures?: number;
  readonly pauseMs?: number;
}

/** One breaker for everything that shares a fate: make one for each model of a server. */
export const createBreaker = (options: BreakerOptions = {}): CircuitBreakerPolicy =>
  circuitBreaker(
    handleWhen((error) => error instanceof LlmError && SERVER_FAULTS.has(error.code)),
    {
      halfOpenAfter: options.pauseMs ?? DEFAULT_PAUSE_MS,
      breaker: new ConsecutiveBreaker(options.failures ?? DEFAULT_FAILURES),
    },
  );

/**
 * Fails at once, without a request, while a model has failed too often in a row: a batch then moves on to the next model. What
 * it failed with last is still the news, and its remedy the one that helps.
 */
export function withBreaker(model: ProviderModel, breaker: CircuitBreakerPolicy): ProviderModel {
  let last: LlmError | undefined;
  return {
    ...model,
    async generate(request, options) {
      try {
        return await breaker.execute(() => model.generate(request, options));
      } catch (error) {
        if (!(error instanceof BrokenCircuitError)) {
          if (error instanceof LlmError && SERVER_FAULTS.has(error.code)) last = error;
          throw error;
        }
        const cause = last === undefined ? '' : `${last.message} `;
        throw new LlmError(
          'llm.circuit-open',
          `${cause}${model.id} failed so several times in a row and is left alone for half a minute.`,
          {
            retryable: true,
            remedy: last?.remedy ?? 'Wait half a minute, and look into the log of the model server.',
            failureKind: last?.failureKind,
            cause: last ?? error,
          },
        );
      }
    },
  };
}
