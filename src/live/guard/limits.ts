import { z } from 'zod';

const share = z.number().gt(0).max(1);

/** What a session may do at most, beside the exposure and drawdown limits of its account. Nothing is limited where a field is absent. */
export const guardLimitsSchema = z.strictObject({
  /** Decisions in a row without an answer of the model after which nothing is entered; stops and exits stay. */
  max_model_failures: z.number().int().min(1).default(3),
  /** Age of a bar at its decision, in bars, from which on nothing is entered. */
  max_bar_age: z.number().positive().default(2),
  /** Loss since the first equity of the UTC day, a fraction, from which on nothing is entered until the next day. */
  max_daily_loss: share.optional(),
  /** Entries and reversals per symbol and UTC day. */
  max_entries_per_day: z.number().int().min(1).optional(),
  /** How long a position is held before the strategy may leave or turn it, hours; protective orders always may. */
  min_hold_hours: z.number().positive().optional(),
  /** Hours of the UTC day in which positions may grow: from (included) to (excluded); over midnight where from > to. */
  trading_hours: z
    .strictObject({ from: z.number().min(0).max(24), to: z.number().min(0).max(24) })
    .refine(({ from, to }) => from !== to, 'from and to are the same hour: nothing would ever be traded')
    .optional(),
  /** Whether a halt closes what is held, beside taking back what waits. */
  flatten_on_halt: z.boolean().default(false),
});
export type GuardLimits = z.infer<typeof guardLimitsSchema>;

/** Why the guard did not let an order pass as it was. */
export const GUARD_CODES = [
  'halted',
  'stale_data',
  'model_silent',
  'daily_loss',
  'entries_per_day',
  'minimum_hold',
  'trading_hours',
] as const;
export type GuardCode = (typeof GUARD_CODES)[number];
