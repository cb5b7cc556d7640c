import { z } from 'zod';
import { wholeNumber } from './list.js';

/** What every refused request is answered with. */
export const apiErrorSchema = z.object({
  error: z.object({
    /** Stable, e.g. `api.origin`. */
    code: z.string(),
    message: z.string(),
    /** What to do; null where the message says it. */
    remedy: z.string().nullable(),
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

/** What a change answers that has nothing to tell but that it was done. */
export const changeDoneSchema = z.object({ done: z.boolean() });
