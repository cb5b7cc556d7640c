import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from 'libsql';
import { InputError, messageOf, UnavailableError } from '../../../core/errors.js';
import type { TrialRecord, TrialStore } from '../../../core/ports/trial-store.js';
import { createGroupWriter } from '../sqlite/group-writer.js';
import {
  recordOf,
  symbolsKey,
  TRIAL_COLUMNS,
  TRIALS_APPLICATION_ID,
  TRIALS_TABLE,
  TRIALS_VERSION,
  valuesOf,
} from './rows.js';

/** How long a second process waits for the first one's write, ms. */
const BUSY_TIMEOUT_MS = 5_000;

/**
 * The registry of trials in one SQLite file, made when it is not there. Rows are never removed: a trial is written as aborted when it
 * starts, and once more when it ends. Durable and checked like the ledger of model calls; what is written together shares a
 * wait for the disk.
 * @throws InputError for a file that is no registry or one of a newer version; UnavailableError when it cannot be opened
 */
export async function openTrials(path: string): Promise<TrialStore> {
  // Native code, loaded only when it is needed.
  const { default: Libsql } = await import('libsql');
  let db: Database;
  try {
    mkdirSync(dirname(path), { recursive: true });
    db = new Libsql(path);
  } catch (error) {
    throw unavailable(path, error);
  }
  try {
    prepare(db, path);
    return storeOn(db, path);
  } catch (error) {
    db.close();
    throw asTrialsError(path, error);
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
    if (tables > 0 && number('application_id') !== TRIALS_APPLICATION_ID) {
      throw damaged(path, 'it is an SQLite file of something else');
    }
    if (version > TRIALS_VERSION) {
      throw new InputError('trials.newer', `${path} was written by a newer version (format ${version}).`, {
        where: path,
        remedy: 'update llm-trading-system',
      });
    }
    if (tables === 0) {
      db.exec(TRIALS_TABLE);
      db.exec(`PRAGMA application_id = ${TRIALS_APPLICATION_ID}`);
      db.exec(`PRAGMA user_version = ${TRIALS_VERSION}`);
    }
    db.exec('COMMIT');
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}

function storeOn(db: Database, path: string): TrialStore {
  const names = TRIAL_COLUMNS.join(', ');
  const places = TRIAL_COLUMNS.map(() => '?').join(', ');
  const insert = db.prepare(`INSERT INTO trials (${names}) VALUES (${places}) ON CONFLICT (id) DO NOTHING`);
  const replace = db.prepare(`INSERT OR REPLACE INTO trials (${names}) VALUES (${places})`);
  const one = db.prepare(`SELECT ${names} FROM trials WHERE id = ?`);
  const many = db.prepare(
    `SELECT ${names} FROM trials WHERE symbols = ? AND interval_ms = ? ORDER BY started_at ASC, id ASC`,
  );
  const every = db.prepare(`SELECT ${names} FROM trials ORDER BY started_at ASC, id ASC`);
  let open = true;
  const read = (row: unknown): TrialRecord => {
    const record = recordOf(row);
    if (record === null) throw damaged(path, 'a trial in it is not what was written');
    return record;
  };
  const writer = createGroupWriter(db, (run: () => void) => {
    run();
  });
  const write = async (run: () => void): Promise<void> => {
    try {
      if (!open) throw closed(path);
      await writer.write(run);
    } catch (error) {
      throw asTrialsError(path, error);
    }
  };
  const rows = (query: () => unknown[]): Promise<TrialRecord[]> =>
    new Promise((resolve, reject) => {
      try {
        if (!open) throw closed(path);
        writer.flush();
        resolve(query().map(read));
      } catch (error) {
        reject(asTrialsError(path, error));
      }
    });
  return {
    start: (trial) =>
      write(() => void insert.run(...valuesOf({ ...trial, status: 'aborted', daily: null, sharpe: null }))),
    finish: (id, outcome) =>
      write(() => {
        const row: unknown = one.get(id);
        if (row === undefined) {
          throw new InputError('trials.unknown', `The trial ${id} was never started.`, { where: path });
        }
        const record = read(row);
        if (record.status === 'completed') return;
        const ended: TrialRecord =
          outcome === 'failed' ? { ...record, status: 'failed' } : { ...record, ...outcome, status: 'completed' };
        replace.run(...valuesOf(ended));
      }),
    list: (symbols, intervalMs) => rows(() => many.all(symbolsKey(symbols), intervalMs)),
    all: () => rows(() => every.all()),
    close: () => {
      writer.flush();
      if (open) db.close();
      open = false;
      return Promise.resolve();
    },
  };
}

const closed = (path: string): UnavailableError =>
  new UnavailableError('trials.closed', `The trial registry ${path} is closed.`);

const damaged = (path: string, why: string, cause?: unknown): InputError =>
  new InputError('trials.damaged', `${path} is not a trial registry, or it is damaged: ${why}.`, {
    where: path,
    remedy: 'restore it from a backup, or move it away: a new one is made, which has forgotten every try before',
    cause,
  });

const unavailable = (path: string, error: unknown): UnavailableError =>
  new UnavailableError('trials.io', `The trial registry ${path} cannot be used now: ${messageOf(error)}.`, {
    where: path,
    remedy: 'check that the folder is writable, the disk has room and no other program holds the file',
    retryable: true,
    cause: error,
  });

function asTrialsError(path: string, error: unknown): Error {
  if (error instanceof InputError || error instanceof UnavailableError) return error;
  const said = messageOf(error);
  return /not a database|malformed|NOTADB|CORRUPT/i.test(said) ? damaged(path, said, error) : unavailable(path, error);
}
