import type { JsonValue } from '../json-value.js';

/** One thing that happened in a trading session. */
export interface JournalRecord {
  /** From 1, no holes. */
  readonly seq: number;
  /** UTC ms of the session's clock. */
  readonly at: number;
  readonly kind: string;
  readonly data: JsonValue;
}

/** A record before it has its number. */
export interface JournalEntry {
  /** Small letters, digits and `. - _`, at most 64. `manifest`, `start` and `recovered` are written by the journal itself. */
  readonly kind: string;
  readonly data: JsonValue;
}

/**
 * The record of truth of one session: written before anything acts on it, and never changed after. The state of a session is the
 * replay of it. A clean end is a record of kind `stop`, which the session appends itself before it closes the journal.
 */
export interface Journal {
  /** Records that were there when it was opened, in order; none of a new session. */
  readonly records: readonly JournalRecord[];
  /**
   * Appends a batch as one write and brings it to disk before it returns; after a crash all of it is there, or a prefix of whole
   * records. Synchronous on purpose: nothing can act in between. The records that it returns are what a replay will read, so act
   * on those.
   * @param at UTC ms, a whole number
   * @throws DiskError or UnavailableError where the disk refuses. The journal is broken then: what was half written is cut when it
   * is opened again, and until then every append throws `journal.broken`
   */
  append(at: number, entries: readonly JournalEntry[]): readonly JournalRecord[];
  /** Lets go of the folder, whatever happens; a second call does nothing. */
  close(): void;
}
