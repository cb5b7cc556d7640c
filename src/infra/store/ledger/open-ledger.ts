import type { Database } from 'libsql';
import { UnavailableError } from '../../../core/errors.js';
import type { LedgerEntry, LedgerStore } from '../../../core/ports/ledger-store.js';
import { checkedQuery } from '../sqlite/checked-query.js';
import { createGroupWriter } from '../sqlite/group-writer.js';
import { damaged, databaseError, inTransaction, openDatabase, type DatabaseFormat } from '../sqlite/open-database.js';
import { daysOf, callPages } from './browse.js';
import { claimsOn } from './claims.js';
import {
  APPLICATION_ID,
  entryOf,
  LEDGER_COLUMNS,
  LEDGER_TABLE,
  ledgerUpgrade,
  LEDGER_VERSION,
  callValues,
} from './rows.js';

/** `application_id` "LLTL". */
const LEDGER: DatabaseFormat = {
  name: 'a ledger of model calls',
  code: 'ledger',
  applicationId: APPLICATION_ID,
  version: LEDGER_VERSION,
  tables: LEDGER_TABLE,
  upgrade: ledgerUpgrade,
};

/**
 * The ledger of model calls in one SQLite file, made when it is not there. A `put` resolves when its transaction is durable
 * (`synchronous=FULL`, rollback journal truncated), so an answer that was used is an answer that is on disk; answers that arrive
 * together share one. Every row carries a checksum: one that was changed or damaged is an error, never an answer.
 * @throws InputError for a file that is not a ledger or one of another version; UnavailableError when it cannot be opened
 */
export async function openLedger(path: string): Promise<LedgerStore> {
  const db = await openDatabase(path, LEDGER);
  try {
    return storeOn(db, path);
  } catch (error) {
    db.close();
    throw databaseError(path, LEDGER, error);
  }
}

function storeOn(db: Database, path: string): LedgerStore {
  const names = LEDGER_COLUMNS.join(', ');
  const select = checkedQuery(db, `SELECT ${names} FROM calls WHERE key = ?`);
  const insert = db.prepare(
    `INSERT INTO calls (${names}) VALUES (${LEDGER_COLUMNS.map(() => '?').join(', ')}) ON CONFLICT (key) DO NOTHING`,
  );
  const newest = checkedQuery(
    db,
    `SELECT ${names} FROM calls WHERE question = ? AND failure_json IS NULL ORDER BY created_at DESC, key ASC LIMIT 1`,
  );
  const newestOutcome = checkedQuery(
    db,
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
        reject(databaseError(path, LEDGER, error));
      }
    });
  const read = (row: unknown): LedgerEntry | null => {
    if (row === undefined) return null;
    const entry = entryOf(row);
    if (entry === null) throw damaged(path, LEDGER, `the recorded call${keyIn(row)} is not what was written`);
    return entry;
  };
  const claims = claimsOn(db, path);
  const writer = createGroupWriter(db, (entry: LedgerEntry) => {
    insert.run(...callValues(entry));
    claims.giveBack(entry.question);
  });
  const allOrNothing = (run: () => number): number => {
    writer.flush();
    return inTransaction(db, run);
  };
  const claimed = async <T>(run: () => Promise<T>): Promise<T> => {
    await settle(() => undefined);
    return run().catch((error: unknown) => {
      throw databaseError(path, LEDGER, error);
    });
  };
  return {
    claims: {
      claim: (question, lease) => claimed(() => claims.claim(question, lease)),
      release: (question) => claimed(() => claims.release(question)),
    },
    get: (key) => settle(() => read(select.get(key))),
    latest: (question) => settle(() => read(newest.get(question))),
    put: async (entry) => {
      await settle(() => undefined);
      await writer.write(entry).catch((error: unknown) => {
        throw databaseError(path, LEDGER, error);
      });
    },
    latestOutcome: (question) => settle(() => read(newestOutcome.get(question))),
    putAll: (entries) =>
      settle(() =>
        allOrNothing(() => entries.reduce((count, entry) => count + insert.run(...callValues(entry)).changes, 0)),
      ),
    async *entries(filter, order) {
      const pages = callPages(db, names, filter, order);
      for (;;) {
        const page = await settle(() => pages.next());
        if (page.done === true) return;
        for (const row of page.value) yield await settle(() => read(row)!);
      }
    },
    days: (filter) => settle(() => daysOf(db, filter)),
    delete: (keys) =>
      settle(() => {
        const count = allOrNothing(() => keys.reduce((sum, key) => sum + remove.run(key).changes, 0));
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
