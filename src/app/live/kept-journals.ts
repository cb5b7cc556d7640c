import { statSync } from 'node:fs';
import type { JournalRecord } from '../../core/ports/journal.js';
import { journalOf } from './session-rows.js';

/** Journals whose records stay in memory: a page looks at one session, by several questions at once. */
const KEPT = 2;

/** What is found in the records of a journal, once for all who ask for the same. */
export class JournalFindings {
  private readonly found = new Map<unknown, unknown>();

  constructor(readonly records: readonly JournalRecord[]) {}

  /** @param find depends on nothing but the records; a function is asked once */
  of<T>(find: (records: readonly JournalRecord[]) => T): T {
    if (!this.found.has(find)) this.found.set(find, find(this.records));
    return this.found.get(find) as T;
  }
}

interface KeptJournal {
  /** Of the file that was read. */
  readonly stamp: string;
  readonly findings: Promise<JournalFindings>;
}

/**
 * Sessions' journals, for who asks again and again: a journal is read once for each state of its file, whoever asks
 * meanwhile. Of a damaged one there are the whole records before the damage, as `journalOf` says.
 */
export class KeptJournals {
  private readonly kept = new Map<string, KeptJournal>();

  /** @param file of the journal */
  async of(file: string): Promise<JournalFindings> {
    // Taken first: what is written while it is read makes the next one read again.
    const stamp = stampOf(file);
    const known = this.kept.get(file);
    this.kept.delete(file);
    const now = known?.stamp === stamp ? known : { stamp, findings: findingsOf(file) };
    this.kept.set(file, now);
    if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value!);
    try {
      return await now.findings;
    } catch (error) {
      if (this.kept.get(file) === now) this.kept.delete(file);
      throw error;
    }
  }
}

const findingsOf = async (file: string): Promise<JournalFindings> =>
  new JournalFindings((await journalOf(file)).records);

/** Which file it is and when it was last written to, to the nanosecond; empty where there is none. */
function stampOf(file: string): string {
  const info = statSync(file, { throwIfNoEntry: false, bigint: true });
  return info === undefined ? '' : `${info.ino} ${info.size} ${info.mtimeNs} ${info.ctimeNs}`;
}
