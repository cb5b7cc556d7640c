import { InputError } from '../../core/errors.js';
import type { JournalRecord } from '../../core/ports/journal.js';
import { isoTime } from '../../core/time.js';
import type { BookedRecord, DecisionRecord, RecordOf } from './records.js';

/** A moment that is not booked yet. */
export interface OpenMoment {
  readonly bars: RecordOf<'bars'>;
  /** The model has answered, or failed. */
  asked: boolean;
  /** From the journal: what was decided, and what that comes to. */
  decided: Decided | null;
}

export interface Decided {
  readonly decision: DecisionRecord;
  readonly booked: BookedRecord;
}

/** A journal that cannot be gone on with. */
export const differs = (record: JournalRecord, why: string): InputError =>
  new InputError(
    'session.replay',
    `Record ${record.seq} of the journal (${record.kind}, ${isoTime(record.at)}) cannot be replayed: ${why}.`,
    {
      where: `record ${record.seq}`,
      remedy: 'continue it with the program, the strategy and the parameters that wrote it, or begin a new session',
    },
  );
