import { z } from 'zod';
import { list, time, wholeNumber } from './list.js';
import { sessionStatusSchema } from './session.js';

/** A limit of the guard, and how much of it is used. */
const sessionLimitSchema = z.object({
  /** As the guard names it: `max_daily_loss`, `max_entries_per_day`, `max_drawdown` … */
  name: z.string(),
  limit: z.union([z.number(), z.string(), z.boolean()]),
  /** In the unit of the limit; null where it cannot be told from outside. */
  used: z.number().nullable(),
  /** 0 … 1: how near it is; null as above. */
  share: z.number().min(0).nullable(),
});
export type SessionLimit = z.infer<typeof sessionLimitSchema>;

/** What `GET /api/v1/sessions/:name` answers. */
export const sessionDetailSchema = z.object({
  session: sessionStatusSchema,
  limits: list(sessionLimitSchema),
});
export type SessionDetail = z.infer<typeof sessionDetailSchema>;

/** What `GET /api/v1/sessions/:name/equity` answers; extremes are kept where there are more moments than points. */
export const sessionEquitySchema = z.object({
  initial_equity: z.number(),
  moments: wholeNumber,
  time: list(time),
  value: list(z.number()),
});
export type SessionEquity = z.infer<typeof sessionEquitySchema>;

/** An order of a session: on paper what filled, at an exchange every order that was given. */
const sessionOrderSchema = z.object({
  /** When it filled on paper (open time of the bar), or was given to the exchange. */
  time,
  symbol: z.string(),
  side: z.enum(['buy', 'sell']),
  /** Why it filled on paper, as the engine names it; at an exchange `order`, or `stop` for one that rests there. */
  kind: z.string(),
  /** Base units. */
  quantity: z.number().positive(),
  /** Quote units: the mean price of what filled; of a stop that has not, where it rests. Null: neither. */
  price: z.number().nullable(),
  /** Base units that filled. */
  filled: z.number().min(0),
  /** `sent`: the exchange has not said what became of it. `ended`: cancelled, or replaced. `lost`: the exchange knows none. */
  status: z.enum(['filled', 'open', 'sent', 'ended', 'refused', 'lost']),
});
export type SessionOrder = z.infer<typeof sessionOrderSchema>;

/** What `GET /api/v1/sessions/:name/orders` answers. */
export const sessionOrdersSchema = z.object({
  /** The newest first. */
  orders: list(sessionOrderSchema),
  total: wholeNumber,
});
export type SessionOrders = z.infer<typeof sessionOrdersSchema>;

/** What `GET /api/v1/sessions/:name/journal` answers. */
export const sessionJournalSchema = z.object({
  /** In their order. */
  records: list(z.object({ seq: wholeNumber, at: time, kind: z.string(), data: z.json() })),
  total: wholeNumber,
  /** Sequence number to give as `after` for what follows; null: these are the last. */
  next: wholeNumber.nullable(),
});
export type SessionJournal = z.infer<typeof sessionJournalSchema>;

const sessionName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'expected letters, digits and . - _, at most 64');

/** What `POST /api/v1/sessions` takes: a paper session of its own process, which outlives the page and its server. */
export const sessionStartSchema = z.discriminatedUnion('from', [
  /** Generated bars and the statistical baseline. */
  z.strictObject({ from: z.literal('demo'), name: sessionName, speed: z.number().positive().exactOptional() }),
  /**
   * What a stored run was, but for what `GET /runs/:id/session` names. `live`: on live prices of its symbols, of the exchange of the
   * settings; else on its bars.
   */
  z.strictObject({
    from: z.literal('run'),
    name: sessionName,
    run: z.string().max(60),
    live: z.boolean().exactOptional(),
    speed: z.number().positive().exactOptional(),
    max_daily_loss: z.number().gt(0).max(1).exactOptional(),
    max_entries_per_day: z.int().positive().exactOptional(),
  }),
]);
export type PaperSessionStart = z.infer<typeof sessionStartSchema>;

/** What `GET /api/v1/runs/:id/session` answers: what a session from a run takes of it, and what it cannot. */
export const sessionOfRunSchema = z.object({
  run: z.string(),
  symbols: list(z.string()),
  interval: z.string(),
  /** By the path in the specification of a backtest; settings of the model by their own. */
  takes: list(z.object({ field: z.string(), value: z.string() })),
  left_out: list(z.object({ field: z.string(), reason: z.string() })),
});
export type SessionOfRun = z.infer<typeof sessionOfRunSchema>;

/** What `POST /api/v1/sessions` answers: the process runs, and has written its first records or is about to. */
export const sessionStartedSchema = z.object({ session: z.string(), pid: z.int().positive() });

/** What `POST /api/v1/sessions/halt` and `/sessions/:name/halt` take. */
export const haltRequestSchema = z.strictObject({ reason: z.string().min(1).max(500) });
