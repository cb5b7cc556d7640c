import { z } from 'zod';
import { toUnixMs } from '../../../core/unix-time.js';

const moment = z.string().transform((text, context) => {
  const ms = toUnixMs(text);
  if (ms !== null) return ms;
  context.addIssue({ code: 'custom', message: 'must be a time such as 2024-03-01T13:00Z' });
  return z.NEVER;
});

/** Which requests it meets: all of them where nothing is said. */
const on = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'DELETE']).optional(),
  /** Path, e.g. `/fapi/v1/order`. */
  path: z.string().startsWith('/').optional(),
  symbol: z.string().optional(),
});

const requestFault = {
  on,
  /** Requests that pass before it begins. */
  skip: z.int().nonnegative().default(0),
  /** Requests that it meets. */
  times: z.int().positive().default(1),
};

const requestFaults = [
  /** A refusal in Binance's words; nothing is done. */
  z.strictObject({
    ...requestFault,
    do: z.literal('refuse'),
    code: z.int(),
    msg: z.string(),
    status: z.int().default(400),
  }),
  /** A status with any text, e.g. 502 with a page of HTML, or 200 with half a document. `after`: what was asked is done first. */
  z.strictObject({
    ...requestFault,
    do: z.literal('status'),
    status: z.int().min(200).max(599),
    body: z.string().default(''),
    retry_after: z.int().nonnegative().optional(),
    after: z.boolean().default(false),
  }),
  /** No answer: the connection stays open (`hang`) or is cut (`drop`). `after`: what was asked is done first. */
  z.strictObject({ ...requestFault, do: z.enum(['hang', 'drop']), after: z.boolean().default(false) }),
  /** The order that the request gives fills this share at once; the rest when it next can. */
  z.strictObject({ ...requestFault, do: z.literal('fill_partly'), share: z.number().gt(0).lt(1) }),
  /** Every event of the account that the request causes is sent twice. */
  z.strictObject({ ...requestFault, do: z.literal('twice') }),
  /** Answered as if there were no such order: −2013 to a question, −2011 to a cancellation. */
  z.strictObject({ ...requestFault, do: z.literal('unknown_order') }),
] as const;

/** When it happens, by the replayed clock; at once where it is not said. */
const at = { at: moment.optional() };

const happenings = [
  /** From now on everything is refused for so many seconds of the replayed clock. */
  z.strictObject({
    ...at,
    do: z.literal('ban'),
    status: z.union([z.literal(429), z.literal(418)]).default(429),
    seconds: z.int().positive(),
  }),
  /** Every websocket is cut. */
  z.strictObject({ ...at, do: z.literal('disconnect') }),
  z.strictObject({ ...at, do: z.literal('expire_listen_keys') }),
  /** The clock that the exchange tells and compares timestamps with, ms ahead of the replayed one. */
  z.strictObject({ ...at, do: z.literal('drift'), ms: z.int() }),
  /** Positions of a symbol are closed at the price of now, as by hand. */
  z.strictObject({ ...at, do: z.literal('close_position'), symbol: z.string() }),
  /** Open orders of a symbol, conditional ones included, are cancelled, as by hand; or one, by the id its client gave it. */
  z.strictObject({ ...at, do: z.literal('cancel_order'), symbol: z.string(), client_order_id: z.string().optional() }),
  /** Money comes into the account, or goes out of it below 0. */
  z.strictObject({
    ...at,
    do: z.literal('transfer'),
    amount: z.number(),
    asset: z.string().default('USDT'),
    market: z.enum(['spot', 'usdm']).default('usdm'),
  }),
  z.strictObject({ ...at, do: z.literal('tick_size'), symbol: z.string(), tick_size: z.number().positive() }),
] as const;

/** One thing that goes wrong. */
const faultSchema = z.discriminatedUnion('do', [...requestFaults, ...happenings]);
export const faultsSchema = z.array(faultSchema);

export type Fault = z.infer<typeof faultSchema>;
export type RequestFault = Extract<Fault, { on: unknown }>;
export type Happening = Exclude<Fault, RequestFault>;

export const isRequestFault = (fault: Fault): fault is RequestFault => 'on' in fault;
