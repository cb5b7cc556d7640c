import {
  closeSync,
  fdatasyncSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** Every access of a journal to the disk, so that a test can refuse, cut or lose each of them. All of them throw what Node throws. */
export interface JournalDisk {
  /** Makes a folder and those above it. @returns those that were made, the outermost first */
  makeFolder(path: string): readonly string[];
  /** The names in a folder. */
  list(folder: string): readonly string[];
  /** Null where there is no such file. */
  read(path: string): Buffer | null;
  /** For writing: `r+` what is there, `w` anew. @returns a handle */
  open(path: string, flags: 'r+' | 'w'): number;
  /** Writes at a place of the file, in bytes from its beginning. @returns how many bytes it took, which may be fewer */
  write(handle: number, bytes: Uint8Array, position: number): number;
  /** Content and length on disk. */
  syncData(handle: number): void;
  truncate(handle: number, length: number): void;
  close(handle: number): void;
  rename(from: string, to: string): void;
  /** Of a file that is not there, nothing. */
  remove(path: string): void;
  /** The names in a folder on disk. */
  syncFolder(path: string): void;
}

const foldersBetween = (first: string, last: string): string[] =>
  first === last || dirname(last) === last ? [last] : [...foldersBetween(first, dirname(last)), last];

export const nodeDisk: JournalDisk = {
  makeFolder: (path) => {
    const first = mkdirSync(path, { recursive: true });
    return first === undefined ? [] : foldersBetween(first, path);
  },
  list: (folder) => readdirSync(folder),
  read: (path) => {
    try {
      return readFileSync(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  },
  open: (path, flags) => openSync(path, flags),
  write: (handle, bytes, position) => writeSync(handle, bytes, 0, bytes.length, position),
  syncData: (handle) => fdatasyncSync(handle),
  truncate: (handle, length) => ftruncateSync(handle, length),
  close: (handle) => closeSync(handle),
  rename: (from, to) => renameSync(from, to),
  remove: (path) => rmSync(path, { force: true }),
  syncFolder: (path) => {
    // Windows cannot open a folder; its rename is durable by itself.
    if (process.platform === 'win32') return;
    const handle = openSync(path, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  },
};

/** Writes all of it, however little the system takes at a time. */
export function writeAll(disk: JournalDisk, handle: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length;) {
    const taken = disk.write(handle, bytes.subarray(done), position + done);
    // A system that takes nothing and reports no error would be asked for ever.
    if (taken <= 0) throw Object.assign(new Error('the disk took no bytes'), { code: 'EIO' });
    done += taken;
  }
}

/** A file that is there whole, with its name, when this returns, or not at all. `temporary` is beside it. */
export function writeWhole(disk: JournalDisk, path: string, temporary: string, bytes: Uint8Array): void {
  // Where only half of an earlier rename reached the disk, it is a second name of the file that is to be kept until the new one is there.
  disk.remove(temporary);
  const handle = disk.open(temporary, 'w');
  try {
    writeAll(disk, handle, bytes, 0);
    disk.syncData(handle);
  } finally {
    disk.close(handle);
  }
  disk.rename(temporary, path);
  disk.syncFolder(dirname(path));
}

/** A folder that is on disk, with its name, when this returns. */
export function makeDurableFolder(disk: JournalDisk, path: string): void {
  for (const made of disk.makeFolder(path)) disk.syncFolder(dirname(made));
  // Also where a process that was killed made it, and brought it no further.
  disk.syncFolder(dirname(path));
}
