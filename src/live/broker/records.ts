import { z } from 'zod';
import { InputError } from '../../core/errors.js';
import type { JournalRecord } from '../../core/ports/journal.js';
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

/**
 * A fill, once. `adopted`: what was there when the session began, and was claimed; `forced`: the exchange closed the position itself.
 * Neither has an order of ours.
 */
export const fillSchema = z.strictObject({
  client_id: z.string().nullable(),
  reason: z.enum(['order', 'stop', 'forced', 'adopted']),
  id: z.string(),
  symbol: z.string(),
  side: z.enum(['buy', 'sell']),
  time: z.number(),
  quantity: z.number().positive(),
  price: z.number().positive(),
  fee: z.number(),
  fee_asset: z.string(),
  /** Of the fee what was paid in the asset itself, base units: so much less is held. */
  fee_base: z.number(),
  /** The whole fee at the moment it was booked, quote units. */
  fee_quote: z.number(),
  /** What the session holds after it, signed, base units. */
  position: z.number(),
});
export type FillRecord = z.infer<typeof fillSchema>;

/** What was owned when the session began and is none of its business; 0 where there was nothing, or it was claimed. */
export const baselineSchema = z.strictObject({ symbol: z.string(), quantity: z.number() });

/** Money that came or went without a fill, once. Of the session only where it is of a symbol of it. */
export const cashFlowSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['funding', 'transfer', 'other']),
  symbol: z.string().nullable(),
  time: z.number(),
  /** In units of `asset`; above 0: received. */
  amount: z.number(),
  asset: z.string(),
});
export type CashFlowRecord = z.infer<typeof cashFlowSchema>;

/** What was owned of a quote asset when the session began: what is there later is that, and what fills and flows have made of it. */
export const cashBaselineSchema = z.strictObject({ asset: z.string(), amount: z.number() });

/** What a position is to become, before the first order for it is sent. */
export const targetSchema = z.strictObject({
  symbol: z.string(),
  /** Signed, base units. */
  quantity: z.number(),
  /** Open time of the bars that it was decided at, UTC ms. */
  decided_at: z.number(),
  /** What the symbol cost right before, quote units; absent in journals of older versions. */
  price: z.number().positive().optional(),
});

/** What came of it: `reached` and `too_small` end it as done, the others as given up. */
export const doneSchema = z.strictObject({
  symbol: z.string(),
  code: z.enum(['reached', 'too_small', 'refused', 'unsupported']),
  message: z.string().optional(),
});

/** Where the stop of a position is to rest, quote units; `trailing`: how far it follows, a fraction. */
export const stopLevelSchema = z.strictObject({
  symbol: z.string(),
  stop: z.number().positive(),
  trailing: z.number().gt(0).lt(1).nullable(),
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
  cash_baseline: cashBaselineSchema,
  cash_flow: cashFlowSchema,
  order_target: targetSchema,
  order_done: doneSchema,
  stop_level: stopLevelSchema,
  mismatch: mismatchSchema,
} as const;
export type OrderKind = keyof typeof ORDER_SCHEMAS;
export type OrderRecordOf<K extends OrderKind> = z.infer<(typeof ORDER_SCHEMAS)[K]>;

/** @throws InputError where the record is not of that kind's form: another program wrote it, or a later version */
export function readOrderRecord<K extends OrderKind>(record: JournalRecord, kind: K): OrderRecordOf<K> {
  const read = ORDER_SCHEMAS[kind].safeParse(record.data);
  if (read.success) return read.data as OrderRecordOf<K>;
  throw new InputError(
    'session.record',
    `Record ${record.seq} of the journal is not what a session writes: ${z.prettifyError(read.error)}.`,
    { where: `record ${record.seq}`, remedy: 'continue the session with the version that wrote it' },
  );
}
