import { z } from 'zod';
import { regimeLabelSchema } from '../regime/schema.js';
import { openPositionSchema, tradesSchema } from './trade.js';

/** UTC ms since the epoch. */
const time = z.number();
/** What JSON can hold and give back unchanged: no NaN, no infinity, nothing undefined. */
const jsonObject = z.record(z.string(), z.json());
/**
 * A long series of numbers, with null where it may have holes. Checked by a loop and not copied: a million values one by one
 * cost more than the run they come from.
 */
const numbers = z.custom<number[]>((values) => isSeries(values, false), 'expected a list of numbers');
const numbersOrNull = z.custom<(number | null)[]>(
  (values) => isSeries(values, true),
  'expected a list of numbers and nulls',
);

function isSeries(values: unknown, holes: boolean): boolean {
  if (!Array.isArray(values)) return false;
  for (let i = 0; i < values.length; i++) {
    const value: unknown = values[i];
    if (!(Number.isFinite(value) || (holes && value === null))) return false;
  }
  return true;
}

/** Null where a statistic is not defined, such as a profit factor without a loss. */
const statistic = z.number().nullable();

/** What the account paid; income is negative. Quote units. */
export const costsSchema = z.object({
  fees: z.number(),
  /** Against the prices before slippage; already inside the fill prices. */
  slippage: z.number(),
  funding: z.number(),
  borrow: z.number(),
  /** Part of `fees` that liquidations took. */
  liquidation_fees: z.number(),
  /** USD that the model calls of the decisions cost. Not taken from the account's equity; null where a price is unknown. */
  model_calls: z.number().nullable(),
});

/**
 * Holding the first symbol from the first open to the last close, with the fee and slippage of one purchase, and with the
 * funding of a perpetual.
 */
export const benchmarkSchema = z.object({
  symbol: z.string(),
  /**
   * Base units bought; equity of the benchmark at a step is
   * `initial_equity − costs − funding paid by then + quantity · (close − entry_price)`.
   */
  quantity: z.number(),
  entry_price: z.number(),
  /** Fee of the purchase. */
  costs: z.number(),
  /** Funding paid in all, negative where more was received; absent in documents from before it was counted. */
  funding: z.number().optional(),
  final_equity: z.number(),
  /** The same names as in the strategy's `metrics`. */
  metrics: z.record(z.string(), statistic),
});

/** A whole run under one reading of bars that touch both stop and target. */
const readingSchema = z.object({ final_equity: z.number(), total_return: z.number() });

/** One input of the run, by content. */
export const dataSourceSchema = z.object({
  symbol: z.string(),
  role: z.enum(['bars', 'finer', 'mark', 'funding', 'regime']),
  /** File or `SYMBOL:INTERVAL` it came from. */
  source: z.string(),
  sha256: z.string(),
  rows: z.int().nonnegative(),
  from: time,
  to: time,
});

/** One opinion of the regime model as the run saw it. */
export const regimePointSchema = z.object({
  decided_at: time,
  /** When the answer was there; an order that used it cannot fill earlier. */
  available_at: time,
  /** Null where no valid opinion came. */
  label: regimeLabelSchema.nullable(),
  prob_bull: z.number().nullable(),
});

