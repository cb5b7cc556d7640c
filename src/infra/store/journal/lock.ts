import { closeSync, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'libsql';
import { messageOf, RefusedError } from '../../../core/errors.js';
import { journalIoError } from './io-error.js';

const LOCK_FILE = 'journal.lock';
const OWNER_FILE = 'journal.owner';
/** How long somebody who only looks may be in the way, ms: a look takes less than one. */
const LOOK_TIMEOUT_MS = 1_000;

/** A folder that this process alone writes to. */
export interface FolderLock {
  release(): void;
}

/**
 * Takes a folder for this process. The lock is that of SQLite on a file without content: the system lets go of it when the process
 * ends, however it ends, so that none is ever left behind; and of two that come at the same moment one gets it.
 * @throws RefusedError where another process, or another part of this one, has it
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const db = await openLock(folder, LOOK_TIMEOUT_MS);
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    throw isBusy(error) ? inUse(folder, error) : cannotLock(folder, error);
  }
  // For the sentence that the next one is told; without it the lock is no weaker.
  try {
    writeFileSync(join(folder, OWNER_FILE), `${process.pid}\n`);
  } catch {
    /* A full disk is told by what needs its room. */
  }
  let held = true;
  return {
    release: () => {
      if (!held) return;
      held = false;
      db.exec('ROLLBACK');
      db.close();
    },
  };
}

/** Whether a process has the folder just now. Waits for nobody, and is in nobody's way. */
export async function isFolderLocked(folder: string): Promise<boolean> {
  if (!existsSync(join(folder, LOCK_FILE))) return false;
  const db = await openLock(folder, 0);
  try {
    db.prepare('SELECT count(*) FROM sqlite_master').get();
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    throw cannotLock(folder, error);
  } finally {
    db.close();
  }
}

async function openLock(folder: string, timeoutMs: number): Promise<Database> {
  // Native code, loaded only when a journal is really used.
  const { default: Libsql } = await import('libsql');
  try {
    const db = new Libsql(join(folder, LOCK_FILE));
    db.pragma(`busy_timeout = ${timeoutMs}`);
    return db;
  } catch (error) {
    throw cannotLock(folder, error);
  }
}

const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');

function inUse(folder: string, cause: unknown): RefusedError {
  let owner = '';
  try {
    const pid = readFileSync(join(folder, OWNER_FILE), 'utf8').trim();
    if (/^\d+$/.test(pid)) owner = `, by process ${pid}`;
  } catch {
    /* It has not said yet which one it is. */
  }
  return new RefusedError('journal.in-use', `The session in ${folder} is being run already${owner}.`, {
    where: folder,
    remedy: 'stop that one first, or start this one under another name',
    cause,
  });
}

/** SQLite says no more than that it could not: the system is asked the same. */
function cannotLock(folder: string, error: unknown): unknown {
  const path = join(folder, LOCK_FILE);
  try {
    closeSync(openSync(path, 'a'));
    return journalIoError(path, Object.assign(new Error(messageOf(error), { cause: error }), { code: 'ENOLCK' }));
  } catch (refused) {
    return journalIoError(path, refused);
  }
}
