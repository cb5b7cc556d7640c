import type { SeriesName } from './series.js';
import { DAY, HOUR, MINUTE } from './time.js';

/** How long after the moment it speaks of (`observed_at`) a value can be known, ms. The adapters count with these numbers. */
export const LAG_MS = {
  /** `observed_at` is the open time. */
  hourlyBar: HOUR,
  openInterestHistory: 5 * MINUTE,
  /** A UTC day of chain data without a plausible completion time. */
  chainDay: 36 * HOUR,
  /** The earliest and the latest completion time that is believed to be a publication. */
  chainCompletionFrom: DAY,
  chainCompletionTo: 7 * DAY,
  /** A past total, dated at the moment or the start of the day it speaks of. */
  stablecoinPast: DAY + HOUR,
  fearGreed: 10 * MINUTE,
  newsArchive: 15 * MINUTE,
} as const;

/**
 * When the values of a source can be known: a row for each source and rule, what `observations sources` prints and the documents
 * quote. Whatever the rule says, a value that arrived earlier was known when it arrived, and a copy of a revisable series only from
 * then on.
 */
export interface PublicationLag {
  /** Id of the adapter, as observations carry it. */
  readonly source: string;
  readonly series: readonly SeriesName[];
  /** Least time between `observed_at` and `available_at` of a value that did not arrive before, ms. */
  readonly lag_ms: number;
  /** What `available_at` is. */
  readonly rule: string;
  readonly why: string;
}
