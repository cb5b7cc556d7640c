import { z } from 'zod';

/** Where the bars of a session on live prices come from. */
export const sessionFeedSchema = z.strictObject({
  kind: z.literal('exchange'),
  /** ccxt's name. */
  exchange: z.string(),
  /** As they were given. */
  symbols: z.array(z.string()).min(1),
  interval: z.string(),
  /** Bars fetched before the first decision; absent: as many as snapshots and indicators need. */
  warm_up: z.int().min(0).exactOptional(),
});
export type SessionFeed = z.infer<typeof sessionFeedSchema>;

/** How the orders of a live session are given: what it was begun with. */
export const sessionVenueSchema = z.strictObject({
  market: z.enum(['spot', 'usdm']),
  /** `rehearsal`: an exchange that is played on this machine. */
  mode: z.enum(['demo', 'rehearsal', 'real']),
  /** How far from the price the stop rests where the strategy names none, a fraction. */
  stop: z.number().gt(0).lt(1),
});
export type SessionVenue = z.infer<typeof sessionVenueSchema>;

/** How the bars of a session on live prices come in. */
export const feedStandingSchema = z.strictObject({
  exchange: z.string(),
  interval: z.string(),
  /** Open time of the bar that comes next, UTC ms. */
  next_bar: z.number(),
  /** How long after its close the last bar was taken, ms; null: none was. */
  lag_ms: z.number().nullable(),
  /** What is wrong with the feed now; null: nothing. */
  trouble: z.strictObject({ code: z.string(), reason: z.string(), since: z.number() }).nullable(),
});
export type FeedStanding = z.infer<typeof feedStandingSchema>;

/** How a session stands when its process ends. */
export const paperResultSchema = z.strictObject({
  session: z.string(),
  folder: z.string(),
  end: z.strictObject({ code: z.enum(['no_more_bars', 'interrupted', 'stopped']), reason: z.string() }),
  /** Bars, or moments at which any of several symbols had one. */
  moments: z.int().min(0),
  /** UTC ms of the last close; null: no bar was seen. */
  time: z.number().nullable(),
  initial_equity: z.number(),
  equity: z.number(),
  fills: z.int().min(0),
  /** Orders that the guard did not let pass as they were, by its code. */
  refused: z.record(z.string(), z.int().min(1)),
  /** Signed, base units. */
  positions: z.record(z.string(), z.number()),
});
export type PaperResult = z.infer<typeof paperResultSchema>;

/** The same of a session whose orders go to an exchange. */
export const liveResultSchema = paperResultSchema.extend({
  venue: sessionVenueSchema,
  /** Why nothing is traded any more, or not now; null: nothing stands against it. */
  blocked: z.string().nullable(),
});
export type LiveResult = z.infer<typeof liveResultSchema>;

/** What the last opinion of a session had earned. */
export const sessionEarnedSchema = z.strictObject({
  /** `walk-forward`, or the id of an evaluation. */
  rule: z.string(),
  /** 0 … 1. */
  share: z.number(),
  /** Decisions that it rests on. */
  decisions: z.int().min(0),
  /** UTC ms of the opinion. */
  decided_at: z.number(),
  /** How long before that the window of the last of these decisions had closed, ms; null: there are none. */
  age_ms: z.number().nullable(),
});
export type SessionEarned = z.infer<typeof sessionEarnedSchema>;

/** One session as its folder shows it. */
export const sessionRowSchema = z.strictObject({
  session: z.string(),
  kind: z.enum(['paper', 'live']),
  /** UTC ISO 8601. */
  created_at: z.iso.datetime(),
  /** As `journal verify` says it; `quarantined`: its journal is damaged, or cannot be read. */
  status: z.enum(['running', 'ended', 'crashed', 'quarantined']),
  halted: z.string().nullable(),
  strategy: z.string(),
  data: z.array(z.string()),
  /** Absent: its bars are stored ones, or it has not seen any yet. Where it does not run it is how it stood last. */
  feed: feedStandingSchema.exactOptional(),
  /** Things that went wrong around it, by code. */
  faults: z.record(z.string(), z.int().min(1)).exactOptional(),
  /** Absent: it trades its opinions whole, or has had none yet. */
  earned: sessionEarnedSchema.exactOptional(),
  moments: z.int().min(0),
  /** UTC ms of the last close; null: no bar was seen. */
  time: z.number().nullable(),
  initial_equity: z.number(),
  equity: z.number().nullable(),
  fills: z.int().min(0),
  refused: z.record(z.string(), z.int().min(1)),
  positions: z.record(z.string(), z.number()),
});
export type SessionRow = z.infer<typeof sessionRowSchema>;

export const sessionListSchema = z.strictObject({ sessions: z.array(sessionRowSchema) });
