import { z } from 'zod';

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

/** One session as its folder shows it. */
export const sessionRowSchema = z.strictObject({
  session: z.string(),
  kind: z.literal('paper'),
  /** UTC ISO 8601. */
  created_at: z.iso.datetime(),
  /** As `journal verify` says it; `quarantined`: its journal is damaged, or cannot be read. */
  status: z.enum(['running', 'ended', 'crashed', 'quarantined']),
  halted: z.string().nullable(),
  strategy: z.string(),
  data: z.array(z.string()),
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
