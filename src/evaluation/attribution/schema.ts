import { z } from 'zod';

/** What one run earned. Returns are fractions of the starting equity. */
export const runPnlSchema = z.object({
  total_return: z.number(),
  /** Annualised; null where it is not defined. */
  sharpe: z.number().nullable(),
  /** Fraction of the peak, 0 … 1. */
  max_drawdown: z.number(),
  /** Fees, slippage, funding and interest, quote currency. */
  costs: z.number(),
});
export type RunPnl = z.infer<typeof runPnlSchema>;

const variantSchema = z.object({
  id: z.string(),
  mean_k_long: z.number(),
  mean_k_short: z.number(),
  pnl: runPnlSchema,
});

/** How much of a P&L is the model's. */
export const attributionSchema = z.object({
  /** The strategy that the opinions scale or steer. */
  strategy: z.string(),
  /** Moments at which there was an opinion. */
  opinions: z.number(),
  /** Moments at which one was asked for; absent in documents of earlier versions, whose base was flat without an opinion. */
  moments: z.number().optional(),
  /** The bars of all runs: open of the first and close of the last, UTC ms. */
  from: z.number().optional(),
  to: z.number().optional(),
  /** The strategy alone, as a backtest of it on these bars. */
  base: variantSchema,
  /** k = 1 where there was an opinion, flat where there was none. */
  answered: variantSchema.optional(),
  /** k = mean(k) at every moment: what being larger or smaller on average gives, without any timing. */
  constant: variantSchema,
  model: variantSchema,
  /** Cost of the model's calls, USD; null where a price is unknown. */
  call_cost_usd: z.number().nullable(),
  /** Return of the model's run after its calls are paid; null where their cost is unknown. */
  total_return_after_calls: z.number().nullable(),
  baselines: z.array(variantSchema),
  /** The opinions without news; null where they were not asked for. */
  without_news: variantSchema.nullable(),
  /**
   * total_return differences: base + silence + exposure + timing = model. `silence` is what having no opinion costs or saves: failed
   * questions, and the time an answer takes; 0 in documents of earlier versions.
   */
  parts: z.object({
    base: z.number(),
    silence: z.number().default(0),
    exposure: z.number(),
    timing: z.number(),
  }),
  /** The model's opinions moved in time. */
  shifts: z.object({
    count: z.number(),
    /** Moments; no shift is shorter. */
    least: z.number(),
    /** (1 + shifts that earned at least as much) / (count + 1); null without shifts. */
    p_value: z.number().nullable(),
    median_return: z.number().nullable(),
    /** 5th and 95th percentile of the returns of the shifted runs. */
    interval: z.tuple([z.number(), z.number()]).nullable(),
  }),
});
export type Attribution = z.infer<typeof attributionSchema>;
export type AttributionVariant = z.infer<typeof variantSchema>;
