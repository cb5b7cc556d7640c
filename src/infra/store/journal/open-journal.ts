import { join } from 'node:path';
import { LlmTradingError, messageOf, UnavailableError } from '../../../core/errors.js';
import type { Journal, JournalEntry, JournalRecord } from '../../../core/ports/journal.js';
import { isTime } from '../../../core/time.js';
import { writeCheckpoint } from './checkpoint.js';
import { cutTail, untoldCuts, type CutTail } from './cut-tail.js';
import { makeDurableFolder, nodeDisk, writeAll, writeWhole, type JournalDisk } from './disk.js';
import { journalIoError } from './io-error.js';
import { encodeBatch, firstLine, JOURNAL_FORMAT, seedOf } from './line.js';
import { lockFolder, type FolderLock } from './lock.js';
import { assertSameSession, manifestOf, startOf, type SessionStart } from './manifest.js';
import { JOURNAL_FILE, readWholeJournal } from './read-journal.js';

export interface OpenJournalOptions extends SessionStart {
  /** Of this session alone; made where it is missing. */
  readonly folder: string;
  /** Default: that of Node. */
  readonly disk?: JournalDisk;
}

export interface OpenedJournal extends Journal {
  /** What was cut off because a crash had left it unfinished; told in a `recovered` record, too. Mostly nothing. */
  readonly recovered: readonly CutTail[];
}

/** Where the next batch goes. */
interface End {
  readonly seq: number;
  readonly hash: string;
  readonly position: number;
}

/** Records of these kinds are the journal's own. */
const OWN_KINDS: readonly string[] = ['manifest', 'start', 'recovered'];
const KIND = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/**
 * Opens the journal of a session for this process alone, and brings it up to date: a torn tail is cut, with a copy kept, and a
 * `start` record is written; a new journal begins with its `manifest`. All of it is on disk when it resolves.
 * @throws JournalDamageError, InputError (`journal.newer`, `journal.missing`, `journal.session`, `journal.configuration`),
 * RefusedError `journal.in-use`, DiskError, UnavailableError `journal.io`
 */
export async function openJournal(options: OpenJournalOptions): Promise<OpenedJournal> {
  const { folder, disk = nodeDisk } = options;
  const file = join(folder, JOURNAL_FILE);
  let lock: FolderLock | null = null;
  try {
    makeDurableFolder(disk, folder);
    lock = await lockFolder(folder);
    return start(options, file, disk, lock);
  } catch (error) {
    lock?.release();
    throw journalIoError(file, error);
  }
}

function start(options: OpenJournalOptions, file: string, disk: JournalDisk, lock: FolderLock): OpenedJournal {
  const { folder, at } = options;
  const found = readWholeJournal(folder, disk);
  if (found === null) {
    const manifest = { seq: 1, at, kind: 'manifest', data: manifestOf(options) };
    const head = Buffer.from(firstLine(JOURNAL_FORMAT), 'latin1');
    const { bytes, hash } = encodeBatch([manifest], seedOf(JOURNAL_FORMAT), head.length);
    // It takes its name whole: a file that ends before its first record was damaged, not cut by a crash.
    writeWhole(disk, file, `${file}.tmp`, Buffer.concat([head, bytes]));
    const end = { seq: 1, hash, position: head.length + bytes.length };
    writeCheckpoint(disk, folder, { records: end.seq, hash });
    return journalOf({ folder, file, disk, lock, records: [], recovered: [], end });
  }
  const { records, torn, end: position, hash } = found;
  assertSameSession(file, records, options);
  if (torn !== null) cutTail(disk, folder, torn);
  const recovered = untoldCuts(disk, folder, records);
  const end = { seq: records.length, hash, position };
  const journal = journalOf({ folder, file, disk, lock, records, recovered, end });
  // What was read may not be on disk yet: the process that wrote it was killed before it was. This write brings it there.
  journal.extend(at, [
    ...recovered.map((cut) => ({ kind: 'recovered', data: { ...cut } })),
    { kind: 'start', data: startOf(options) },
  ]);
  return journal;
}

interface OpenParts {
  readonly folder: string;
  readonly file: string;
  readonly disk: JournalDisk;
  readonly lock: FolderLock;
  readonly records: readonly JournalRecord[];
  readonly recovered: readonly CutTail[];
  readonly end: End;
}

/** The journal of an open file; `extend` appends records of its own kinds, and says so in the checkpoint. */
function journalOf(parts: OpenParts): OpenedJournal & { extend(at: number, entries: readonly JournalEntry[]): void } {
  const { folder, file, disk, lock, records, recovered } = parts;
  let { end } = parts;
  let broken: unknown = null;
  let open = true;
  const handle = disk.open(file, 'r+');

  const write = (at: number, entries: readonly JournalEntry[]): readonly JournalRecord[] => {
    if (!open) throw new LlmTradingError('bug', 'journal.closed', `${file} was closed: it takes no more records.`);
    if (broken !== null) throw brokenJournal(file, broken);
    if (!isTime(at)) throw misuse(`at is ${at}`, 'UTC milliseconds');
    if (entries.length === 0) return [];
    const batch = encodeBatch(
      entries.map(({ kind, data }, i) => ({ seq: end.seq + 1 + i, at, kind, data })),
      end.hash,
      end.position,
    );
    try {
      writeAll(disk, handle, batch.bytes, end.position);
      disk.syncData(handle);
    } catch (error) {
      // How much of it is there nobody knows, and a second try to bring it to disk may report success for what was lost.
      broken = error;
      throw journalIoError(file, error);
    }
    end = { seq: end.seq + entries.length, hash: batch.hash, position: end.position + batch.bytes.length };
    return batch.records;
  };
  const mark = (): void => writeCheckpoint(disk, folder, { records: end.seq, hash: end.hash });

  return {
    records,
    recovered,
    append: (at, entries) => {
      for (const { kind } of entries) {
        if (OWN_KINDS.includes(kind)) throw misuse(`"${kind}"`, 'a kind that the journal does not write itself');
        if (!KIND.test(kind)) throw misuse(`"${kind}"`, 'small letters, digits and . - _');
      }
      return write(at, entries);
    },
    extend: (at, entries) => {
      try {
        write(at, entries);
        mark();
      } catch (error) {
        closeQuietly(disk, handle);
        throw error;
      }
    },
    close: () => {
      if (!open) return;
      open = false;
      try {
        if (broken === null) mark();
      } catch {
        // Every record is on disk already: without the mark only less is checked the next time.
      } finally {
        closeQuietly(disk, handle);
        lock.release();
      }
    },
  };
}

/** What could not be closed is closed with the process; nothing waits in it to be written. */
function closeQuietly(disk: JournalDisk, handle: number): void {
  try {
    disk.close(handle);
  } catch {
    /* As said above. */
  }
}

const brokenJournal = (file: string, cause: unknown): UnavailableError =>
  new UnavailableError(
    'journal.broken',
    `${file} takes no more records, since a write to it failed before: ${messageOf(cause)}.`,
    {
      where: file,
      remedy: 'stop the session, repair the cause and start it again: it goes on from what is on disk',
      cause,
    },
  );

const misuse = (what: string, expected: string): LlmTradingError =>
  new LlmTradingError('bug', 'journal.misuse', `The journal was given ${what}: it must be ${expected}.`, { expected });
