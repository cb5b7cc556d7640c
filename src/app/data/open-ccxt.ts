import type { Exchange } from 'ccxt';
import { MINUTE } from '../../core/time.js';
import { LlmTradingError, UnavailableError } from '../../core/errors.js';
import { describeError } from '../../infra/exchanges/ccxt/describe-error.js';
import { openExchange } from '../../infra/exchanges/ccxt/open-exchange.js';
import { createTransport } from '../../infra/exchanges/ccxt/transport.js';
import type { Runtime } from '../runtime/runtime.js';

/** Deadline of one request, ms: lists of markets are long. */
const DEADLINE_MS = 30_000;

/** Shortest time between two requests to an exchange that is played, ms, and most requests to it in a minute. */
const REHEARSAL_PACE_MS = 1;
const REHEARSAL_PER_MINUTE = MINUTE / REHEARSAL_PACE_MS;

export interface OpenedExchange {
  readonly exchange: Exchange;
  /** What a request answers. @throws UnavailableError with what went wrong, whatever ccxt threw */
  readonly asked: <T>(work: Promise<T>) => Promise<T>;
}

/**
 * An exchange of ccxt that asks through the program's own client.
 * `isRehearsal`: the exchange is played on this machine, and may be asked as often as anybody likes. `streams`: its websockets are
 * wanted, too.
 * @throws InputError where ccxt does not know it
 */
export async function openCcxt(
  runtime: Runtime,
  exchangeId: string,
  signal: AbortSignal,
  { isRehearsal = false, streams = false }: { readonly isRehearsal?: boolean; readonly streams?: boolean } = {},
): Promise<OpenedExchange> {
  const { http, config } = runtime;
  const id = `ccxt-${exchangeId}`;
  const { exchangeBaseUrl } = config.sources;
  const transport = createTransport({
    http,
    source: id,
    signal,
    deadlineMs: DEADLINE_MS,
    baseUrl: exchangeBaseUrl ?? undefined,
    requestsPerMinute: isRehearsal ? REHEARSAL_PER_MINUTE : undefined,
  });
  return {
    exchange: await openExchange(exchangeId, transport, {
      paceMs: isRehearsal ? REHEARSAL_PACE_MS : undefined,
      streams,
    }),
    async asked(work) {
      try {
        return await work;
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof LlmTradingError) throw error;
        const { code, reason } = describeError(id, [], error);
        throw new UnavailableError(code, reason, {
          retryable: true,
          remedy: 'run the same command again: what is done is kept',
          cause: error,
        });
      }
    },
  };
}
