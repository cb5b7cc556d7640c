import { dirname } from 'node:path';
import type { JournalDisk } from '../../../src/infra/store/journal/disk.js';
import { Killed } from './failing-disk.js';

type Change = { readonly position: number; readonly bytes: Buffer } | { readonly length: number };

interface Inode {
  /** What is on disk for certain. */
  safe: Buffer;
  /** What a reader sees. */
  seen: Buffer;
  /** What is not on disk for certain, in order. */
  changes: Change[];
}

type NameChange = { readonly path: string; readonly inode: Inode | null };

const SECTOR = 512;

function applied(content: Buffer, change: Change): Buffer {
  if ('length' in change) {
    const resized = Buffer.alloc(change.length);
    content.copy(resized);
    return resized;
  }
  const { position, bytes } = change;
  const grown = Buffer.alloc(Math.max(content.length, position + bytes.length));
  content.copy(grown);
  bytes.copy(grown, position);
  return grown;
}

/**
 * A disk in memory whose power can be lost: what was not brought to disk is then there or not, sector by sector and name by name,
 * in any order; a sector that was never written reads as NUL, and a file may be shorter than it was. After SQLite's test6.c, which
 * keeps, drops or spoils writes since the last sync: https://sqlite.org/testing.html (section 3.3, crash testing)
 */
export class PowerLossDisk implements JournalDisk {
  private safeNames = new Map<string, Inode>();
  private names = new Map<string, Inode>();
  private nameChanges: NameChange[] = [];
  private readonly handles = new Map<number, Inode>();
  private nextHandle = 1;
  private left = Infinity;

  /** @param random uniform in [0, 1) */
  constructor(private readonly random: () => number) {}

  /** The power goes after so many accesses more. */
  cutAfter(accesses: number): void {
    this.left = accesses;
  }

  /** The machine is on again, with what reached the disk. */
  restart(): void {
    for (const { path, inode } of this.nameChanges) if (this.chance()) this.setName(this.safeNames, path, inode);
    for (const inode of new Set([...this.safeNames.values(), ...this.names.values()])) {
      const kept = this.afterLoss(inode);
      Object.assign(inode, { safe: kept, seen: kept, changes: [] });
    }
    this.names = new Map(this.safeNames);
    this.nameChanges = [];
    this.handles.clear();
    this.left = Infinity;
  }

  readonly makeFolder = (): readonly string[] => {
    this.access();
    return [];
  };

  readonly list = (folder: string): readonly string[] => {
    this.access();
    return [...this.names.keys()]
      .filter((path) => dirname(path) === folder)
      .map((path) => path.slice(folder.length + 1));
  };

  readonly read = (path: string): Buffer | null => {
    this.access();
    const inode = this.names.get(path);
    return inode === undefined ? null : Buffer.from(inode.seen);
  };

  readonly open = (path: string, flags: 'r+' | 'w'): number => {
    this.access();
    let inode = this.names.get(path);
    if (inode === undefined) {
      if (flags === 'r+') throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' });
      inode = { safe: Buffer.alloc(0), seen: Buffer.alloc(0), changes: [] };
      this.rename_(path, inode);
    } else if (flags === 'w') this.change(inode, { length: 0 });
    this.handles.set(this.nextHandle, inode);
    return this.nextHandle++;
  };

  readonly write = (handle: number, bytes: Uint8Array, position: number): number => {
    this.access();
    this.change(this.at(handle), { position, bytes: Buffer.from(bytes) });
    return bytes.length;
  };

  readonly syncData = (handle: number): void => {
    this.access();
    const inode = this.at(handle);
    inode.safe = inode.seen;
    inode.changes = [];
  };

  readonly truncate = (handle: number, length: number): void => {
    this.access();
    this.change(this.at(handle), { length });
  };

  readonly close = (handle: number): void => void this.handles.delete(handle);

  readonly rename = (from: string, to: string): void => {
    this.access();
    const inode = this.names.get(from);
    if (inode === undefined) throw Object.assign(new Error(`ENOENT: ${from}`), { code: 'ENOENT' });
    this.rename_(from, null);
    this.rename_(to, inode);
  };

  readonly remove = (path: string): void => {
    this.access();
    if (this.names.has(path)) this.rename_(path, null);
  };

  readonly syncFolder = (folder: string): void => {
    this.access();
    for (const { path, inode } of this.nameChanges) {
      if (dirname(path) === folder) this.setName(this.safeNames, path, inode);
    }
    this.nameChanges = this.nameChanges.filter(({ path }) => dirname(path) !== folder);
  };

  private access(): void {
    if (this.left <= 0) throw new Killed('the power is gone');
    this.left -= 1;
  }

  private at(handle: number): Inode {
    const inode = this.handles.get(handle);
    if (inode === undefined) throw new Error(`no file is open as ${handle}`);
    return inode;
  }

  private rename_(path: string, inode: Inode | null): void {
    this.setName(this.names, path, inode);
    this.nameChanges.push({ path, inode });
  }

  private setName(names: Map<string, Inode>, path: string, inode: Inode | null): void {
    if (inode === null) names.delete(path);
    else names.set(path, inode);
  }

  private change(inode: Inode, change: Change): void {
    inode.seen = applied(inode.seen, change);
    inode.changes.push(change);
  }

  private chance(): boolean {
    return this.random() < 0.5;
  }

  private afterLoss({ safe, changes }: Inode): Buffer {
    let content = safe;
    for (const change of changes) {
      if ('length' in change) {
        if (this.chance()) content = applied(content, change);
        continue;
      }
      const { position, bytes } = change;
      const before = content.length;
      // One write in three reaches the disk whole or not at all, as most do.
      const whole = this.random() < 1 / 3 ? this.chance() : null;
      for (let from = 0; from < bytes.length;) {
        const to = Math.min(bytes.length, (Math.floor((position + from) / SECTOR) + 1) * SECTOR - position);
        const piece = bytes.subarray(from, to);
        const isKept = whole ?? this.chance();
        content = applied(content, {
          position: position + from,
          bytes: isKept ? piece : this.old(content, position + from, piece),
        });
        from = to;
      }
      if (whole === false) content = content.subarray(0, before);
      else if (whole === null && this.chance()) {
        content = content.subarray(0, before + Math.floor(this.random() * (content.length - before + 1)));
      }
    }
    return content;
  }

  /** What a sector holds that was not written: what was there, or NUL. */
  private old(content: Buffer, position: number, piece: Buffer): Buffer {
    const old = Buffer.alloc(piece.length);
    content.subarray(position, position + piece.length).copy(old);
    return old;
  }
}

/** A disk as a plain object, so that some of it can be replaced. */
export const methodsOf = (disk: JournalDisk): JournalDisk => ({
  makeFolder: disk.makeFolder,
  list: disk.list,
  read: disk.read,
  open: disk.open,
  write: disk.write,
  syncData: disk.syncData,
  truncate: disk.truncate,
  close: disk.close,
  rename: disk.rename,
  remove: disk.remove,
  syncFolder: disk.syncFolder,
});
