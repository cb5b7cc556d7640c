import { z } from 'zod';
import { checkReportSchema } from './data-check.js';
import { wholeNumber, list, time } from './list.js';

const market = z.enum(['spot', 'um']);

const seriesKeySchema = z.object({ source: z.string(), symbol: z.string(), interval: z.string() });

/** Rows of a source that were left out. */
const droppedRowsSchema = z.object({
  count: wholeNumber,
  /** The first of them. */
  rows: list(
    z.object({
      from: z.string(),
      reason: z.string(),
      /** Null where the row has no time. */
      time: time.nullable(),
      problem: z.string(),
    }),
  ),
});

const notReceivedSchema = z.object({ from: time, to: time, missing: wholeNumber });

const fetchedFilesSchema = z.object({
  downloaded: wholeNumber,
  resumed: wholeNumber,
  skipped: wholeNumber,
  /** Paths that the archive does not have: not published, or before the listing. */
  missing: list(z.string()),
  /** Files of which no row can be read, months taken by days for a wrong checksum, files taken without one. */
  unreadable: list(z.object({ path: z.string(), problem: z.string() })),
  distrusted: list(z.string()),
  unverified: list(z.string()),
});

const fetchedSchema = z.object({
  ...seriesKeySchema.shape,
  /** Rows that are new or other than before, and rows that are stored now. */
  changed: wholeNumber,
  rows: wholeNumber,
  /** Null where it did not come in files. */
  files: fetchedFilesSchema.nullable(),
  /** Null where it came in files. */
  requests: wholeNumber.nullable(),
  dropped: droppedRowsSchema,
  not_received: list(notReceivedSchema),
  /** Whether the place knows the symbol at all. */
  known: z.boolean(),
});
/** What came of fetching one series. */
export type FetchedSeries = z.infer<typeof fetchedSchema>;

/** What `data fetch --json` prints. */
export const dataFetchSchema = z.object({ series: list(fetchedSchema) });

const importedSchema = z.object({
  ...seriesKeySchema.shape,
  files: list(
    z.object({
      file: z.string(),
      rows: wholeNumber,
      /** Rows that were left out, by reason. */
      dropped: z.record(z.string(), wholeNumber),
      notes: list(z.string()),
    }),
  ),
  added: wholeNumber,
  replaced: wholeNumber,
  unchanged: wholeNumber,
  /** Stored now. */
  rows: wholeNumber,
});
/** What came of importing one series. */
export type ImportResult = z.infer<typeof importedSchema>;

/** What `data import --json` prints. */
export const dataImportSchema = z.object({ series: list(importedSchema) });

const storedSeriesSchema = z.object({
  ...seriesKeySchema.shape,
  interval_ms: z.number().positive(),
  rows: wholeNumber,
  /** Open of the first bar and close of the last. */
  from: time,
  to: time,
  /** Bars that are not there between them. */
  missing: wholeNumber,
  bytes: wholeNumber,
});

const storedFundingSchema = z.object({
  source: z.string(),
  symbol: z.string(),
  rows: wholeNumber,
  from: time,
  to: time,
  bytes: wholeNumber,
});
export type StoredFunding = z.infer<typeof storedFundingSchema>;

/** What `data list --json` prints. */
export const dataListSchema = z.object({
  bars: list(storedSeriesSchema),
  funding: list(storedFundingSchema),
  /** Files that cannot be read; of funding, without an interval. */
  damaged: list(
    z.object({
      source: z.string(),
      symbol: z.string(),
      interval: z.string().nullable(),
      /** Absent where the interval is not known. */
      interval_ms: z.number().exactOptional(),
      problem: z.string(),
    }),
  ),
});
export type DataList = z.infer<typeof dataListSchema>;

/** What `data check --json` prints. */
export const dataCheckSchema = z.object({ reports: list(checkReportSchema) });

const resampledFields = {
  symbol: z.string(),
  interval: z.string(),
  from_interval: z.string(),
  rows: wholeNumber,
  /** Bars left out at the ends, since they would not be wholeNumber; and those with holes inside. */
  dropped_partial: wholeNumber,
  with_holes: wholeNumber,
};

/** What `data resample --json` prints: into the store, or into a file. */
export const dataResampleSchema = z.union([
  z.object({ ...resampledFields, source: z.string(), added: wholeNumber, replaced: wholeNumber }),
  z.object({ ...resampledFields, file: z.string() }),
]);
export type ResampleDocument = z.infer<typeof dataResampleSchema>;

const demoFileSchema = z.object({
  file: z.string(),
  kind: z.enum(['bars', 'funding']),
  symbol: z.string(),
  rows: wholeNumber,
  from: time,
  to: time,
  /** Whether it was there with other content. */
  replaced: z.boolean(),
});
export type DemoFile = z.infer<typeof demoFileSchema>;

/** What `data demo --json` prints. */
export const dataDemoSchema = z.object({ files: list(demoFileSchema) });

const storedPairSchema = z.object({
  symbol: z.string(),
  source: z.string(),
  intervals: list(z.string()),
  funding: z.boolean(),
  from: time,
  to: time,
});
export type StoredPair = z.infer<typeof storedPairSchema>;

/** A market whose bars `data fetch` can read. */
const offeredPairSchema = z.object({
  /** As `data fetch` takes it. */
  pair: z.string(),
  market,
  base: z.string(),
  quote: z.string(),
});
export type OfferedPair = z.infer<typeof offeredPairSchema>;

/** What `data pairs --json` prints: of an exchange, or those that are stored. */
export const dataPairsSchema = z.union([
  z.object({ exchange: z.string(), pairs: list(offeredPairSchema) }),
  z.object({ pairs: list(storedPairSchema) }),
]);

const exchangeSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** What its public data need. */
  needs: z.enum(['nothing', 'key', 'post']),
  intervals: list(z.string()),
  /** Whether it has bars of the mark price, and settled funding. */
  mark: z.boolean(),
  funding: z.boolean(),
  /** Whether `data fetch` can read its bars. */
  fetchable: z.boolean(),
});
export type FetchableExchange = z.infer<typeof exchangeSchema>;

/** What `data exchanges --json` prints. */
export const dataExchangesSchema = z.object({ exchanges: list(exchangeSchema) });

/** What `data intervals --json` prints: lengths of bars, and those of no fixed length, so that nothing here can use them. */
export const dataIntervalsSchema = z.object({
  exchange: z.string(),
  intervals: list(z.string()),
  unusable: list(z.string()),
});
export type OfferedIntervals = z.infer<typeof dataIntervalsSchema>;