/** The result of a backtest without its long series: what a listing, a comparison and the JSON of a run show. */
export const backtestSummarySchema = z.object({
  schema_version: z.literal(1),
  strategy: z.object({ name: z.string(), params: jsonObject }),
  symbols: z.array(z.string()).min(1),
  interval_ms: z.number().positive(),
  /** Open of the first bar and close of the last. */
  start_time: time,
  end_time: time,
  /** Steps of the equity curve. */
  bars: z.int().positive(),
  initial_equity: z.number(),
  final_equity: z.number(),
  /** Fraction: 0.5 means 50 %. */
  total_return: z.number(),
  /** Largest loss from a peak, a fraction of the peak, at least 0. */
  max_drawdown: z.number(),
  sharpe: statistic,
  trade_count: z.int().nonnegative(),
  metrics: z.record(z.string(), statistic),
  /** Block-bootstrap confidence intervals of some metrics; null where they were not asked for. */
  bootstrap: z
    .object({
      /** Coverage, 0.95 for 95 %. */
      level: z.number().gt(0).lt(1),
      samples: z.int().positive(),
      /** Mean length of a block, in the periods that returns are taken over. */
      block_periods: z.number().positive(),
      intervals: z.record(z.string(), z.object({ low: z.number(), high: z.number() })),
    })
    .nullable(),
  /** Return of each calendar month (UTC) of the run, oldest first. */
  monthly: z.array(z.object({ year: z.int(), month: z.int().min(1).max(12), return: z.number() })),
  benchmark: benchmarkSchema,
  costs: costsSchema,
  ambiguous: z.object({
    /** Bars that touched both stop and target and that no finer bars decided. */
    bars: z.int().nonnegative(),
    /** The reading that this result uses. */
    reading: z.enum(['pessimistic', 'optimistic']),
    pessimistic: readingSchema,
    /** Equal to the other where no bar was ambiguous. */
    optimistic: readingSchema,
  }),
  refusals: z.object({
    total: z.int().nonnegative(),
    counts: z.record(z.string(), z.int().nonnegative()),
    /** The first of them. */
    samples: z.array(z.object({ reason: z.string(), symbol: z.string(), time, detail: z.string() })),
  }),
  /** What the run assumed or did on the way, counted. */
  counters: z.record(z.string(), z.number()),
  warnings: z.array(z.string()),
  open_positions: z.array(openPositionSchema),
  /** Effective configuration: everything a repetition needs beside the data. */
  configuration: jsonObject,
  data: z.array(dataSourceSchema),
  code_version: z.object({ version: z.string(), commit: z.string().nullable(), node: z.string() }),
});
export type BacktestSummary = z.infer<typeof backtestSummarySchema>;

/** Summary and series of a backtest, before their lengths are compared. */
export const backtestFieldsSchema = backtestSummarySchema.extend({
  /** Opinions behind the run, oldest first; null for a run without a regime model. */
  regime: z.array(regimePointSchema).nullable(),
  /** Round trips in the order in which they were closed. */
  trades: tradesSchema,
  /** Open time of each step. */
  times: numbers,
  /** Account value at each step's close. */
  equity: numbers,
  /** What the benchmark has paid in funding since the start, by settlement; absent where it paid none. */
  benchmark_funding: z.object({ time: numbers, total: numbers }).optional(),
  /** Closes on the same steps, for charts; null where a symbol had no bar. */
  prices: z.array(z.object({ symbol: z.string(), close: numbersOrNull })),
});

/** A result whose long series are at hand as columns, which need no check one by one. */
export const fieldsBesideSeriesSchema = backtestFieldsSchema.omit({ times: true, equity: true, prices: true });

/** The result of a backtest. Two runs of the same code on the same inputs give the same bytes: it holds no wall-clock time. */
export const backtestResultSchema = backtestFieldsSchema.superRefine((result, context) => {
  const check = (path: (string | number)[], actual: number, expected: number) => {
    if (actual === expected) return;
    context.addIssue({ code: 'custom', path, message: `expected ${expected} values, found ${actual}` });
  };
  check(['times'], result.times.length, result.bars);
  check(['equity'], result.equity.length, result.bars);
  check(['trades'], result.trades.length, result.trade_count);
  result.prices.forEach(({ close }, index) => {
    check(['prices', index, 'close'], close.length, result.bars);
  });
});
export type BacktestResultDocument = z.infer<typeof backtestResultSchema>;

/** The same result without its series. */
export function summaryOf(result: BacktestResultDocument): BacktestSummary {
  return backtestSummarySchema.parse(result);
}
