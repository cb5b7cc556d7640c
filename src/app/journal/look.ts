import { dirname } from 'node:path';
import { InputError } from '../../core/errors.js';
import { isJsonObject } from '../../core/json-value.js';
import type { JournalRecord } from '../../core/ports/journal.js';
import {
  isFolderLocked,
  JournalDamageError,
  readJournalFile,
  type JournalDamage,
} from '../../infra/store/journal/index.js';
import { sessionRuns, type SessionRun, type SessionStatus } from './session-runs.js';

/** A journal as it lies there, looked at from outside. */
export interface JournalLook {
  readonly file: string;
  /** As its manifest names it; null where that cannot be read. */
  readonly session: string | null;
  readonly status: SessionStatus;
  /** Whole ones, before any damage. */
  readonly records: readonly JournalRecord[];
  /** Of the last of them: two journals with the same number of records and the same hash are the same. */
  readonly hash: string;
  /** What a crash has left of an unfinished write, or what is being written just now. */
  readonly torn: { readonly offset: number; readonly bytes: number } | null;
  readonly damage: JournalDamage | null;
  readonly runs: readonly SessionRun[];
}

/**
 * Reads a journal, also one that is being written; changes nothing. Damage is told, not thrown.
 * @throws InputError where there is none, or one that this version cannot read
 */
export async function lookAtJournal(file: string): Promise<JournalLook> {
  // Asked first: a session that ends meanwhile has written its end by the time that it is read.
  const isHeld = await isFolderLocked(dirname(file));
  const found = readJournalFile(file);
  if (found === null) {
    throw new InputError('journal.none', `There is no ${file}: the session was never started.`, { where: file });
  }
  const { records, hash, torn, damage } = found;
  const runs = sessionRuns(records, isHeld);
  const last = runs.at(-1)?.status ?? 'crashed';
  const id = isJsonObject(records[0]?.data) ? records[0].data.session_id : null;
  return {
    file,
    session: typeof id === 'string' ? id : null,
    status: damage !== null ? 'quarantined' : last === 'crashed-and-recovered' ? 'crashed' : last,
    records,
    hash,
    torn: torn === null ? null : { offset: torn.offset, bytes: torn.content.length },
    damage,
    runs,
  };
}

/** @throws JournalDamageError where it is damaged */
export function assertWhole({ file, damage }: JournalLook): void {
  if (damage !== null) throw new JournalDamageError(file, damage);
}
