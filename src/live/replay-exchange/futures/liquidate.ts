import { toUnits } from '../decimal-text.js';
import { isOpen } from '../orders/order.js';
import type { RestingLevel } from '../walk.js';
import type { Position } from './futures-account.js';
import type { FuturesMarket } from './futures-market.js';

/** Extremes of the mark price within a bar, and those of the traded price, which bound where the path can meet a level. */
export interface Reach {
  readonly markLow: number;
  readonly markHigh: number;
  readonly low: number;
  readonly high: number;
}

/** Where the positions of a symbol end: reached by the mark price, met on the path of the traded one. */
export function liquidationLevels(market: FuturesMarket, symbol: string, reach: Reach): RestingLevel<Position>[] {
  return market.account.positions(symbol).flatMap((position) => {
    const price = market.account.liquidation(position);
    const direction = position.amount > 0 ? -1 : 1;
    if (direction < 0 ? reach.markLow > price : reach.markHigh < price) return [];
    const met = Math.min(Math.max(price, reach.low), reach.high);
    return [{ item: position, direction, price: met, isLimit: false, rank: 1 } as const];
  });
}

/**
 * The exchange takes a position over, with the engine's numbers: it loses at most the margin behind it, the liquidation fee
 * included. Open orders of the symbol are cancelled first; conditional ones stay.
 * @param reached where the traded price was when it happened
 */
export function takeOverPosition(market: FuturesMarket, position: Position, reached: number): void {
  const { account } = market;
  const { amount, entry, symbol } = position;
  const limit = account.liquidation(position);
  const at = amount > 0 ? Math.min(reached, limit) : Math.max(reached, limit);
  const margin = account.marginBehind(position);
  const bankruptcy = entry - margin / amount;
  const price = amount > 0 ? Math.max(at, bankruptcy) : Math.min(at, bankruptcy);
  const left = Math.max(0, margin + amount * (price - entry));
  const fee = toUnits(Math.min(left, Math.abs(amount) * price * account.table(symbol).liquidationFee));
  for (const order of market.orders.open(symbol)) if (isOpen(order)) market.cancel(order);
  market.closeByForce(position, price, 'autoclose-', fee);
}
