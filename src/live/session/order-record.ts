import { z } from 'zod';
import type { Order } from '../../strategies/base.js';
import { ReusableTicket } from '../../strategies/order-ticket.js';

/** JSON has no number for "none": what is not a number is a word, so that a refusal of it can be replayed. */
const number = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])]);
const written = (value: number): z.infer<typeof number> =>
  Number.isFinite(value) ? value : (String(value) as 'NaN' | 'Infinity' | '-Infinity');

/** An order as a journal keeps it. */
export const orderRecordSchema = z.strictObject({
  /** The reused order of a context: the engine knows a repeated one by it. */
  ticket: z.boolean(),
  side: z.enum(['long', 'short', 'flat']),
  size: number.optional(),
  symbol: z.string().optional(),
  limit: number.optional(),
  stop: number.optional(),
  take_profit: number.optional(),
  trailing_stop: number.optional(),
  time_in_force: z.enum(['gtc', 'ioc', 'fok']).optional(),
  good_for_bars: number.optional(),
});
export type OrderRecord = z.infer<typeof orderRecordSchema>;

export function recordOfOrder(order: Order): OrderRecord {
  const ticket = order instanceof ReusableTicket;
  // A ticket says "none" by NaN.
  const given = (value: number | undefined): boolean => value !== undefined && !(ticket && Number.isNaN(value));
  const { side, size, symbol, limit, stop, takeProfit, trailingStop, timeInForce, goodForBars } = order;
  return {
    ticket,
    side,
    ...(size === undefined ? {} : { size: written(size) }),
    ...(symbol === undefined ? {} : { symbol }),
    ...(given(limit) ? { limit: written(limit!) } : {}),
    ...(given(stop) ? { stop: written(stop!) } : {}),
    ...(given(takeProfit) ? { take_profit: written(takeProfit!) } : {}),
    ...(given(trailingStop) ? { trailing_stop: written(trailingStop!) } : {}),
    ...(timeInForce === undefined || (ticket && timeInForce === 'gtc') ? {} : { time_in_force: timeInForce }),
    ...(goodForBars === undefined || (ticket && goodForBars === Infinity)
      ? {}
      : { good_for_bars: written(goodForBars) }),
  };
}

/** The order again. What is traded is made from its record, so that a replay trades the same. */
export function orderOfRecord(record: OrderRecord): Order {
  const { ticket, side, size, symbol, limit, stop, take_profit, trailing_stop, time_in_force, good_for_bars } = record;
  const fields = {
    ...(limit === undefined ? {} : { limit: Number(limit) }),
    ...(stop === undefined ? {} : { stop: Number(stop) }),
    ...(take_profit === undefined ? {} : { takeProfit: Number(take_profit) }),
    ...(trailing_stop === undefined ? {} : { trailingStop: Number(trailing_stop) }),
    ...(time_in_force === undefined ? {} : { timeInForce: time_in_force }),
    ...(good_for_bars === undefined ? {} : { goodForBars: Number(good_for_bars) }),
  };
  if (!ticket) {
    return {
      side,
      ...(size === undefined ? {} : { size: Number(size) }),
      ...(symbol === undefined ? {} : { symbol }),
      ...fields,
    };
  }
  const again = new ReusableTicket().set(side === 'flat' ? 0 : side === 'short' ? -Number(size) : Number(size));
  if (Object.keys(fields).length === 0) return again;
  Object.assign(again, fields, { plain: false });
  return again;
}
