import { z } from 'zod';
import type { JsonValue } from '../../core/json-value.js';

/** What the journal of a session keeps of its orders at an exchange. */

const ref = { client_id: z.string(), symbol: z.string() };

/** Before it is sent. */
export const intentSchema = z.strictObject({
  ...ref,
  attempt: z.int().min(1),
  kind: z.enum(['market', 'stop']),
  side: z.enum(['buy', 'sell']),
  quantity: z.number().positive(),
  reduce_only: z.boolean(),
  stop_price: z.number().positive().nullable(),
});

const state = z.strictObject({
  status: z.enum(['open', 'filled', 'ended']),
  filled: z.number(),
  order_id: z.string().nullable(),
  raw: z.json().transform((value): JsonValue => value),
});

/**
 * What became known of an order: the answer to sending it, to a question, or that there is none. `unknown`: it may be there.
 * `absent`: the exchange says that it is not, asked after the last moment at which it could still have been taken in.
 */
export const replySchema = z.strictObject({
  ...ref,
  to: z.enum(['submit', 'question', 'cancel']),
  code: z.enum(['accepted', 'refused', 'unknown', 'found', 'absent', 'cancelled', 'not_open']),
  reason: z.string().optional(),
  message: z.string().optional(),
  state: state.optional(),
});

/** Before a cancellation is sent. */
export const cancelSchema = z.strictObject({ ...ref });

/** A fill, once. `client_id` is null where the exchange closed the position itself. */
export const fillSchema = z.strictObject({
  client_id: z.string().nullable(),
  id: z.string(),
  symbol: z.string(),
  side: z.enum(['buy', 'sell']),
  time: z.number(),
  quantity: z.number().positive(),
  price: z.number().positive(),
  fee: z.number(),
  fee_asset: z.string(),
  /** The fee at the moment it was booked, quote units. */
  fee_quote: z.number(),
});
export type FillRecord = z.infer<typeof fillSchema>;

/** What the session found at the exchange and took over when it began: a position, or what was owned on a spot market. */
export const baselineSchema = z.strictObject({
  symbol: z.string(),
  quantity: z.number(),
  /** Price at which it was taken over, quote units. */
  price: z.number().positive(),
  /** True: it belongs to the session from then on. False: it is left alone, and not counted. */
  claimed: z.boolean(),
});

/** The exchange and the journal do not agree: nothing is traded until a person has looked. */
export const mismatchSchema = z.strictObject({
  findings: z.array(z.strictObject({ code: z.string(), symbol: z.string(), message: z.string() })).min(1),
});

export const ORDER_SCHEMAS = {
  order_intent: intentSchema,
  order_reply: replySchema,
  order_cancel: cancelSchema,
  order_fill: fillSchema,
  baseline: baselineSchema,
  mismatch: mismatchSchema,
} as const;
export type OrderKind = keyof typeof ORDER_SCHEMAS;
export type OrderRecordOf<K extends OrderKind> = z.infer<(typeof ORDER_SCHEMAS)[K]>;
