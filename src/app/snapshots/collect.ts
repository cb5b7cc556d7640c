import { setMaxListeners } from 'node:events';
import { InputError, messageOf } from '../../core/errors.js';
import type { Observation } from '../../core/observation.js';
import type { Clock } from '../../core/ports/clock.js';
import type { Collected, ObservationSource, SeriesFailure } from '../../core/ports/observation-source.js';
import type { TradingSymbol } from '../../core/symbol.js';
import type { Logger } from '../../infra/log/types.js';

export interface CollectOptions {
  readonly symbol: TradingSymbol;
  /** The moment of the decision, UTC ms. Default: now. */
  readonly asOf?: number;
  /** The deadline that all sources share, ms. */
  readonly deadlineMs: number;
  readonly clock: Clock;
  readonly log: Logger;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks every source at once under one deadline. A source that fails, throws or does not come back in time costs its own
 * series only: each loss is one log event and one failure with its reason.
 * @throws InputError that a source raised: only the user can fix it
 */
export async function collectObservations(
  sources: readonly ObservationSource[],
  options: CollectOptions,
): Promise<Collected> {
  const { clock, log } = options;
  const controller = new AbortController();
  const signal =
    options.signal === undefined ? controller.signal : AbortSignal.any([controller.signal, options.signal]);
  // Every request of every source listens to it: more than Node's ten is not a leak. (0 would mean unlimited, but Node 20 then
  // refuses to say so when undici asks: ERR_INVALID_ARG_TYPE.)
  setMaxListeners(1_000, signal);
  const asOf = options.asOf ?? clock.now();
  const late = new Error(`no answer within ${options.deadlineMs} ms`);
  const stopTimer = new AbortController();
  const deadline = clock.sleep(options.deadlineMs, AbortSignal.any([stopTimer.signal, signal])).then(
    () => controller.abort(late),
    () => undefined,
  );

  /** Settles at the deadline even where a source ignores its signal. */
  const bounded = async (source: ObservationSource): Promise<Collected> => {
    const aborted = new Promise<never>((_, reject) => {
      const stop = (): void => reject(signal.reason instanceof Error ? signal.reason : late);
      if (signal.aborted) stop();
      else signal.addEventListener('abort', stop, { once: true });
    });
    return Promise.race([source.collect({ symbol: options.symbol, asOf, signal }), aborted]);
  };

  const settled = await Promise.allSettled(sources.map(bounded));
  stopTimer.abort();
  await deadline;
  options.signal?.throwIfAborted();

  const observations: Observation[] = [];
  const failures: SeriesFailure[] = [];
  for (const [i, outcome] of settled.entries()) {
    const source = sources[i]!;
    if (outcome.status === 'fulfilled') {
      for (const observation of outcome.value.observations) observations.push(observation);
      failures.push(...outcome.value.failures);
      continue;
    }
    if (outcome.reason instanceof InputError) throw outcome.reason;
    const code = outcome.reason === late ? 'source.deadline' : 'source.failed';
    failures.push({ source: source.id, series: source.series, code, reason: messageOf(outcome.reason) });
  }
  for (const failure of failures) {
    const level = failure.code === 'source.disabled' ? 'debug' : 'warn';
    log[level]('source.failed', {
      source: failure.source,
      series: failure.series,
      code: failure.code,
      reason: failure.reason,
    });
  }
  return { observations, failures };
}
