import { createRequire } from 'node:module';
import type * as Undici from 'undici';
import { dispatcherFor, NO_PROXY, type ProxySettings } from '../http/proxy.js';

/**
 * A model server may load a model for minutes before it sends its first byte, and think for minutes between two.
 * undici gives up after 300 s by default (measured: UND_ERR_HEADERS_TIMEOUT), so its own clocks are off (0) and every
 * call carries an AbortSignal with a deadline of ours. Only connecting keeps a limit of its own: nothing loads there.
 * https://undici.nodejs.org/#/docs/api/Client?id=parameter-clientoptions
 */
export const LLM_AGENT_OPTIONS = {
  headersTimeout: 0,
  bodyTimeout: 0,
  connect: { timeout: 10_000 },
} as const satisfies Undici.Agent.Options;

export type FetchLike = typeof globalThis.fetch;

/** The package's own types differ from Node's copy of the same code only in name. */
type Send = (input: unknown, init: unknown) => Promise<Response>;

const own = createRequire(import.meta.url);

/**
 * A fetch for model servers. Redirects are not followed: undici would carry `api-key` and `x-api-key` headers to another
 * host, since it only strips `Authorization`.
 */
export function createLlmFetch(
  options: Undici.Agent.Options = LLM_AGENT_OPTIONS,
  proxy: ProxySettings = NO_PROXY,
): FetchLike {
  let made: { send: Send; dispatcher: Undici.Dispatcher } | undefined;
  return (input, init) => {
    // Loaded with the first call, and at once: a deadline already runs.
    made ??= {
      send: (own('undici') as typeof Undici).fetch as unknown as Send,
      dispatcher: dispatcherFor(proxy, options),
    };
    return made.send(input, { ...init, redirect: 'manual', dispatcher: made.dispatcher });
  };
}

let shared: FetchLike | undefined;

/** The one that all providers of a process share, with its pool of connections. */
export const sharedLlmFetch = (): FetchLike => (shared ??= createLlmFetch());
