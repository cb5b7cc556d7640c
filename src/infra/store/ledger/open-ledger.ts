import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from 'libsql';
import { InputError, messageOf, UnavailableError } from '../../../core/errors.js';
import type { LedgerEntry, LedgerStore } from '../../../core/ports/ledger-store.js';
import { createGroupWriter } from './group-writer.js';
import { APPLICATION_ID, entryOf, LEDGER_COLUMNS, LEDGER_TABLE, LEDGER_VERSION, valuesOf } from './rows.js';

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
      db.exec(`PRAGMA user_version = ${LEDGER_VERSION}`);
    }
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
  const newest = db.prepare(`SELECT ${names} FROM calls WHERE question = ? ORDER BY created_at DESC, key ASC LIMIT 1`);
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
    if (entry === null) throw damaged(path, 'a recorded call is not what was written');
    return entry;
  };
  const writer = createGroupWriter(db, (entry: LedgerEntry) => {
    insert.run(...valuesOf(entry));
  });
  return {
    get: (key) => settle(() => read(select.get(key))),
    latest: (question) => settle(() => read(newest.get(question))),
    put: async (entry) => {
      await settle(() => undefined);
      await writer.write(entry).catch((error: unknown) => {
        throw asLedgerError(path, error);
      });
    },
    spentSince: (since) => settle(() => (sum.get(since) as { spent: number }).spent),
    close: () => {
      writer.flush();
      if (open) db.close();
      open = false;
      return Promise.resolve();
    },
  };
}

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
