import type { Exchange } from 'ccxt';
import { LlmTradingError, UnavailableError } from '../../core/errors.js';
import { describeError } from '../../infra/exchanges/ccxt/describe-error.js';
import { openExchange } from '../../infra/exchanges/ccxt/open-exchange.js';
import { createTransport } from '../../infra/exchanges/ccxt/transport.js';
import type { Runtime } from '../runtime/runtime.js';

/** Deadline of one request, ms: lists of markets are long. */
const DEADLINE_MS = 30_000;

/** Time between two requests where an exchange is played faster, ms of its clock. */
const PACE_MS = 50;

export interface OpenedExchange {
  readonly exchange: Exchange;
  /** What a request answers. @throws UnavailableError with what went wrong, whatever ccxt threw */
  readonly asked: <T>(work: Promise<T>) => Promise<T>;
}

/**
 * An exchange of ccxt that asks through the program's own client.
 * @param speed how many times faster than this machine's clock the exchange's goes: it is asked so much more often then
 * @throws InputError where ccxt does not know it
 */
export async function openCcxt(
  runtime: Runtime,
  exchangeId: string,
  signal: AbortSignal,
  speed = 1,
): Promise<OpenedExchange> {
  const { http, config } = runtime;
  const id = `ccxt-${exchangeId}`;
  const { exchangeBaseUrl } = config.sources;
  const transport = createTransport({
    http,
    source: id,
    signal,
    deadlineMs: DEADLINE_MS,
    ...(exchangeBaseUrl === null ? {} : { baseUrl: exchangeBaseUrl }),
  });
  return {
    exchange: await openExchange(exchangeId, transport, speed > 1 ? PACE_MS / speed : undefined),
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
