import { z } from 'zod';

const countingSchema = z.object({
  /** Tries counted, those without a result included. */
  trials: z.int().nonnegative(),
  /** Sample variance of their daily Sharpe ratios; 0 where fewer than two are known. */
  sharpe_variance: z.number().nonnegative(),
  /** Daily Sharpe ratio that the best of so many tries without skill is expected to have. */
  expected_maximum: z.number(),
  /** Probability that the true Sharpe ratio is above it, 0 … 1; null where it is not defined. */
  deflated_sharpe: z.number().min(0).max(1).nullable(),
});

/** Buying and holding over the same days, held to the same bar: it was not chosen among the tries, so this is for comparison. */
const benchmarkSchema = z.object({
  sharpe: z.number().nullable(),
  probabilistic_sharpe: z.number().min(0).max(1).nullable(),
  /** Probability that its true Sharpe ratio is above the best expected of as many tries, raw and by clusters. */
  raw_deflated_sharpe: z.number().min(0).max(1).nullable(),
  clustered_deflated_sharpe: z.number().min(0).max(1).nullable(),
});

/** How much of a Sharpe ratio the number of tries explains. All ratios are of daily returns, not annualised. */
export const deflatedSharpeSchema = z.object({
  schema_version: z.literal(1),
  sharpe: z.number().nullable(),
  /** Daily returns. */
  observations: z.int().nonnegative(),
  skewness: z.number().nullable(),
  /** Not in excess: 3 for a normal distribution. */
  kurtosis: z.number().nullable(),
  /** Probability that the true Sharpe ratio is above 0, as if nothing else had been tried. */
  probabilistic_sharpe: z.number().min(0).max(1).nullable(),
  /** Every trial a try of its own. */
  raw: countingSchema,
  /** Trials that correlate counted as one try, by the Sharpe ratio of their equally risky mix. */
  clustered: countingSchema,
  /** Tries that were aborted or failed, or whose returns do not vary: counted, but without a Sharpe ratio. */
  without_result: z.int().nonnegative(),
  /** Absent where no benchmark was given. */
  benchmark: benchmarkSchema.optional(),
});
export type DeflatedSharpe = z.infer<typeof deflatedSharpeSchema>;
