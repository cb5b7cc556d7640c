import { z } from 'zod';
import { tradeSchema } from '../core/backtest-result/trade.js';
import { list, time, wholeNumber } from './list.js';

/** Candles by column, one bucket of bars each, with the extremes of all of them. */
const candleColumnsSchema = z.object({
  /** Open of the first bar of the bucket. */
  time: list(time),
  open: list(z.number()),
  high: list(z.number()),
  low: list(z.number()),
  close: list(z.number()),
});

/** A line by column, with the least and the greatest value of each bucket, its first and its last kept. */
const lineColumnsSchema = z.object({ time: list(time), value: list(z.number()) });

/** What `GET /api/v1/runs/:id/series` answers. */
export const runWindowSchema = z.object({
  symbol: z.string(),
  /** All that the run traded. */
  symbols: list(z.string()),
  interval_ms: z.number().positive(),
  /** The window, and what there is in all, UTC ms. */
  from: time,
  to: time,
  start_time: time,
  end_time: time,
  /** Steps of the run in the window. */
  bars: wholeNumber,
  /**
   * What the candles are made of. `bars`: the bars of the run, which are still there with the checksum that it names. `closes`: those that
   * the run keeps itself, so that wicks inside a bar are missing.
   */
  source: z.enum(['bars', 'closes']),
  bars_per_candle: z.int().positive(),
  /** Buckets that reach out of the window are whole. */
  candles: candleColumnsSchema,
  equity: lineColumnsSchema,
  /** At most 0: fraction below the peak so far. */
  drawdown: lineColumnsSchema,
  /** Opinions in the window, thinned evenly. */
  regime: list(
    z.object({
      decided_at: time,
      label: z.enum(['bull', 'bear', 'neutral']).nullable(),
      prob_bull: z.number().nullable(),
    }),
  ),
  /** Of the symbol, closed or opened in the window, at most 1,000; `trades_left_out` are more. */
  trades: list(tradeSchema),
  trades_left_out: wholeNumber,
});
export type RunWindow = z.infer<typeof runWindowSchema>;

/** What `GET /api/v1/runs/:id/trades` answers. */
export const runTradesSchema = z.object({
  trades: list(tradeSchema),
  total: wholeNumber,
  /** Number to give as `after` for the next page; null: there are no more. */
  next: wholeNumber.nullable(),
});
