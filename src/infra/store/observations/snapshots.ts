import type { Database } from 'libsql';
import { z } from 'zod';
import { marketSnapshotSchema } from '../../../core/market-snapshot/index.js';
import type { ArchivedSnapshot, SnapshotOrigin, SnapshotQuery } from '../../../core/ports/observation-store.js';
import { checkedQuery } from '../sqlite/checked-query.js';
import { checksumOf } from './rows.js';

/** A snapshot takes some 15 kB. */
const PAGE = 500;
const COLUMNS = ['base_asset', 'as_of', 'origin', 'horizon_hours', 'fields', 'snapshot_json'] as const;

const rowSchema = z.object({
  base_asset: z.string(),
  as_of: z.number(),
  origin: z.enum(['live', 'built']),
  horizon_hours: z.number(),
  fields: z.string(),
  snapshot_json: z.string(),
  checksum: z.string(),
});

/** Writes snapshots, inside a transaction of the caller. @returns how many were new */
export function snapshotWriter(db: Database): (snapshots: readonly ArchivedSnapshot[]) => number {
  const insert = db.prepare(
    `INSERT INTO snapshots (${COLUMNS.join(', ')}, checksum) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  return (snapshots) => {
    let added = 0;
    for (const { origin, as_of, fields, snapshot } of snapshots) {
      const { base_asset, horizon_hours } = snapshot;
      const values = [base_asset, as_of, origin, horizon_hours, fields.join(','), JSON.stringify(snapshot)];
      added += insert.run(...values, checksumOf(values)).changes;
    }
    return added;
  };
}

/** A stored snapshot; null where it is not what was written. */
export function snapshotOf(stored: unknown): ArchivedSnapshot | null {
  const parsed = rowSchema.safeParse(stored);
  if (!parsed.success) return null;
  const { checksum, ...row } = parsed.data;
  if (checksumOf(COLUMNS.map((column) => row[column])) !== checksum) return null;
  const snapshot = marketSnapshotSchema.safeParse(JSON.parse(row.snapshot_json));
  if (!snapshot.success) return null;
  const fields = row.fields === '' ? [] : row.fields.split(',');
  return { origin: row.origin, as_of: row.as_of, fields, snapshot: snapshot.data };
}

/** The primary key, by which pages follow each other. */
const KEY = ['as_of', 'base_asset', 'origin', 'horizon_hours', 'fields'] as const;

export function* snapshotPages(db: Database, query: SnapshotQuery): Generator<readonly unknown[]> {
  const parts: [string, string | number][] = [];
  if (query.origin !== undefined) parts.push(['origin = ?', query.origin]);
  if (query.baseAsset !== undefined) parts.push(['base_asset = ?', query.baseAsset]);
  if (query.from !== undefined) parts.push(['as_of >= ?', query.from]);
  if (query.to !== undefined) parts.push(['as_of < ?', query.to]);
  const where = [...parts.map(([text]) => text), `(${KEY.join(', ')}) > (?, ?, ?, ?, ?)`].join(' AND ');
  const page = checkedQuery(
    db,
    `SELECT ${COLUMNS.join(', ')}, checksum FROM snapshots WHERE ${where} ORDER BY ${KEY.join(', ')} LIMIT ${PAGE}`,
  );
  const values = parts.map(([, value]) => value);
  let after: readonly (string | number)[] = [Number.MIN_SAFE_INTEGER, '', '', 0, ''];
  for (;;) {
    const rows = page.all(...values, ...after) as readonly Readonly<Record<(typeof KEY)[number], string | number>>[];
    if (rows.length > 0) yield rows;
    if (rows.length < PAGE) return;
    const last = rows.at(-1)!;
    after = KEY.map((name) => last[name]);
  }
}

export function countSnapshots(db: Database): Record<SnapshotOrigin, number> {
  const rows = checkedQuery(db, 'SELECT origin, COUNT(*) AS count FROM snapshots GROUP BY origin').all() as readonly {
    readonly origin: string;
    readonly count: number;
  }[];
  const of = (origin: SnapshotOrigin): number => rows.find((row) => row.origin === origin)?.count ?? 0;
  return { live: of('live'), built: of('built') };
}
