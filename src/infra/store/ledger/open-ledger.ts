import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from 'libsql';
import { InputError, messageOf, UnavailableError } from '../../../core/errors.js';
import type { LedgerEntry, LedgerStore } from '../../../core/ports/ledger-store.js';
import { createGroupWriter } from './group-writer.js';
import { daysOf, pagesOf } from './browse.js';
import {
  ADD_FAILURES,
  APPLICATION_ID,
  entryOf,
  LEDGER_COLUMNS,
  LEDGER_TABLE,
  LEDGER_VERSION,
  valuesOf,
} from './rows.js';

/** How long a second process waits for the first one's write, ms. A write takes one fsync, some 10 ms on a slow disk. */
const BUSY_TIMEOUT_MS = 5_000;

/**
 * The ledger of model calls in one SQLite file, made when it is not there. A `put` resolves when its transaction is durable
 * (`synchronous=FULL`, rollback journal truncated), so an answer that was used is an answer that is on disk; answers that arrive
 * together share one. Every row carries a checksum: one that was changed or damaged is an error, never an answer.
 * @throws InputError for a file that is no ledger or one of another version; UnavailableError when it cannot be opened
 */
export async function openLedger(path: string): Promise<LedgerStore> {
  // Native code, loaded only when a model is really asked.
  const { default: Libsql } = await import('libsql');
  let db: Database;
  try {
    mkdirSync(dirname(path), { recursive: true });
    db = new Libsql(path);
  } catch (error) {
    throw new UnavailableError('ledger.open', `The ledger ${path} cannot be opened: ${messageOf(error)}.`, {
      where: path,
      remedy: 'check that the folder is there, writable and not full; USER_DATA_DIR names another',
      cause: error,
    });
  }
  try {
    prepare(db, path);
    return storeOn(db, path);
  } catch (error) {
    db.close();
    throw asLedgerError(path, error);
  }
}

