import { join } from 'node:path';
import { isJsonObject, type JsonValue } from '../../../core/json-value.js';
import type { JournalRecord } from '../../../core/ports/journal.js';
import { writeWhole, type JournalDisk } from './disk.js';
import { JOURNAL_FILE } from './read-journal.js';
import type { TornTail } from './scan.js';

const KEPT = /^journal\.torn-(\d+)(?:-\d+)?$/;

/** What a `recovered` record says: what a crash left of an unfinished write, and the file that keeps it. */
export interface CutTail {
  readonly offset: number;
  readonly bytes: number;
  readonly kept_as: string;
}

/** Cuts a torn tail off, after a copy of it is on disk under a name of its own. */
export function cutTail(disk: JournalDisk, folder: string, { offset, content }: TornTail): void {
  const { name, isThere } = placeFor(disk, folder, offset, content);
  if (!isThere) writeWhole(disk, join(folder, name), join(folder, 'journal.torn.tmp'), content);
  const handle = disk.open(join(folder, JOURNAL_FILE), 'r+');
  try {
    disk.truncate(handle, offset);
    disk.syncData(handle);
  } finally {
    disk.close(handle);
  }
}

/** Copies that no record speaks of yet: of a cut just made, or of one that a crash followed before its record was written. */
export function untoldCuts(disk: JournalDisk, folder: string, records: readonly JournalRecord[]): readonly CutTail[] {
  const told = new Set<JsonValue | undefined>(
    records.flatMap(({ kind, data }) => (kind === 'recovered' && isJsonObject(data) ? [data.kept_as] : [])),
  );
  return [...disk.list(folder)].sort().flatMap((name) => {
    const offset = KEPT.exec(name)?.[1];
    if (offset === undefined || told.has(name)) return [];
    return [{ offset: Number(offset), bytes: disk.read(join(folder, name))?.length ?? 0, kept_as: name }];
  });
}

/**
 * Where a copy is to be kept: where it is already, after a crash between copy and cut; else under a name that is free, since the
 * record of a recovery can be torn at the same place.
 */
function placeFor(
  disk: JournalDisk,
  folder: string,
  offset: number,
  content: Buffer,
): { readonly name: string; readonly isThere: boolean } {
  const taken = disk.list(folder);
  for (let i = 1; ; i++) {
    const name = `journal.torn-${offset}${i === 1 ? '' : `-${i}`}`;
    if (!taken.includes(name)) return { name, isThere: false };
    if (disk.read(join(folder, name))?.equals(content) === true) return { name, isThere: true };
  }
}
