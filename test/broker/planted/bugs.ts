import type { Broker, OrderIntent, OrderRef } from '../../../src/core/ports/broker.js';
import type { Random } from '../../../src/core/ports/random.js';

/**
 * A broker that gives each order an id that is drawn when it is sent, and knows for as long as its process lives which is which: all
 * goes well until that process is no more.
 */
export function drawsIds(broker: Broker, random: Random): Broker {
  const drawn = new Map<string, string>();
  const own = <T extends OrderIntent | OrderRef>(ref: T): T => ({
    ...ref,
    client_id: drawn.get(ref.client_id) ?? ref.client_id,
  });
  return {
    ...broker,
    submit: (intent) => {
      drawn.set(intent.client_id, `llmt-${Math.floor(random.next() * 1e12).toString(36)}`);
      return broker.submit(own(intent));
    },
    cancel: (ref) => broker.cancel(own(ref)),
    order: (ref) => broker.order(own(ref)),
    openOrders: async (symbol) => {
      const given = new Map([...drawn].map(([id, other]) => [other, id]));
      const open = await broker.openOrders(symbol);
      return open.map((order) => ({ ...order, client_id: given.get(order.client_id) ?? order.client_id }));
    },
  };
}

/** What sends requests of a broker and takes a 418 for something that passes: three tries, at once. */
export const retries418 =
  (send: typeof fetch): typeof fetch =>
  async (input, init) => {
    for (let tries = 1; ; tries++) {
      const response = await send(input, init);
      if (response.status !== 418 || tries === 3) return response;
      await response.body?.cancel();
    }
  };
