import { z } from 'zod';
import { SNAPSHOT_FIELDS } from './fields/index.js';
import { fieldQualitySchema } from './quality.js';

export * from './quality.js';

const maybe = z.number().nullable();

/** The numbers of a table of fields. A missing value is null and `data_quality` says why; it is never 0. */
const numbersOf = <Table extends Readonly<Record<string, unknown>>>(fields: Table) =>
  z.object(
    Object.fromEntries(Object.keys(fields).map((name) => [name, maybe])) as {
      -readonly [Name in keyof Table]: typeof maybe;
    },
  );

/** Units and meanings stand in `fields/`. */
export const marketFieldsSchema = numbersOf(SNAPSHOT_FIELDS.market);
export const onchainFieldsSchema = numbersOf(SNAPSHOT_FIELDS.onchain);
export const macroContextSchema = numbersOf(SNAPSHOT_FIELDS.macro_context);

export const newsItemSchema = z.object({
  source: z.string(),
  time_utc: z.string(),
  /** −1 … 1, the source's own; null where it gives none. */
  sentiment: maybe,
  /** 0 … 1; null where the source gives none. */
  impact_score: maybe,
  /** Sanitised, at most 400 characters. */
  text: z.string(),
});
export type NewsItem = z.infer<typeof newsItemSchema>;

export const dataQualitySchema = z.object({
  /** Keyed by path, e.g. `market.funding_rate`; `news` has one row. */
  fields: z.record(z.string(), fieldQualitySchema),
  /** Every source that failed, with its reason. */
  failures: z.array(z.object({ source: z.string(), code: z.string(), reason: z.string() })),
  /** True where the data are generated for demonstration, not observed. */
  demo: z.boolean(),
});
export type DataQuality = z.infer<typeof dataQualitySchema>;

export const marketSnapshotSchema = z.object({
  timestamp_utc: z.string(),
  base_asset: z.string(),
  horizon_hours: z.number().positive(),
  market: marketFieldsSchema,
  onchain: onchainFieldsSchema,
  news: z.array(newsItemSchema),
  macro_context: macroContextSchema,
  data_quality: dataQualitySchema,
});
export type MarketSnapshot = z.infer<typeof marketSnapshotSchema>;
