import type { MarketSnapshot } from '../market-snapshot/schema.js';
import type { Observation } from '../observation.js';
import type { SeriesName } from '../series.js';

/** What became of rows handed to a store. */
export interface AddedObservations {
  readonly added: number;
  /** There already, with the same value. */
  readonly unchanged: number;
  /** Of series that are not revisable: another value for a moment that has one. The first known one stays. */
  readonly conflicts: number;
}

/** Which observations are meant; what is left out is not asked about. */
export interface ObservationQuery {
  readonly series?: readonly SeriesName[];
  readonly symbols?: readonly string[];
  readonly sources?: readonly string[];
  /** By `observed_at`, UTC ms: the first included, the end not. */
  readonly from?: number;
  readonly to?: number;
}

/** A stretch without a row, both ends excluded, UTC ms. */
export interface ObservationGap {
  readonly after: number;
  readonly before: number;
  /** How many rows are absent there. */
  readonly missing: number;
}

/** One series of one symbol from one source, as it is stored. */
export interface StoredObservations {
  readonly series: SeriesName;
  readonly symbol: string;
  readonly source: string;
  /** Moments, or headlines. */
  readonly rows: number;
  /** Copies: more than `rows` where values were revised. */
  readonly versions: number;
  readonly conflicts: number;
  /** First and last `observed_at`, UTC ms. */
  readonly from: number;
  readonly to: number;
  /** Null for series without a fixed step. */
  readonly gaps: readonly ObservationGap[] | null;
}

/** Where an archived snapshot came from: collected then, or built later from stored observations. */
export type SnapshotOrigin = 'live' | 'built';

export interface ArchivedSnapshot {
  readonly origin: SnapshotOrigin;
  /** UTC ms. */
  readonly as_of: number;
  /** Paths of the fields that were there, sorted: decisions with different ones are never pooled. */
  readonly fields: readonly string[];
  readonly snapshot: MarketSnapshot;
}

export interface SnapshotQuery {
  readonly origin?: SnapshotOrigin;
  readonly baseAsset?: string;
  readonly from?: number;
  readonly to?: number;
}

/** What is wrong with a stored row. */
export interface StoreFinding {
  readonly where: string;
  readonly problem: string;
}

/**
 * Observations as they were retrieved. Revisable series keep every copy that differs from the one before it; of the others the
 * first known value stays.
 */
export interface ObservationStore {
  /** All or none of them, in one transaction; durable when it resolves. */
  add(observations: readonly Observation[]): Promise<AddedObservations>;
  /** In batches, ordered by series, symbol, source and `observed_at`; every version. */
  read(query: ObservationQuery): AsyncIterable<readonly Observation[]>;
  list(query?: ObservationQuery): Promise<readonly StoredObservations[]>;
  /** Keeps the first of the same asset, moment, horizon, origin and fields. @returns how many were new */
  addSnapshots(snapshots: readonly ArchivedSnapshot[]): Promise<number>;
  /** By moment, oldest first. */
  snapshots(query: SnapshotQuery): AsyncIterable<readonly ArchivedSnapshot[]>;
  countSnapshots(): Promise<Readonly<Record<SnapshotOrigin, number>>>;
  /** Remembers that a source was read from `from` to `through` (UTC ms): what a backfill need not ask for again. */
  markCovered(source: string, symbol: string, from: number, through: number): Promise<void>;
  /** How far a source was read without a break from `from` on, UTC ms; `from` itself where it was not. */
  coveredThrough(source: string, symbol: string, from: number): Promise<number>;
  /** Reads every row and says what is wrong; no error for a damaged row. */
  check(): Promise<{ readonly rows: number; readonly findings: readonly StoreFinding[] }>;
  close(): Promise<void>;
}
