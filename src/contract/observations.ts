import { z } from 'zod';
import { SERIES, type SeriesName } from '../core/series.js';
import { wholeNumber, list, time } from './list.js';

const addedFields = {
  added: wholeNumber,
  /** There already, with the same value. */
  unchanged: wholeNumber,
  /** Of series that are not revisable: another value for a moment that has one. The first known one stays. */
  conflicts: wholeNumber,
};

const seriesName = z.enum(Object.keys(SERIES) as [SeriesName, ...SeriesName[]]);

const storedSchema = z.object({
  series: seriesName,
  symbol: z.string(),
  source: z.string(),
  rows: wholeNumber,
  versions: wholeNumber,
  conflicts: wholeNumber,
  /** First and last `observed_at`. */
  from: time,
  to: time,
  /** Null for series without a fixed step. */
  gaps: list(z.object({ after: time, before: time, missing: wholeNumber })).nullable(),
});

/** What `observations list --json` prints. */
export const observationsListSchema = z.object({
  series: list(storedSchema),
  /** Archived snapshots by how they came to be. */
  snapshots: z.object({ live: wholeNumber, built: wholeNumber }),
});
export type ObservationsList = z.infer<typeof observationsListSchema>;

/** What `observations import --json` prints. */
export const observationsImportSchema = z.object({
  ...addedFields,
  file: z.string(),
  format: z.string(),
  /** Observations the file became. */
  observations: wholeNumber,
  /** First and last `observed_at`. */
  from: time,
  to: time,
  /** Rows or values that were left out, by reason. */
  skipped: z.record(z.string(), wholeNumber),
  /** Those that claimed to be known before what they speak of had ended; they are stored as known from that end on. */
  moved: wholeNumber,
});
export type ImportedObservations = z.infer<typeof observationsImportSchema>;

const backfilledSchema = z.object({
  ...addedFields,
  source: z.string(),
  /** Rows it sent. */
  rows: wholeNumber,
  /** Where it began, since everything before had been asked for; null where nothing was left to ask. */
  from: time.nullable(),
  /** Rejected rows, and what it cannot give. */
  warnings: list(z.string()),
  /** Why it stopped before its end; what had come is stored. */
  error: z.string().nullable(),
});
/** What became of one source. */
export type BackfilledSource = z.infer<typeof backfilledSchema>;

/** What `observations backfill --json` prints. */
export const observationsBackfillSchema = z.object({
  symbol: z.string(),
  from: time,
  to: time,
  sources: list(backfilledSchema),
});

/** What `observations sources --json` prints: when the values of each source can be known. */
export const observationSourcesSchema = z.object({
  sources: list(
    z.object({
      source: z.string(),
      series: list(seriesName),
      /** Least time between `observed_at` and `available_at` of a value that did not arrive before, ms. */
      lag_ms: z.number().nonnegative(),
      /** What `available_at` is. */
      rule: z.string(),
      why: z.string(),
    }),
  ),
});

/** What `observations check --json` prints. */
export const observationsCheckSchema = z.object({
  rows: wholeNumber,
  findings: list(z.object({ where: z.string(), problem: z.string() })),
});

/** What `snapshots build --json` prints. */
export const snapshotsBuiltSchema = z.object({
  base_asset: z.string(),
  from: time,
  to: time,
  /** New in the store. */
  added: wholeNumber,
  /** How many snapshots had which fields, the most frequent set first. */
  field_sets: list(z.object({ fields: list(z.string()), snapshots: wholeNumber })),
});
