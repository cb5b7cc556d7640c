import { z } from 'zod';
import type { Order } from '../../strategies/base.js';
import { ReusableTicket } from '../../strategies/order-ticket.js';
import { given } from '../../core/given.js';

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
  const price = (value: number | undefined): OrderRecord['limit'] =>
    value === undefined || (ticket && Number.isNaN(value)) ? undefined : written(value);
  const { side, size, symbol, limit, stop, takeProfit, trailingStop, timeInForce, goodForBars } = order;
  return {
    ticket,
    side,
    ...given({
      size: size === undefined ? undefined : written(size),
      symbol,
      limit: price(limit),
      stop: price(stop),
      take_profit: price(takeProfit),
      trailing_stop: price(trailingStop),
      time_in_force: ticket && timeInForce === 'gtc' ? undefined : timeInForce,
      good_for_bars:
        goodForBars === undefined || (ticket && goodForBars === Infinity) ? undefined : written(goodForBars),
    }),
  };
}

/** The order again. What is traded is made from its record, so that a replay trades the same. */
export function orderOfRecord(record: OrderRecord): Order {
  const { ticket, side, size, symbol, limit, stop, take_profit, trailing_stop, time_in_force, good_for_bars } = record;
  const number = (value: OrderRecord['limit']): number | undefined => (value === undefined ? undefined : Number(value));
  const fields = given({
    limit: number(limit),
    stop: number(stop),
    takeProfit: number(take_profit),
    trailingStop: number(trailing_stop),
    timeInForce: time_in_force,
    goodForBars: number(good_for_bars),
  });
  if (!ticket) {
    return {
      side,
      ...given({ size: number(size), symbol }),
      ...fields,
    };
  }
  const again = new ReusableTicket().set(side === 'flat' ? 0 : side === 'short' ? -Number(size) : Number(size));
  if (Object.keys(fields).length === 0) return again;
  Object.assign(again, fields, { plain: false });
  return again;
}
