import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from 'libsql';
import { asDiskError, diskError, DiskError } from '../../../core/disk-error.js';
import { InputError, messageOf, UnavailableError } from '../../../core/errors.js';
import { BrokenTextError } from './checked-query.js';
import { findDamage } from './find-damage.js';

/** How long a second process waits for the first one's write, ms. A write takes one fsync, some 10 ms on a slow disk. */
const BUSY_TIMEOUT_MS = 5_000;

/** What a file of ours is, and how it is told from others. */
export interface DatabaseFormat {
  /** As the subject of a sentence: "the store of observations". */
  readonly name: string;
  /** First part of its error codes. */
  readonly code: string;
  /** `PRAGMA application_id`. */
  readonly applicationId: number;
  /** `PRAGMA user_version`: a file of a newer one is refused. */
  readonly version: number;
  /** SQL that makes the tables of a new file. */
  readonly tables: string;
  /** SQL that brings a file of an older version up to this one. */
  readonly upgrade?: (from: number) => string;
}

/**
 * Opens a SQLite file of ours, made when it is not there. A transaction is on disk when it returns (`synchronous=FULL`, the
 * rollback journal truncated, no log beside the file).
 * @throws InputError for a file of another kind, of a newer version, or damaged; UnavailableError when it cannot be opened
 */
export async function openDatabase(path: string, format: DatabaseFormat): Promise<Database> {
  // Native code, loaded only when a store is really used.
  const { default: Libsql } = await import('libsql');
  let db: Database;
  try {
    mkdirSync(dirname(path), { recursive: true });
    db = new Libsql(path);
  } catch (error) {
    const refused = asDiskError(error, path);
    if (refused instanceof DiskError) throw refused;
    if (/unable to open|CANTOPEN/i.test(messageOf(error))) throw diskError(path, refusal(path), error);
    throw new UnavailableError(
      `${format.code}.open`,
      `${path} (${format.name}) cannot be opened: ${messageOf(error)}.`,
      {
        where: path,
        remedy: 'check that the folder is there, writable and not full; USER_DATA_DIR names another',
        cause: error,
      },
    );
  }
  try {
    prepare(db, path, format);
    const why = findDamage(db, path);
    if (why !== null) throw damaged(path, format, why);
    return db;
  } catch (error) {
    db.close();
    throw databaseError(path, format, error);
  }
}

function prepare(db: Database, path: string, format: DatabaseFormat): void {
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
    if (version > format.version) throw newer(path, format, version);
    if (tables > 0 && number('application_id') !== format.applicationId) throw foreign(path, format);
    if (tables === 0) {
      db.exec(format.tables);
      db.exec(`PRAGMA application_id = ${format.applicationId}`);
    } else if (version < format.version && format.upgrade !== undefined) db.exec(format.upgrade(version));
    if (version < format.version) db.exec(`PRAGMA user_version = ${format.version}`);
    db.exec('COMMIT');
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}

/** One transaction: all of it or nothing. */
export function inTransaction<T>(db: Database, run: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = run();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    // A full disk has rolled back already.
    if (db.inTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

const newer = (path: string, { code, version }: DatabaseFormat, found: number): InputError =>
  new InputError(
    `${code}.newer`,
    `${path} was written by a newer version (format ${found}, this one knows ${version}).`,
    { where: path, remedy: 'update llm-trading-system' },
  );

const foreign = (path: string, { code, name }: DatabaseFormat): InputError =>
  new InputError(`${code}.foreign`, `${path} is an SQLite file, but not ${name}.`, {
    where: path,
    remedy: 'name another folder with USER_DATA_DIR, or move the file away: a new one is made',
  });

/** A row or a file that is not what was written. */
export const damaged = (path: string, { code, name }: DatabaseFormat, why: string, cause?: unknown): InputError =>
  new InputError(`${code}.damaged`, `${path} is not ${name}, or it is damaged: ${why}.`, {
    where: path,
    remedy: 'restore it from a backup, or move it away: a new one is made',
    cause,
  });

/** Why SQLite, which says no more than that, could not open a file: the system is asked the same. */
function refusal(path: string): string {
  try {
    closeSync(openSync(path, 'a'));
    return 'EACCES';
  } catch (error) {
    return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'EACCES';
  }
}

/** What SQLite threw as an error for people; ours pass through. */
export function databaseError(path: string, format: DatabaseFormat, error: unknown): Error {
  if (error instanceof InputError || error instanceof UnavailableError) return error;
  const said = messageOf(error);
  if (error instanceof BrokenTextError) return damaged(path, format, said, error);
  if (/readonly|READONLY/i.test(said)) return diskError(path, 'EACCES', error);
  if (/disk is full|SQLITE_FULL/i.test(said)) return diskError(path, 'ENOSPC', error);
  // Its application id is ours, and so were its tables and columns.
  if (/not a database|malformed|NOTADB|CORRUPT|no such (?:table|column)|no column named/i.test(said))
    return damaged(path, format, said, error);
  return new UnavailableError(`${format.code}.io`, `${path} (${format.name}) cannot be used now: ${said}.`, {
    where: path,
    remedy: 'check that the disk has room and that no other program holds the file',
    retryable: true,
    cause: error,
  });
}
