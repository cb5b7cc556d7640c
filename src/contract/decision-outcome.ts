import { z } from 'zod';
import { time } from './list.js';

/**
 * Why nothing is known of what came of a decision. `demo`: the market was generated. `no-subject`: the prompt does not say in a
 * known way what it asks about, or the call asks nothing about a market as it was. `open`: the window has not passed. `no-bars`: no
 * stored bars reach over it. `damaged`: they cannot be read. `no-price`, `too-few-bars`, `unchanged`: the bars score nothing.
 */
const UNKNOWN_OUTCOMES = [
  'demo',
  'no-subject',
  'open',
  'no-bars',
  'damaged',
  'no-price',
  'too-few-bars',
  'unchanged',
] as const;
export type UnknownOutcome = (typeof UNKNOWN_OUTCOMES)[number];

/** What the market did over the window of a decision. */
const windowSchema = z.object({
  /** Bull: it closed mostly above its price at the decision. */
  label: z.enum(['bull', 'bear']),
  /** From the last close before the decision to the last of the window, a fraction. */
  return: z.number(),
  /** Share of the window's closes above the price at the decision, 0 … 1. */
  share_above: z.number().min(0).max(1),
});

/** Losses of the stated probability, and of climatology at that moment by the stored bars; less is better. */
const outcomeScoreSchema = z.object({
  /** Whether the likelier side by the forecast came true; null at one half. */
  hit: z.boolean().nullable(),
  prob_bull: z.number().min(0).max(1),
  climatology: z.number().min(0).max(1),
  brier: z.number(),
  brier_climatology: z.number(),
  /** Nats, p clipped as in evaluations. */
  log: z.number(),
  log_climatology: z.number(),
});

/** What came of a decision, by stored bars and the scoring of evaluations. */
export const decisionOutcomeSchema = z.object({
  symbol: z.string().nullable(),
  /** UTC ms. */
  decided_at: time.nullable(),
  horizon_hours: z.number().positive().nullable(),
  /** Null where it is known. */
  unknown: z.enum(UNKNOWN_OUTCOMES).nullable(),
  /** Null where it is not known. */
  market: windowSchema.nullable(),
  /** Null where that is null, or nobody had a valid opinion. */
  score: outcomeScoreSchema.nullable(),
});
export type ToldOutcome = z.infer<typeof decisionOutcomeSchema>;
