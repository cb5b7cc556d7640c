import { keepWatching, type StreamSettings } from '../ccxt/keep-watching.js';
import type { VenueClient } from './open-client.js';

export interface OrderStreamSettings extends StreamSettings {
  /** Each time the exchange shows that something has become of an order; what, has to be asked. */
  readonly onShown: () => void;
}

/**
 * Follows the account's own stream, until the signal is aborted. Nothing that it says is believed: it only ends a wait, and whoever
 * waits asks. It fails in no way that anybody has to handle.
 * @param client of ccxt.pro
 */
export async function followOrders(client: VenueClient, settings: OrderStreamSettings): Promise<void> {
  const { clock, signal, onShown } = settings;
  // The key of the stream is kept alive by a timer, which must not outlive the session.
  client.delay = (ms: number, method: (...args: unknown[]) => Promise<unknown>, ...args: unknown[]): void => {
    clock
      .sleep(ms, signal)
      .then(() => method.apply(client, args))
      .catch(() => undefined);
  };
  const watch = async (): Promise<void> => {
    await client.watchOrders();
    if (!signal.aborted) onShown();
  };
  await keepWatching(watch, settings);
}
