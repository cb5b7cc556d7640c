import type { Database } from 'libsql';
import type { Observation } from '../../../core/observation.js';
import type { AddedObservations } from '../../../core/ports/observation-store.js';
import { isRevisable, knownFrom } from '../../../core/point-in-time.js';
import { sameValue } from '../../../core/doubles.js';
import { checkedQuery } from '../sqlite/checked-query.js';
import { OBSERVATION_COLUMNS, rowOf, rowValues } from './rows.js';

/** Rows on their way into the file, and what became of them. */
export interface Batch {
  readonly observations: readonly Observation[];
  report: AddedObservations;
}

const OF_MOMENT = 'series = ? AND symbol = ? AND source = ? AND observed_at = ? AND item = ?';

/**
 * Prepares the writing of batches; to be called inside a transaction. A copy of a revisable series is kept where it differs
 * from the copy retrieved before it; of any other series the first known value stays, and what contradicts it is counted.
 */
export function batchWriter(db: Database): (batch: Batch) => void {
  const columns = [...OBSERVATION_COLUMNS, 'checksum'];
  const insert = db.prepare(
    `INSERT INTO observations (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')}) ON CONFLICT DO NOTHING`,
  );
  const first = checkedQuery(db, `SELECT value_json FROM observations WHERE ${OF_MOMENT} LIMIT 1`);
  const before = checkedQuery(
    db,
    `SELECT value_json FROM observations WHERE ${OF_MOMENT} AND retrieved_at <= ? ORDER BY retrieved_at DESC LIMIT 1`,
  );
  const tally = db.prepare(
    `INSERT INTO tallies (series, symbol, source, conflicts) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET conflicts = conflicts + excluded.conflicts`,
  );
  return (batch) => {
    let added = 0;
    let unchanged = 0;
    const conflicts = new Map<string, readonly [series: string, symbol: string, source: string, count: number]>();
    for (const observation of batch.observations) {
      const row = rowOf({ ...observation, available_at: knownFrom(observation) });
      const moment = [row.series, row.symbol, row.source, row.observed_at, row.item];
      const revisable = isRevisable(observation.series);
      const found = revisable ? before.get(...moment, row.retrieved_at) : first.get(...moment);
      const stored = (found as { readonly value_json: string } | undefined)?.value_json;
      const group = `${row.series}|${row.symbol}|${row.source}`;
      const count = conflicts.get(group)?.[3] ?? 0;
      let contradicts = 0;
      const same = stored !== undefined && sameValue(JSON.parse(stored), JSON.parse(row.value_json));
      if (stored === undefined || (revisable && !same)) added += insert.run(...rowValues(row)).changes;
      else if (same) unchanged += 1;
      else contradicts = 1;
      conflicts.set(group, [row.series, row.symbol, row.source, count + contradicts]);
    }
    for (const values of conflicts.values()) tally.run(...values);
    const contradicted = [...conflicts.values()].reduce((sum, [, , , count]) => sum + count, 0);
    batch.report = { added, unchanged, conflicts: contradicted };
  };
}
