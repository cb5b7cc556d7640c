import { join } from 'node:path';
import { InputError } from '../../../core/errors.js';
import { sha256Of } from '../files/sha256.js';
import { writeWhole, type JournalDisk } from './disk.js';

const CHECKPOINT_FILE = 'journal.checkpoint';

/** How far a journal had come when it was last opened or closed: what a file that was cut at the end of a record cannot tell. */
export interface Checkpoint {
  readonly records: number;
  /** Of the last of these records. */
  readonly hash: string;
}

const textOf = ({ records, hash }: Checkpoint): string => {
  const said = `${records} ${hash}`;
  return `${said} ${sha256Of(said).slice(0, 8)}\n`;
};

/** Null where there is none. @throws InputError `journal.checkpoint` where it is not what was written */
export function readCheckpoint(disk: JournalDisk, folder: string): Checkpoint | null {
  const path = join(folder, CHECKPOINT_FILE);
  const text = disk.read(path)?.toString('latin1');
  if (text === undefined) return null;
  const [records = '', hash = ''] = text.split(' ');
  const checkpoint = { records: Number(records), hash };
  if (Number.isSafeInteger(checkpoint.records) && textOf(checkpoint) === text) return checkpoint;
  const remedy =
    'check the journal with "llm-trading journal verify" on a copy without this file; if no record is missing, delete the file';
  throw new InputError('journal.checkpoint', `${path} is damaged: ${remedy}.`, { where: path, remedy });
}

/** Replaces it whole. */
export function writeCheckpoint(disk: JournalDisk, folder: string, checkpoint: Checkpoint): void {
  const path = join(folder, CHECKPOINT_FILE);
  writeWhole(disk, path, `${path}.tmp`, Buffer.from(textOf(checkpoint), 'latin1'));
}
