import { z } from 'zod';

/**
 * What `data check` can find. Errors make bars unusable as they are; warnings are what a backtest should know of; notes are
 * harmless and still worth a line.
 */
export const FINDING_KINDS = {
  /** Rows that are not bars: empty or broken values, high below low, a price of 0, too few columns. */
  invalid_rows: 'error',
  /** Rows out of order in their file. */
  out_of_order: 'error',
  /** Rows in another unit or form of time than the rest of their file. */
  unit_mix: 'error',
  /** Two different bars of one time: often a candle recorded before it was closed. */
  conflict: 'error',
  /** Bars that open before the one before them closes. */
  overlap: 'error',
  /** Bars that do not open where the interval's grid lies. */
  off_grid: 'warning',
  /** All bars open beside the UTC grid: their stamps are probably in another zone. */
  shifted_grid: 'warning',
  gap: 'warning',
  /** Bars without volume whose prices only repeat the close before: an outage that someone filled in. */
  forward_filled: 'warning',
  zero_volume: 'warning',
  /** The close doubled or halved from one bar to the next. */
  price_jump: 'warning',
  /** The last bar closes after the file was written, or after now. */
  unfinished_last_bar: 'warning',
  /** The last row has no line break: it may have been cut off inside its last number. */
  unterminated_file: 'note',
  /** How a file was read where it is not written in the usual way. */
  reading: 'note',
  /** Minutes without a trade, as rows without price and volume. */
  idle_rows: 'note',
  /** Identical rows. */
  duplicate: 'note',
  /** Files of one series write their times differently (Binance spot: ms until 2024, µs from 2025). */
  unit_switch: 'note',
  /** No bar has volume: mark and index prices have none. */
  no_volume: 'note',
} as const satisfies Record<string, 'error' | 'warning' | 'note'>;

export type FindingKind = keyof typeof FINDING_KINDS;
const kinds = Object.keys(FINDING_KINDS) as [FindingKind, ...FindingKind[]];

const findingSchema = z.object({
  kind: z.enum(kinds),
  severity: z.enum(['error', 'warning', 'note']),
  /** UTC ms: the open time of the first bar meant, and the moment at which the last one closes; null where it has no time. */
  from: z.number().nullable(),
  to: z.number().nullable(),
  /** Bars or rows meant. */
  count: z.number().int().positive(),
  /** One sentence with the times in it. */
  message: z.string(),
});
export type Finding = z.infer<typeof findingSchema>;

/** The document of `data check`: one series, from one file, several, or the store. */
export const checkReportSchema = z.object({
  symbol: z.string(),
  interval: z.string(),
  interval_ms: z.number(),
  rows: z.number(),
  /** Open time of the first bar and close of the last, UTC ms. */
  from: z.number(),
  to: z.number(),
  files: z.array(
    z.object({
      file: z.string(),
      rows: z.number(),
      format: z.enum(['csv', 'parquet']),
      /** Null for Parquet. */
      time_format: z.enum(['s', 'ms', 'us', 'ns', 'iso', 'iso-zone']).nullable(),
      header: z.boolean().nullable(),
      delimiter: z.string().nullable(),
    }),
  ),
  /** Findings of each kind, all of them. */
  counts: z.partialRecord(z.enum(kinds), z.number()),
  /** At most 50 of each kind, in order of time within a kind. */
  findings: z.array(findingSchema),
  /** No error was found. */
  ok: z.boolean(),
});
export type CheckReport = z.infer<typeof checkReportSchema>;
