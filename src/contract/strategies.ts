import { z } from 'zod';
import { list } from './list.js';

const parameterSchema = z.object({
  name: z.string(),
  type: z.string(),
  /** Empty where there is none. */
  range: z.string(),
  /** Null where it has none and must be given. */
  fallback: z.unknown(),
});

const strategySchema = z.object({
  name: z.string(),
  summary: z.string(),
  /** Asks a regime model every so many bars at its defaults; null: it asks none. */
  decision_bars: z.number().nullable(),
  parameters: list(parameterSchema),
  /** JSON Schema of the parameters. */
  schema: z.unknown(),
});
/** What `strategy list` shows of a strategy. */
export type StrategyInfo = z.infer<typeof strategySchema>;

/** What `strategy list --json` prints. */
export const strategyListSchema = z.object({ strategies: list(strategySchema) });

/** What `size --json` prints. */
export const sizeSchema = z.object({
  position_size: z.number().nonnegative(),
  k_long: z.number().nonnegative(),
  k_short: z.number().nonnegative(),
});
