import type { Database } from 'libsql';
import type { Observation } from '../../../core/observation.js';
import { claimsTooEarly, spanEnd } from '../../../core/point-in-time.js';
import type { StoreFinding } from '../../../core/ports/observation-store.js';
import { checkedQuery } from '../sqlite/checked-query.js';
import { brokenText } from '../sqlite/find-damage.js';
import { observationPages } from './browse.js';
import { observationOf } from './rows.js';
import { snapshotOf, snapshotPages } from './snapshots.js';
import { isoTime } from '../../../core/time.js';

/** Reads everything: the file as SQLite sees it, every checksum, and times that cannot be. */
export function checkStore(db: Database): { readonly rows: number; readonly findings: readonly StoreFinding[] } {
  const findings: StoreFinding[] = [];
  const file = checkedQuery(db, 'SELECT integrity_check FROM pragma_integrity_check').all() as readonly {
    readonly integrity_check: string;
  }[];
  for (const { integrity_check } of file) {
    if (integrity_check !== 'ok') findings.push({ where: 'the file', problem: integrity_check });
  }
  const broken = brokenText(db);
  // Its rows cannot be read one by one.
  if (broken !== null) return { rows: 0, findings: [...findings, { where: 'the file', problem: broken }] };
  let rows = 0;
  for (const page of observationPages(db, {})) {
    for (const raw of page) {
      rows += 1;
      const observation = observationOf(raw);
      if (observation === null) {
        findings.push({ where: whereOf(raw), problem: 'the row is not what was written (its checksum differs)' });
      } else if (claimsTooEarly(observation)) {
        findings.push({ where: whereOf(raw), problem: tooEarly(observation) });
      }
    }
  }
  for (const page of snapshotPages(db, {})) {
    for (const raw of page) {
      rows += 1;
      if (snapshotOf(raw) === null)
        findings.push({ where: whereOf(raw), problem: 'the snapshot is not what was written' });
    }
  }
  return { rows, findings };
}

function tooEarly(observation: Observation): string {
  const { observed_at, available_at } = observation;
  if (available_at < observed_at) return 'it was available before the moment it speaks of';
  return `it speaks of what ended at ${isoTime(spanEnd(observation))} and claims to have been available before; it is read as known from that end on`;
}

function whereOf(raw: unknown): string {
  const { series, symbol, observed_at, base_asset, as_of } = raw as Readonly<Record<string, unknown>>;
  const time = typeof observed_at === 'number' ? observed_at : as_of;
  const at = typeof time === 'number' && Number.isFinite(time) ? isoTime(time) : 'an unknown time';
  return typeof series === 'string'
    ? `${series} of ${String(symbol)}, ${at}`
    : `snapshot of ${String(base_asset)}, ${at}`;
}
