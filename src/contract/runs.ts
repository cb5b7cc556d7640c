import { z } from 'zod';
import { wholeNumber, list, time } from './list.js';

/** What lies in a folder that has a run's name. */
const folderSchema = z.object({
  id: z.string(),
  /** Of all its files. */
  bytes: wholeNumber,
  /** Names that no run writes: somebody keeps them there. */
  foreign: list(z.string()),
});

const runRowSchema = z.object({
  ...folderSchema.shape,
  created_at: time,
  strategy: z.string(),
  params: z.record(z.string(), z.json()),
  symbols: list(z.string()),
  interval_ms: z.number().positive(),
  /** Open of the first bar and close of the last. */
  start_time: time,
  end_time: time,
  /** Fraction of the initial equity. */
  total_return: z.number(),
  /** Of a year; null where it is not defined. */
  sharpe: z.number().nullable(),
  trade_count: wholeNumber,
});
/** A run as `runs list` shows it. */
export type StoredRunRow = z.infer<typeof runRowSchema>;

const damagedRunSchema = z.object({
  ...folderSchema.shape,
  /** What its name says. */
  created_at: time,
  reason: z.string(),
});
/** A folder that has a run's name and cannot be read. */
export type DamagedRun = z.infer<typeof damagedRunSchema>;

/** What `runs list --json` prints. */
export const runsListSchema = z.object({
  /** Newest first, unless another order is asked for. */
  runs: list(runRowSchema),
  damaged: list(damagedRunSchema),
  /** Of wholeNumber runs, shown or not. */
  total: wholeNumber,
  /** Of every folder. */
  bytes: wholeNumber,
});
export type RunsList = z.infer<typeof runsListSchema>;

const goingSchema = z.union([runRowSchema, damagedRunSchema]);

const clearingFields = {
  /** Folders that would go, but hold more than a run writes. */
  foreign: list(goingSchema),
  /** Whole runs that stay. */
  staying: wholeNumber,
};

/** What `runs delete --json` and `runs prune --json` print: what went, or what would go. */
export const runsClearingSchema = z.union([
  z.object({ deleted: list(goingSchema), ...clearingFields }),
  z.object({ going: list(goingSchema), ...clearingFields }),
]);
export type RunsClearing = z.infer<typeof runsClearingSchema>;
