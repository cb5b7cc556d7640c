import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from 'libsql';
import { InputError, messageOf, UnavailableError } from '../../../core/errors.js';
import type { LedgerStore } from '../../../core/ports/ledger-store.js';
import { entryOf, LEDGER_COLUMNS, LEDGER_TABLE, LEDGER_VERSION, valuesOf } from './rows.js';

/** How long a second process waits for the first one's write, ms. A write takes one fsync, some 10 ms on a slow disk. */
const BUSY_TIMEOUT_MS = 5_000;

/**
 * The ledger of model calls in one SQLite file, made when it is not there. Each `put` is one durable transaction
 * (`synchronous=FULL`, rollback journal truncated), so an answer that was used is an answer that is on disk.
 * @throws InputError for a file that is no ledger or one of a newer version; UnavailableError when it cannot be opened
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
  } catch (error) {
    db.close();
    if (error instanceof InputError) throw error;
    throw new InputError(
      'ledger.damaged',
      `${path} is not a ledger of model calls, or it is damaged: ${messageOf(error)}.`,
      {
        where: path,
        remedy: 'restore it from a backup, or move it away: a new one is made',
        cause: error,
      },
    );
  }
  return storeOn(db);
}

function prepare(db: Database, path: string): void {
  db.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  db.pragma('journal_mode = TRUNCATE');
  db.pragma('synchronous = FULL');
  const version = (db.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;
  if (version > LEDGER_VERSION) {
    throw new InputError(
      'ledger.newer',
      `${path} was written by a newer version (format ${version}, this one knows ${LEDGER_VERSION}).`,
      {
        where: path,
        remedy: 'update llm-trading-system',
      },
    );
  }
  db.exec(LEDGER_TABLE);
  if (version === 0) db.exec(`PRAGMA user_version = ${LEDGER_VERSION}`);
}

function storeOn(db: Database): LedgerStore {
  const names = LEDGER_COLUMNS.join(', ');
  const select = db.prepare(`SELECT ${names} FROM calls WHERE key = ?`);
  const insert = db.prepare(
    `INSERT INTO calls (${names}) VALUES (${LEDGER_COLUMNS.map(() => '?').join(', ')}) ON CONFLICT (key) DO NOTHING`,
  );
  const sum = db.prepare('SELECT COALESCE(SUM(cost_usd), 0) AS spent FROM calls WHERE created_at >= ?');
  /** SQLite answers at once; what it throws becomes the rejection a caller of the port expects. */
  const settle = <T>(run: () => T): Promise<T> => new Promise((resolve) => resolve(run()));
  return {
    get: (key) =>
      settle(() => {
        const row = select.get(key);
        return row === undefined ? null : entryOf(row);
      }),
    put: (entry) =>
      settle(() => {
        insert.run(...valuesOf(entry));
      }),
    spentSince: (since) => settle(() => (sum.get(since) as { spent: number }).spent),
    close: () => settle(() => void db.close()),
  };
}
