import type { Database } from 'libsql';
import { InputError, UnavailableError } from '../../../core/errors.js';
import type { DailyCloses, TrialRecord, TrialStore } from '../../../core/ports/trial-store.js';
import { checkedQuery } from '../sqlite/checked-query.js';
import { createGroupWriter } from '../sqlite/group-writer.js';
import { damaged, databaseError, openDatabase, type DatabaseFormat } from '../sqlite/open-database.js';
import {
  marketOf,
  marketRow,
  recordOf,
  TRIAL_COLUMNS,
  TRIALS_APPLICATION_ID,
  TRIALS_TABLE,
  TRIALS_VERSION,
  trialsUpgrade,
  trialValues,
} from './rows.js';

const FORMAT: DatabaseFormat = {
  name: 'a trial registry',
  code: 'trials',
  applicationId: TRIALS_APPLICATION_ID,
  version: TRIALS_VERSION,
  tables: TRIALS_TABLE,
  upgrade: trialsUpgrade,
};

/**
 * The registry of trials in one SQLite file, made when it is not there. Rows are never removed: a trial is written as aborted when it
 * starts, and once more when it ends. Durable and checked like the ledger of model calls; what is written together shares a
 * wait for the disk.
 * @throws InputError for a file that is not a registry or one of a newer version; UnavailableError when it cannot be opened
 */
export async function openTrials(path: string): Promise<TrialStore> {
  const db = await openDatabase(path, FORMAT);
  try {
    return storeOn(db, path);
  } catch (error) {
    db.close();
    throw databaseError(path, FORMAT, error);
  }
}

function storeOn(db: Database, path: string): TrialStore {
  const names = TRIAL_COLUMNS.join(', ');
  const places = TRIAL_COLUMNS.map(() => '?').join(', ');
  const insert = db.prepare(`INSERT INTO trials (${names}) VALUES (${places}) ON CONFLICT (id) DO NOTHING`);
  const replace = db.prepare(`INSERT OR REPLACE INTO trials (${names}) VALUES (${places})`);
  const one = checkedQuery(db, `SELECT ${names} FROM trials WHERE id = ?`);
  const every = checkedQuery(db, `SELECT ${names} FROM trials ORDER BY started_at ASC, id ASC`);
  const keep = db.prepare('INSERT INTO markets (id, days, closes) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING');
  const market = checkedQuery(db, 'SELECT id, days, closes FROM markets WHERE id = ?');
  /** Each is read once: many trials are on the same few. */
  const known = new Map<string, DailyCloses>();
  const marketAt = (id: string): DailyCloses | undefined => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const found = marketOf(market.get(id));
    if (found === null) return undefined;
    known.set(id, found.market);
    return found.market;
  };
  let open = true;
  const read = (row: unknown): TrialRecord => {
    const record = recordOf(row, marketAt);
    if (record === null) throw damaged(path, FORMAT, 'a trial in it is not what was written');
    return record;
  };
  const started = (id: string): TrialRecord => {
    const row: unknown = one.get(id);
    if (row !== undefined) return read(row);
    throw new InputError('trials.unknown', `The trial ${id} was never started.`, { where: path });
  };
  const writer = createGroupWriter(db, (run: () => void) => {
    run();
  });
  const write = async (run: () => void): Promise<void> => {
    try {
      if (!open) throw closed(path);
      await writer.write(run);
    } catch (error) {
      throw databaseError(path, FORMAT, error);
    }
  };
  const rows = (query: () => unknown[]): Promise<TrialRecord[]> =>
    new Promise((resolve, reject) => {
      try {
        if (!open) throw closed(path);
        writer.flush();
        resolve(query().map(read));
      } catch (error) {
        reject(databaseError(path, FORMAT, error));
      }
    });
  return {
    start: (trial) =>
      write(() => {
        for (const each of trial.markets ?? []) keep.run(...marketRow(each));
        insert.run(...trialValues({ ...trial, status: 'aborted', daily: null, sharpe: null }));
      }),
    finish: (id, outcome) =>
      write(() => {
        const record = started(id);
        if (record.status === 'completed') return;
        const ended: TrialRecord =
          outcome === 'failed' ? { ...record, status: 'failed' } : { ...record, ...outcome, status: 'completed' };
        replace.run(...trialValues(ended));
      }),
    describe: (id, details) => write(() => void replace.run(...trialValues({ ...started(id), details }))),
    // All are read: a damaged row must be found also where its damage would pass it over, or one try would be counted too few.
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
