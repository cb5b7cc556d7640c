import type { Database } from 'libsql';

interface Waiting<T> {
  readonly item: T;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export interface GroupWriter<T> {
  /** Resolves when the item is durable. */
  write(item: T): Promise<void>;
  /** Writes what waits, now. */
  flush(): void;
}

/**
 * Writes in groups: everything that comes in one turn of the event loop is one transaction, with one wait for the disk. A
 * transaction alone takes some 20 ms on a slow disk and blocks the process (measured), so that answers arriving side by side
 * would otherwise wait in line. Where a group fails, each item is tried by itself, so that only the one at fault fails.
 */
export function createGroupWriter<T>(db: Database, write: (item: T) => void): GroupWriter<T> {
  let waiting: Waiting<T>[] = [];

  const transaction = (items: readonly Waiting<T>[]): void => {
    db.exec('BEGIN IMMEDIATE');
    try {
      for (const { item } of items) write(item);
      db.exec('COMMIT');
    } catch (error) {
      // A full disk has rolled back already.
      if (db.inTransaction) db.exec('ROLLBACK');
      throw error;
    }
  };

  const alone = (each: Waiting<T>): void => {
    try {
      transaction([each]);
      each.resolve();
    } catch (error) {
      each.reject(error);
    }
  };

  const flush = (): void => {
    const group = waiting;
    waiting = [];
    if (group.length <= 1) {
      group.forEach(alone);
      return;
    }
    try {
      transaction(group);
    } catch {
      group.forEach(alone);
      return;
    }
    for (const { resolve } of group) resolve();
  };

  return {
    flush,
    write: (item) =>
      new Promise((resolve, reject) => {
        if (waiting.length === 0) setImmediate(flush);
        waiting.push({ item, resolve, reject });
      }),
  };
}
