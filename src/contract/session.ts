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
  /** What the model is shown beside bars and funding: all sources of a cycle, or those of the list. Absent: nothing. */
  sources: z.union([z.literal('all'), z.array(z.string()).min(1)]).exactOptional(),
});
export type SessionFeed = z.infer<typeof sessionFeedSchema>;

/** How the orders of a live session are given: what it was begun with. */
export const sessionVenueSchema = z.strictObject({
  market: z.enum(['spot', 'usdm']),
  /** `rehearsal`: an exchange that is played on this machine. `dry-run`: an account on paper, at the prices of an exchange. */
  mode: z.enum(['demo', 'rehearsal', 'real', 'dry-run']),
  /** How far from the price the stop rests where the strategy names none, a fraction. */
  stop: z.number().gt(0).lt(1),
  /** Of a dry run: what its orders at the market fill by. Absent: the last price, as bars have it, with slippage. */
  fills: z.literal('book').exactOptional(),
});
export type SessionVenue = z.infer<typeof sessionVenueSchema>;

/** What a session trades with: `paper`, an account of its own without orders; else how its orders are given. */
export const sessionModeSchema = z.enum(['paper', ...sessionVenueSchema.shape.mode.options]);
export type SessionMode = z.infer<typeof sessionModeSchema>;

export const sessionModeOf = ({ venue }: { readonly venue?: SessionVenue | undefined }): SessionMode =>
  venue?.mode ?? 'paper';

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
  /** Where its orders go. Absent: to an account of its own, on paper. */
  venue: sessionVenueSchema.exactOptional(),
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
  /** Of each symbol that is held with a stop: the price at which it rests, and how far it follows, a fraction; null: it does not. */
  stops: z.record(z.string(), z.strictObject({ stop: z.number(), trailing: z.number().nullable() })),
});
export type SessionRow = z.infer<typeof sessionRowSchema>;

export const sessionListSchema = z.strictObject({ sessions: z.array(sessionRowSchema) });

/** Both multipliers of an opinion. */
const multiplierSchema = z.strictObject({ long: z.number(), short: z.number() });

/** Where one symbol of a session stands. */
const symbolStandingSchema = z.strictObject({
  symbol: z.string(),
  /** Last close, quote units; null: no bar was seen. */
  price: z.number().nullable(),
  /** Signed, base units. */
  position: z.number(),
  /** Position at that price, signed fraction of equity; null: not known yet. */
  exposure: z.number().nullable(),
  /** What the strategy wanted last, and what the guard let pass of it: signed fractions of equity; null: it wanted nothing yet. */
  wanted: z.number().nullable(),
  sent: z.number().nullable(),
  /** Price at which the stop of the position rests, and how far it follows, a fraction; null: none. */
  stop: z.number().nullable(),
  trailing: z.number().nullable(),
});

/** The last opinion of a session's model. */
const opinionStandingSchema = z.strictObject({
  /** UTC ms. */
  decided_at: z.number(),
  answered_by: z.string().nullable(),
  failure: z.string().nullable(),
  prob_bull: z.number().nullable(),
  prob_bear: z.number().nullable(),
  /** k as the opinion asks for it, and after the cap on news; null: no opinion, or a strategy without `k_max`. */
  k: z.strictObject({ asked: multiplierSchema, after_news_cap: multiplierSchema }).nullable(),
  k_max: z.number().nullable(),
  news_cap: z.number().nullable(),
});

/** A session as `status` shows it. */
export const sessionStatusSchema = sessionRowSchema.extend({
  /** UTC ms of the last record. */
  last_at: z.number().nullable(),
  symbols: z.array(symbolStandingSchema),
  opinion: opinionStandingSchema.nullable(),
  /** Close of the bars that are decided on next, UTC ms, by their own clock; null: the session does not run, or stored bars come as they come. */
  next_decision: z.number().nullable(),
  /** Calls of the model and their cost, USD; null: it asks none. */
  model: z
    .strictObject({
      questions: z.int().min(0),
      failed: z.int().min(0),
      calls: z.int().min(0),
      cost_usd: z.number(),
      /** Since the start of the UTC day, by the clock of the session. */
      cost_today_usd: z.number(),
      budget_per_run_usd: z.number().nullable(),
      budget_per_day_usd: z.number().nullable(),
    })
    .nullable(),
  /** The last things that went wrong, the newest first. */
  last_faults: z.array(z.strictObject({ at: z.number(), code: z.string(), reason: z.string() })),
});
export type SessionStatusView = z.infer<typeof sessionStatusSchema>;

export const statusSchema = z.strictObject({ sessions: z.array(sessionStatusSchema) });
