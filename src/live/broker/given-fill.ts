import type { GivenFill } from '../../engine/account/fed/events.js';
import type { WaitingOrder } from '../../engine/account/fed/spec.js';
import type { FillRecord } from './records.js';

/**
 * A fill of an exchange as the account books it. A fee paid in the asset itself makes what is held less, and costs its worth. The
 * order that it belongs to goes on waiting: its end has a record of its own.
 */
export function givenFillOf(fill: FillRecord, waiting: readonly WaitingOrder[]): GivenFill {
  const { symbol, time, side, quantity, price, fee_base, fee_quote, position } = fill;
  return {
    symbol,
    time,
    quantity: (side === 'buy' ? quantity : -quantity) - fee_base,
    price,
    fee: fee_quote,
    position,
    reason: reasonOf(fill, waiting),
    partial: true,
  };
}

/** The limits' own orders wait before the strategy's, and are filled before it. */
function reasonOf({ reason, symbol }: FillRecord, waiting: readonly WaitingOrder[]): NonNullable<GivenFill['reason']> {
  switch (reason) {
    case 'forced':
      return 'liquidation';
    case 'stop':
      return 'stop';
    case 'order':
    case 'adopted':
      return waiting.find((order) => order.symbol === symbol)?.reason ?? 'order';
  }
}
