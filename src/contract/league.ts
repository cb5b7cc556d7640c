import { z } from 'zod';
import { list, wholeNumber } from './list.js';
import { paperResultSchema, sessionModeSchema } from './session.js';

const memberSchema = z.strictObject({
  /** Of its session, after the name of the league: `league.NAME`. */
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/, 'expected 1 to 32 letters, digits, - or _'),
  /** A shipped strategy, a rules file, or a module; absent: that of the command line. */
  strategy: z.string().min(1).exactOptional(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).exactOptional(),
  /** `provider/model`, `baseline/NAME`, an ensemble; absent: that of the settings. */
  model: z.string().min(1).exactOptional(),
  prompt: z.string().min(1).exactOptional(),
});
export type LeagueMember = z.infer<typeof memberSchema>;

/** The file of a league: who takes part. Bars, costs and limits are the same for all and come from the command line. */
export const leagueFileSchema = z
  .strictObject({ members: z.array(memberSchema).min(1) })
  .refine(({ members }) => new Set(members.map(({ name }) => name)).size === members.length, {
    path: ['members'],
    message: 'expected each name once',
  });

const range = z.object({ low: z.number(), high: z.number() });

/** Of the answers whose windows have closed and that climatology has answered too; null where it stands: there are none. */
const brierSchema = z.object({
  decisions: wholeNumber,
  score: z.number(),
  /** 1 − score ÷ climatology's; null where that was never wrong. */
  skill: z.number().nullable(),
  skill_interval: range.nullable(),
});

/** A session beside others. */
const comparedSessionSchema = z.object({
  session: z.string(),
  mode: sessionModeSchema,
  strategy: z.string(),
  /** Null: its strategy asks no model. */
  model: z.string().nullable(),
  prompt: z.string().nullable(),
  moments: wholeNumber,
  /** Null: no bar was traded. */
  equity: z.number().nullable(),
  total_return: z.number().nullable(),
  fills: wholeNumber,
  /** Questions to its model, and those without an answer. */
  decisions: wholeNumber,
  failed: wholeNumber,
  /** USD that its calls cost; null where a price is unknown. A question that others had asked as well is counted with each. */
  cost_usd: z.number().nullable(),
  brier: brierSchema.nullable(),
  /** From whom it is to be told apart: the best by its Brier score, and the next best for that one; null: there is nobody. */
  against: z.string().nullable(),
  /** How many decisions more that takes, if things go on as they did; 0: they can be told apart. Null: it cannot be said. */
  more_decisions: wholeNumber.nullable(),
});

/** What `sessions compare --json` prints. */
export const sessionComparisonSchema = z.object({
  /** The session of climatology, which skill is measured against; null: none of them is. */
  reference: z.string().nullable(),
  /** By equity, the highest first. */
  sessions: list(comparedSessionSchema),
  /** The mean of what the language models said of the same windows, one vote each; null: no two of them were asked about one. */
  crowd: z.object({ members: list(z.string()), brier: brierSchema.nullable() }).nullable(),
});
export type SessionComparison = z.infer<typeof sessionComparisonSchema>;

/** What `paper --league --json` prints. */
export const leagueResultSchema = z.object({
  league: z.string(),
  ended: list(paperResultSchema),
  /** Members that could not go on, and why; the others did. */
  failed: list(z.object({ session: z.string(), reason: z.string() })),
  /** Forward tests of the members that ask a model, on live prices: `evaluate --registered NUMBER` judges them. */
  registered: list(z.object({ session: z.string(), number: z.int().positive(), sha256: z.string() })),
  comparison: sessionComparisonSchema,
});
export type LeagueResult = z.infer<typeof leagueResultSchema>;
