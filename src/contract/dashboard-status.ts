import { z } from 'zod';
import { executionSchema } from './backtest-spec.js';
import { list, wholeNumber } from './list.js';

/** What every refused request is answered with. */
export const apiErrorSchema = z.object({
  error: z.object({
    /** Stable, e.g. `api.origin`. */
    code: z.string(),
    message: z.string(),
    /** What to do; null where the message says it. */
    remedy: z.string().nullable(),
    /** The field of the request that is wrong, as its schema names it: `execution.taker_fee`; null: it is none, or not known. */
    field: z.string().nullable(),
  }),
});
export type ApiError = z.infer<typeof apiErrorSchema>;

/** What `GET /api/v1/status` answers. */
export const serverStatusSchema = z.object({
  version: z.string(),
  /** UTC ms. */
  started_at: z.number(),
  /** Whether nothing but generated data can have been used so far: no series is stored, and no model call. */
  demo: z.boolean(),
  /** That of the settings, in which a page begins; null: none is set, and the browser's counts. */
  language: z.enum(['en', 'ru']).nullable(),
  /** Whether requests have to carry a token. */
  needs_token: z.boolean(),
  /** How much is stored. */
  stored: z.object({
    cycles: wholeNumber,
    calls: wholeNumber,
    runs: wholeNumber,
    evaluations: wholeNumber,
    sessions: wholeNumber,
    series: wholeNumber,
  }),
});

/** What `POST /api/v1/tickets` answers: a word that opens one stream of events, once. */
export const ticketSchema = z.object({
  ticket: z.string(),
  /** UTC ms, 60 s after it was given. */
  expires_at: z.number(),
});
export type Ticket = z.infer<typeof ticketSchema>;

/** What `GET /api/v1/choices` answers: what forms begin with and offer, beside what is stored. */
export const formChoicesSchema = z.object({
  /** Statistical forecasters by their full names, `baseline/momentum`. */
  baselines: list(z.string()),
  recalibrations: list(z.string()),
  /** What holds where a form says nothing. */
  execution: executionSchema,
  /** What holds where a form names none; null: the settings name none that there can be. */
  model: z.string().nullable(),
  prompt: z.string(),
  horizon_hours: z.number(),
  exchange: z.string(),
});

/** What a change answers that has nothing to tell but that it was done. */
export const changeDoneSchema = z.object({ done: z.boolean() });
