import type { Database } from 'libsql';
import { UnavailableError } from '../../../core/errors.js';
import type { ObservationStore } from '../../../core/ports/observation-store.js';
import { checkedQuery } from '../sqlite/checked-query.js';
import { createGroupWriter } from '../sqlite/group-writer.js';
import { damaged, databaseError, inTransaction, openDatabase } from '../sqlite/open-database.js';
import { batchWriter, type Batch } from './add-rows.js';
import { listOf, observationPages } from './browse.js';
import { checkStore } from './check.js';
import { OBSERVATIONS } from './format.js';
import { observationOf } from './rows.js';
import { countSnapshots, snapshotOf, snapshotPages, snapshotWriter } from './snapshots.js';

/**
 * The store of observations in one SQLite file, made when it is not there. Batches that come together share one wait for the
 * disk, and each is whole or absent. Every row carries a checksum: one that was changed or damaged is an error, never data.
 * @throws InputError for a file of another kind or version; UnavailableError when it cannot be opened
 */
export async function openObservations(path: string): Promise<ObservationStore> {
  const db = await openDatabase(path, OBSERVATIONS);
  try {
    return storeOn(db, path);
  } catch (error) {
    db.close();
    throw databaseError(path, OBSERVATIONS, error);
  }
}

function storeOn(db: Database, path: string): ObservationStore {
  const writer = createGroupWriter(db, batchWriter(db));
  const writeSnapshots = snapshotWriter(db);
  const cover = db.prepare(
    `INSERT INTO coverage (source, symbol, start, through) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET through = MAX(through, excluded.through)`,
  );
  const covered = checkedQuery(
    db,
    'SELECT MAX(through) AS through FROM coverage WHERE source = ? AND symbol = ? AND start <= ? AND through > ?',
  );
  let open = true;
  /** SQLite answers at once; what it throws becomes the rejection a caller of the port expects. */
  const settle = <T>(run: () => T): Promise<T> =>
    new Promise((resolve, reject) => {
      try {
        if (!open) throw new UnavailableError('observations.closed', `The store of observations ${path} is closed.`);
        resolve(run());
      } catch (error) {
        reject(databaseError(path, OBSERVATIONS, error));
      }
    });

  async function* read<T>(
    pages: Generator<readonly unknown[]>,
    parse: (row: unknown) => T | null,
  ): AsyncGenerator<T[]> {
    for (;;) {
      const page = await settle(() => pages.next());
      if (page.done === true) return;
      yield page.value.map((row) => {
        const parsed = parse(row);
        if (parsed === null) throw damaged(path, OBSERVATIONS, 'a stored row is not what was written');
        return parsed;
      });
    }
  }

  return {
    add: async (observations) => {
      const batch: Batch = { observations, report: { added: 0, unchanged: 0, conflicts: 0 } };
      await settle(() => undefined);
      await writer.write(batch).catch((error: unknown) => {
        throw databaseError(path, OBSERVATIONS, error);
      });
      return batch.report;
    },
    read: (query) => read(observationPages(db, query), observationOf),
    list: (query = {}) => settle(() => listOf(db, query)),
    addSnapshots: (snapshots) =>
      settle(() => {
        writer.flush();
        return inTransaction(db, () => writeSnapshots(snapshots));
      }),
    snapshots: (query) => read(snapshotPages(db, query), snapshotOf),
    countSnapshots: () => settle(() => countSnapshots(db)),
    markCovered: (source, symbol, from, through) =>
      settle(() => {
        writer.flush();
        cover.run(source, symbol, from, through);
      }),
    coveredThrough: (source, symbol, from) =>
      settle(() => {
        for (let at = from; ;) {
          const { through } = covered.get(source, symbol, at, at) as { readonly through: number | null };
          if (through === null) return at;
          at = through;
        }
      }),
    check: () => settle(() => checkStore(db)),
    close: () => {
      if (open) {
        writer.flush();
        db.close();
      }
      open = false;
      return Promise.resolve();
    },
  };
}
