import type { Database } from 'libsql';
import type { ObservationQuery, StoredObservations } from '../../../core/ports/observation-store.js';
import type { SeriesName } from '../../../core/series.js';
import { checkedQuery } from '../sqlite/checked-query.js';
import { gapsIn, stepOf } from './cadence.js';
import { isSeriesName, OBSERVATION_COLUMNS } from './rows.js';

/** Rows read at a time; no statement stays open between two pages. */
const PAGE = 5_000;

interface Group {
  readonly series: SeriesName;
  readonly symbol: string;
  readonly source: string;
  readonly conflicts: number;
}

const OF_GROUP = 'series = ? AND symbol = ? AND source = ? AND observed_at >= ? AND observed_at < ?';

function groupsOf(db: Database, { series, symbols, sources }: ObservationQuery): Group[] {
  const all = checkedQuery(db, 'SELECT series, symbol, source, conflicts FROM tallies').all() as readonly Group[];
  return all.filter(
    (group) =>
      isSeriesName(group.series) &&
      (series === undefined || series.includes(group.series)) &&
      (symbols === undefined || symbols.includes(group.symbol)) &&
      (sources === undefined || sources.includes(group.source)),
  );
}

const rangeOf = ({ from, to }: ObservationQuery): readonly [number, number] => [
  from ?? Number.MIN_SAFE_INTEGER,
  to ?? Number.MAX_SAFE_INTEGER,
];

/** Pages of raw rows, group by group, each by time. */
export function* observationPages(db: Database, query: ObservationQuery): Generator<readonly unknown[]> {
  const columns = [...OBSERVATION_COLUMNS, 'checksum'].join(', ');
  const page = checkedQuery(
    db,
    `SELECT ${columns} FROM observations WHERE ${OF_GROUP} AND (observed_at, item, retrieved_at) > (?, ?, ?)
     ORDER BY observed_at, item, retrieved_at LIMIT ${PAGE}`,
  );
  const [from, to] = rangeOf(query);
  for (const { series, symbol, source } of groupsOf(db, query)) {
    let after: readonly (string | number)[] = [from, '', Number.MIN_SAFE_INTEGER];
    for (;;) {
      const rows = page.all(series, symbol, source, from, to, ...after) as readonly {
        readonly observed_at: number;
        readonly item: string;
        readonly retrieved_at: number;
      }[];
      if (rows.length > 0) yield rows;
      if (rows.length < PAGE) break;
      const last = rows.at(-1)!;
      after = [last.observed_at, last.item, last.retrieved_at];
    }
  }
}

/** What is stored, one entry for each series, symbol and source that has a row in the range. */
export function listOf(db: Database, query: ObservationQuery): StoredObservations[] {
  const range = rangeOf(query);
  const count = db.prepare(
    `SELECT COUNT(*) AS versions, COUNT(DISTINCT observed_at || item) AS "rows", MIN(observed_at) AS first,
       MAX(observed_at) AS last FROM observations WHERE ${OF_GROUP}`,
  );
  const moments = db.prepare(`SELECT DISTINCT observed_at FROM observations WHERE ${OF_GROUP} ORDER BY observed_at`);
  return groupsOf(db, query).flatMap(({ series, symbol, source, conflicts }) => {
    const of = [series, symbol, source, ...range];
    const { versions, rows, first, last } = count.get(...of) as {
      readonly versions: number;
      readonly rows: number;
      readonly first: number | null;
      readonly last: number | null;
    };
    if (first === null || last === null) return [];
    const step = stepOf(series);
    const times = step === null ? [] : (moments.all(...of) as readonly { readonly observed_at: number }[]);
    const gaps =
      step === null
        ? null
        : gapsIn(
            times.map((row) => row.observed_at),
            step,
          );
    return [{ series, symbol, source, rows, versions, conflicts, from: first, to: last, gaps }];
  });
}
