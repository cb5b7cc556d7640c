import type { JournalDisk } from '../../../src/infra/store/journal/disk.js';
import { nodeDisk } from '../../../src/infra/store/journal/disk.js';

/** The process was killed: nothing of it goes on. */
export class Killed extends Error {}

/** How an access is interrupted. `torn` takes only so many bytes of a write, counted from its end where negative. */
export type Blow =
  | { readonly kind: 'error'; readonly code: string }
  | { readonly kind: 'before' }
  | { readonly kind: 'after' }
  | { readonly kind: 'torn'; readonly bytes: (length: number) => number };

export interface WatchedDisk {
  readonly disk: JournalDisk;
  /** Name of every access so far, in order. */
  readonly accesses: readonly string[];
}

const WRITES = 'write';

/**
 * The real disk, which strikes at one access: with an error of the system, that one alone, or as the end of the process, after
 * which every access fails. Closing a file counts as none, since the system does it for a process that is killed.
 */
export function strikingDisk(at: number, blow: Blow, real: JournalDisk = nodeDisk): WatchedDisk {
  const accesses: string[] = [];
  let isDead = false;
  const die = (): never => {
    isDead = true;
    throw new Killed('killed');
  };
  const watched =
    <A extends unknown[], R>(name: string, run: (...args: A) => R, part?: (bytes: number, ...args: A) => unknown) =>
    (...args: A): R => {
      if (isDead) throw new Killed('killed before');
      accesses.push(name);
      if (accesses.length - 1 !== at) return run(...args);
      if (blow.kind === 'error') throw Object.assign(new Error(`${blow.code}: planned`), { code: blow.code });
      if (blow.kind === 'before') return die();
      if (blow.kind === 'torn' && part !== undefined) part(blow.bytes((args[1] as Uint8Array).length), ...args);
      else run(...args);
      return die();
    };
  return {
    accesses,
    disk: {
      makeFolder: watched('makeFolder', real.makeFolder),
      list: watched('list', real.list),
      read: watched('read', real.read),
      open: watched('open', real.open),
      write: watched(WRITES, real.write, (bytes, handle, content, position) =>
        real.write(handle, content.subarray(0, bytes), position),
      ),
      syncData: watched('syncData', real.syncData),
      truncate: watched('truncate', real.truncate),
      rename: watched('rename', real.rename),
      remove: watched('remove', real.remove),
      syncFolder: watched('syncFolder', real.syncFolder),
      close: (handle) => real.close(handle),
    },
  };
}
