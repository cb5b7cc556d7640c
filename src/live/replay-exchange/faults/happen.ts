import type { ReplayExchange } from '../exchange.js';
import type { Router } from '../router.js';
import type { StreamHub } from '../streams/stream-hub.js';
import type { Happening } from './fault.js';

/** Does what a fault says, now; a ban is the gate's own affair. */
export function happen(
  fault: Exclude<Happening, { do: 'ban' }>,
  { exchange, router, hub }: { readonly exchange: ReplayExchange; readonly router: Router; readonly hub: StreamHub },
): void {
  switch (fault.do) {
    case 'disconnect':
      hub.cutAll();
      return;
    case 'expire_listen_keys':
      hub.expireKeys();
      return;
    case 'drift':
      router.drift = fault.ms;
      return;
    case 'close_position': {
      const { price } = exchange.cursor(fault.symbol);
      for (const position of exchange.futures.account.positions(fault.symbol))
        exchange.futures.closeByForce(position, price, 'web_', null);
      return;
    }
    case 'cancel_order':
      cancelByHand(exchange, fault.symbol, fault.client_order_id);
      return;
    case 'transfer':
      if (fault.market === 'usdm') exchange.futures.account.pay('', 'TRANSFER', fault.amount, fault.asset, null);
      else exchange.spot.balances.set(fault.asset, (exchange.spot.balances.get(fault.asset) ?? 0) + fault.amount);
      return;
    case 'tick_size':
      exchange.cursor(fault.symbol).changedTick = fault.tick_size;
  }
}

function cancelByHand({ spot, futures, algos }: ReplayExchange, symbol: string, clientId: string | undefined): void {
  const isMeant = (id: string): boolean => clientId === undefined || id === clientId;
  for (const market of [spot, futures]) {
    for (const order of market.orders.open(symbol)) if (isMeant(order.clientOrderId)) market.cancel(order);
  }
  for (const algo of algos.open(symbol)) if (isMeant(algo.clientAlgoId)) algos.cancel(algo);
}
