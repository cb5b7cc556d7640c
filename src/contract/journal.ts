import { z } from 'zod';

/** One start of a session, up to the next. */
const sessionRunSchema = z.strictObject({
  status: z.enum(['running', 'ended', 'crashed', 'crashed-and-recovered']),
  /** UTC ms, as is the next. */
  started_at: z.number(),
  last_at: z.number(),
  records: z.int(),
  program_version: z.string().nullable(),
  configuration_hash: z.string().nullable(),
  /** Bytes of an unfinished write that were cut when it started. */
  cut_bytes: z.number(),
});

/** What `journal verify` found. */
export const journalCheckSchema = z.strictObject({
  file: z.string(),
  session: z.string().nullable(),
  status: z.enum(['running', 'ended', 'crashed', 'quarantined']),
  records: z.int(),
  last_at: z.number().nullable(),
  last_hash: z.string(),
  torn: z.strictObject({ offset: z.int(), bytes: z.int() }).nullable(),
  damage: z.strictObject({ offset: z.int(), record: z.int(), why: z.string() }).nullable(),
  runs: z.array(sessionRunSchema),
});

/** Where a replay exchange listens, and what it plays. */
export const replayExchangeSchema = z.strictObject({
  url: z.url(),
  symbols: z.array(z.string()),
  /** UTC ISO 8601, as are the next. */
  from: z.iso.datetime(),
  start: z.iso.datetime(),
  end: z.iso.datetime(),
  speed: z.number(),
  api_key: z.string(),
  secret: z.string(),
});
