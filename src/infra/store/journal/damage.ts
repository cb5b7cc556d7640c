import { InputError } from '../../../core/errors.js';

/** Where a journal is not what was written. */
export interface JournalDamage {
  /** Byte of the file, from 0. */
  readonly offset: number;
  /** Number of the record that should be there; 0 for the first line. */
  readonly record: number;
  readonly why: string;
}

const REMEDY =
  'restore the whole folder of the session from a backup, or start a session under another name; ' +
  '"llm-trading journal export" still gives the records before the damage';

/** A journal that cannot be trusted. It is never repaired or begun anew by itself: money may depend on what it held. */
export class JournalDamageError extends InputError {
  constructor(
    readonly file: string,
    readonly damage: JournalDamage,
  ) {
    const { offset, record, why } = damage;
    super('journal.damaged', `${file} is damaged at byte ${offset} (record ${record}), since ${why}: ${REMEDY}.`, {
      where: `${file}, byte ${offset}`,
      remedy: REMEDY,
    });
  }
}
