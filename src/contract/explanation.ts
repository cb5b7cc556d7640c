import { z } from 'zod';
import { sessionModeSchema } from './session.js';

/**
 * Where a session and the backtest of its bars can part: `latency`: price moved before an order was sent; `slippage`: the fill was worse
 * or better than the backtest's; `data`: bars were late, missing or left out; `model`: an opinion failed; `halt`: a person, or a doubt
 * about what is held, kept it from trading; `other`: stops at the exchange, its steps and fees, and what these come to together.
 */
export const EXPLAINED_CAUSES = ['latency', 'slippage', 'data', 'model', 'halt', 'other'] as const;
export type ExplainedCause = (typeof EXPLAINED_CAUSES)[number];

const amount = z.number();
/** What each cause did to equity, quote units. */
const effectSchema = z.strictObject({
  latency: amount,
  slippage: amount,
  data: amount,
  model: amount,
  halt: amount,
  other: amount,
});
export type ExplainedEffect = z.infer<typeof effectSchema>;

const sentOrder = z.strictObject({
  symbol: z.string(),
  /** `none`: it was wanted, and refused. */
  side: z.enum(['long', 'short', 'flat', 'none']),
  /** Fraction of equity; null: the order names none. */
  size: z.number().nullable(),
  /** Code of the guard, where it did not let the order pass as it was. */
  refused: z.string().nullable(),
});
export type SentOrder = z.infer<typeof sentOrder>;

/** A decision that was not that of the backtest, or was not filled as there. */
const explainedDecisionSchema = z.strictObject({
  /** Close of its bars, UTC ms. */
  time: z.number(),
  backtest: z.array(sentOrder),
  session: z.array(sentOrder),
  /** What is known of why; empty: it follows from an earlier one. */
  why: z.array(z.strictObject({ cause: z.enum(EXPLAINED_CAUSES), reason: z.string() })),
  /** From this decision to the next one that differs. */
  effect: effectSchema,
});
export type ExplainedDecision = z.infer<typeof explainedDecisionSchema>;

/** A session against the backtest of the bars in its journal. */
export const explanationSchema = z.strictObject({
  session: z.string(),
  kind: z.enum(['paper', 'live']),
  mode: sessionModeSchema,
  /** Close of the first and the last bars, UTC ms. */
  from: z.number(),
  to: z.number(),
  moments: z.int().min(1),
  initial_equity: z.number(),
  backtest_equity: z.number(),
  equity: z.number(),
  /** Their sum is `equity` minus `backtest_equity`. */
  effect: effectSchema,
  /** Bars: decided a bar or more after their close; missing; missed, found elsewhere and traded by the backtest; of no use and left out; changed by the exchange afterwards. */
  bars: z.strictObject({
    late: z.int().min(0),
    missing: z.int().min(0),
    found: z.int().min(0),
    left_out: z.int().min(0),
    changed: z.int().min(0),
  }),
  /** Opinions: asked for; failed; not asked for, where the backtest asks. */
  opinions: z.strictObject({ asked: z.int().min(0), failed: z.int().min(0), not_asked: z.int().min(0) }),
  decisions: z.array(explainedDecisionSchema),
});
export type Explanation = z.infer<typeof explanationSchema>;