function prepare(db: Database, path: string): void {
  const number = (pragma: string): number => {
    const row = db.prepare(`PRAGMA ${pragma}`).get() as Readonly<Record<string, number>>;
    return row[pragma] ?? 0;
  };
  db.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  db.pragma('journal_mode = TRUNCATE');
  db.pragma('synchronous = FULL');
  // Of two processes that open a new file at once, the second waits here and then finds it made.
  db.exec('BEGIN IMMEDIATE');
  try {
    const { tables } = db.prepare('SELECT count(*) AS tables FROM sqlite_master').get() as { tables: number };
    const version = number('user_version');
    if (version > LEDGER_VERSION) throw newer(path, version);
    if (tables > 0 && number('application_id') !== APPLICATION_ID) throw foreign(path);
    if (tables === 0) {
      db.exec(LEDGER_TABLE);
      db.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    } else if (version < 2) db.exec(ADD_FAILURES);
    if (version < LEDGER_VERSION) db.exec(`PRAGMA user_version = ${LEDGER_VERSION}`);
    db.exec('COMMIT');
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}

function storeOn(db: Database, path: string): LedgerStore {
  const names = LEDGER_COLUMNS.join(', ');
  const select = db.prepare(`SELECT ${names} FROM calls WHERE key = ?`);
  const insert = db.prepare(
    `INSERT INTO calls (${names}) VALUES (${LEDGER_COLUMNS.map(() => '?').join(', ')}) ON CONFLICT (key) DO NOTHING`,
  );
  const newest = db.prepare(
    `SELECT ${names} FROM calls WHERE question = ? AND failure_json IS NULL ORDER BY created_at DESC, key ASC LIMIT 1`,
  );
  const newestOutcome = db.prepare(
    `SELECT ${names} FROM calls WHERE question = ? ORDER BY created_at DESC, failure_json IS NOT NULL, key ASC LIMIT 1`,
  );
  const remove = db.prepare('DELETE FROM calls WHERE key = ?');
  const sum = db.prepare('SELECT COALESCE(SUM(cost_usd), 0) AS spent FROM calls WHERE created_at >= ?');
  let open = true;
  /** SQLite answers at once; what it throws becomes the rejection a caller of the port expects. */
  const settle = <T>(run: () => T): Promise<T> =>
    new Promise((resolve, reject) => {
      try {
        if (!open) throw new UnavailableError('ledger.closed', `The ledger ${path} is closed.`);
        resolve(run());
      } catch (error) {
        reject(asLedgerError(path, error));
      }
    });
  const read = (row: unknown): LedgerEntry | null => {
    if (row === undefined) return null;
    const entry = entryOf(row);
    if (entry === null) throw damaged(path, `the recorded call${keyIn(row)} is not what was written`);
    return entry;
  };
  const writer = createGroupWriter(db, (entry: LedgerEntry) => {
    insert.run(...valuesOf(entry));
  });
  const inTransaction = (run: () => number): number => {
    writer.flush();
    db.exec('BEGIN IMMEDIATE');
    try {
      const count = run();
      db.exec('COMMIT');
      return count;
    } catch (error) {
      if (db.inTransaction) db.exec('ROLLBACK');
      throw error;
    }
  };
  return {
    get: (key) => settle(() => read(select.get(key))),
    latest: (question) => settle(() => read(newest.get(question))),
    put: async (entry) => {
      await settle(() => undefined);
      await writer.write(entry).catch((error: unknown) => {
        throw asLedgerError(path, error);
      });
    },
    latestOutcome: (question) => settle(() => read(newestOutcome.get(question))),
    putAll: (entries) =>
      settle(() =>
        inTransaction(() => entries.reduce((count, entry) => count + insert.run(...valuesOf(entry)).changes, 0)),
      ),
    async *entries(filter, order) {
      const pages = pagesOf(db, names, filter, order);
      for (;;) {
        const page = await settle(() => pages.next());
        if (page.done === true) return;
        for (const row of page.value) yield await settle(() => read(row)!);
      }
    },
    days: (filter) => settle(() => daysOf(db, filter)),
    delete: (keys) =>
      settle(() => {
        const count = inTransaction(() => keys.reduce((sum, key) => sum + remove.run(key).changes, 0));
        if (count > 0) giveRoomBack(db);
        return count;
      }),
    spentSince: (since) => settle(() => (sum.get(since) as { spent: number }).spent),
    close: () => {
      writer.flush();
      if (open) db.close();
      open = false;
      return Promise.resolve();
    },
  };
}

/** SQLite keeps the room of deleted rows for later ones. Copying the file anew may fail on a full disk; the rows are gone then too. */
function giveRoomBack(db: Database): void {
  try {
    db.exec('VACUUM');
  } catch {
    // The room stays in the file.
  }
}

/** Where a damaged row still has one. */
const keyIn = (row: unknown): string =>
  typeof row === 'object' && row !== null && 'key' in row && typeof row.key === 'string'
    ? ` ${row.key.slice(0, 12)}`
    : '';

const newer = (path: string, version: number): InputError =>
  new InputError(
    'ledger.newer',
    `${path} was written by a newer version (format ${version}, this one knows ${LEDGER_VERSION}).`,
    { where: path, remedy: 'update llm-trading-system' },
  );

const foreign = (path: string): InputError =>
  new InputError('ledger.foreign', `${path} is an SQLite file, but no ledger of model calls.`, {
    where: path,
    remedy: 'name another folder with USER_DATA_DIR, or move the file away: a new ledger is made',
  });

const damaged = (path: string, why: string, cause?: unknown): InputError =>
  new InputError('ledger.damaged', `${path} is not a ledger of model calls, or it is damaged: ${why}.`, {
    where: path,
    remedy: 'restore it from a backup, or move it away: a new one is made',
    cause,
  });

function asLedgerError(path: string, error: unknown): Error {
  if (error instanceof InputError || error instanceof UnavailableError) return error;
  const said = messageOf(error);
  if (/not a database|malformed|NOTADB|CORRUPT/i.test(said)) return damaged(path, said, error);
  return new UnavailableError('ledger.io', `The ledger ${path} cannot be used now: ${said}.`, {
    where: path,
    remedy: 'check that the disk has room and that no other program holds the file',
    retryable: true,
    cause: error,
  });
}
