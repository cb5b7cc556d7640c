import { basename, dirname, join } from 'node:path';
import { InputError } from '../../../core/errors.js';
import { readCheckpoint, type Checkpoint } from './checkpoint.js';
import { JournalDamageError, type JournalDamage } from './damage.js';
import { nodeDisk, type JournalDisk } from './disk.js';
import { journalIoError } from './io-error.js';
import { JOURNAL_FORMAT } from './line.js';
import { scanJournal, type JournalScan } from './scan.js';

/** The records of a session, in its folder. */
export const JOURNAL_FILE = 'journal.log';

/** What a file of a journal holds, held against the checkpoint beside it. */
export interface ReadJournal extends Omit<JournalScan, 'newer'> {
  readonly file: string;
}

/**
 * Reads a journal without changing anything; also one that is being written. Damage is told, not thrown: the records before it are
 * there. Null where there is none, and never was one.
 * @throws InputError `journal.newer`, `journal.missing` or `journal.checkpoint`
 */
export function readJournalFile(file: string, disk: JournalDisk = nodeDisk): ReadJournal | null {
  try {
    // A copy under another name has no checkpoint of its own. It is read first: a journal only grows meanwhile.
    const checkpoint = basename(file) === JOURNAL_FILE ? readCheckpoint(disk, dirname(file)) : null;
    const bytes = disk.read(file);
    if (bytes === null) {
      if (checkpoint !== null) throw missing(file, checkpoint);
      return null;
    }
    const { newer, ...scan } = scanJournal(bytes);
    if (newer !== null) throw newerFormat(file, newer);
    const damage = scan.damage ?? (checkpoint === null ? null : lostRecords(scan, checkpoint));
    return { ...scan, damage, torn: damage === null ? scan.torn : null, file };
  } catch (error) {
    throw journalIoError(file, error);
  }
}

/** The same for what a session goes on from. @throws JournalDamageError besides */
export function readWholeJournal(folder: string, disk: JournalDisk): ReadJournal | null {
  const file = join(folder, JOURNAL_FILE);
  const found = readJournalFile(file, disk);
  if (found !== null && found.damage !== null) throw new JournalDamageError(file, found.damage);
  return found;
}

function lostRecords(
  { records, hashes, end }: Omit<JournalScan, 'newer'>,
  checkpoint: Checkpoint,
): JournalDamage | null {
  if (records.length < checkpoint.records) {
    const there = `it ends after ${records.length} whole records, and ${checkpoint.records} were there before`;
    return { offset: end, record: records.length + 1, why: there };
  }
  if (hashes[checkpoint.records - 1] === checkpoint.hash) return null;
  return { offset: 0, record: 1, why: 'it is another journal than the one that was written here' };
}

const missing = (file: string, { records }: Checkpoint): InputError => {
  const remedy = 'restore the whole folder of the session from a backup, or start a session under another name';
  return new InputError('journal.missing', `${file} is gone, and ${records} records were there before: ${remedy}.`, {
    where: file,
    remedy,
  });
};

const newerFormat = (file: string, found: number): InputError =>
  new InputError(
    'journal.newer',
    `${file} was written by a newer version (format ${found}, this one knows ${JOURNAL_FORMAT}).`,
    { where: file, remedy: 'update llm-trading-system' },
  );
