import { z } from 'zod';
import type { JsonValue } from '../../../core/json-value.js';
import type { BrokerFill, OrderRef, OrderState } from '../../../core/ports/broker.js';
import { VenueSilentError } from './venue-errors.js';

/** Binance writes amounts as text. An empty one is no number: `Number('')` would be 0. */
export const amount = z
  .union([z.string().regex(/^-?\d+(\.\d+)?$/), z.number()])
  .transform(Number)
  .pipe(z.number());
const id = z.union([z.string().min(1), z.int()]).transform(String);

const OPEN = ['NEW', 'PARTIALLY_FILLED', 'PENDING_NEW', 'PENDING_CANCEL'] as const;
const ENDED = ['CANCELED', 'EXPIRED', 'EXPIRED_IN_MATCH', 'REJECTED'] as const;

/** An order of `order`, spot or USD-M. */
export const orderReply = z.object({
  symbol: z.string(),
  orderId: id,
  clientOrderId: z.string(),
  status: z.enum([...OPEN, ...ENDED, 'FILLED']),
  executedQty: amount,
});

/** A conditional order of USD-M's Algo Order API. */
export const algoReply = z.object({
  symbol: z.string(),
  clientAlgoId: z.string(),
  algoStatus: z.enum(['NEW', 'TRIGGERING', 'TRIGGERED', 'FINISHED', 'CANCELED', 'EXPIRED', 'REJECTED']),
  /** The order that it became; '' before. */
  actualOrderId: z.union([z.string(), z.int()]).transform(String).default(''),
});

export const openOrderReply = z.array(z.object({ symbol: z.string(), orderId: id, clientOrderId: z.string() }));
export const openAlgoReply = z.array(z.object({ symbol: z.string(), clientAlgoId: z.string() }));

const tradeReply = z.object({
  symbol: z.string(),
  id,
  orderId: id,
  price: amount,
  qty: amount,
  commission: amount,
  commissionAsset: z.string().min(1),
  time: z.int().positive(),
});
export const spotTradesReply = z.array(tradeReply.extend({ isBuyer: z.boolean() }));
export const usdmTradesReply = z.array(tradeReply.extend({ side: z.enum(['BUY', 'SELL']) }));

/** @throws VenueSilentError where the reply is not what Binance documents: it says nothing then */
export function read<S extends z.ZodType>(schema: S, reply: unknown, what: string): z.output<S> {
  const result = schema.safeParse(reply);
  if (result.success) return result.data;
  throw new VenueSilentError(
    `${what} cannot be read: ${z.prettifyError(result.error).replace(/\s+/g, ' ').slice(0, 300)}.`,
  );
}

/** @throws VenueSilentError where the reply is about another order */
export function stateOfOrder(reply: unknown, { client_id, symbol }: OrderRef): OrderState {
  const order = read(orderReply, reply, 'the answer about an order');
  if (order.clientOrderId !== client_id || order.symbol !== symbol)
    throw new VenueSilentError(
      `The answer about order ${client_id} is about ${order.clientOrderId} of ${order.symbol}.`,
    );
  return {
    status:
      order.status === 'FILLED' ? 'filled' : (OPEN as readonly string[]).includes(order.status) ? 'open' : 'ended',
    filled: order.executedQty,
    order_id: order.orderId,
    raw: reply as JsonValue,
  };
}

/** What a conditional order itself says; how much is filled says the order that it became. */
export function readAlgo(reply: unknown, { client_id, symbol }: OrderRef): z.output<typeof algoReply> {
  const algo = read(algoReply, reply, 'the answer about a conditional order');
  if (algo.clientAlgoId !== client_id || algo.symbol !== symbol)
    throw new VenueSilentError(`The answer about order ${client_id} is about ${algo.clientAlgoId} of ${algo.symbol}.`);
  return algo;
}

type Trade = z.output<typeof tradeReply>;

export const fillOf = (trade: Trade, side: BrokerFill['side']): BrokerFill => ({
  id: trade.id,
  symbol: trade.symbol,
  side,
  time: trade.time,
  quantity: trade.qty,
  price: trade.price,
  fee: trade.commission,
  fee_asset: trade.commissionAsset,
});
