import { isUtf8 } from 'node:buffer';
import { statSync } from 'node:fs';
import type { Database } from 'libsql';

const MB = 1024 * 1024;
/** Up to these sizes a file is looked through when it is opened. Measured: 10 to 30 ms a MB in full, 1 to 5 in its pages alone. */
const IN_FULL = 16 * MB;
const PAGES_ALONE = 256 * MB;

/**
 * What is damaged in a file as SQLite keeps it, or null. Rows have checksums of their own, which say nothing of a row that is no
 * longer found: a damaged page or index would make an answer be asked, and paid, again, or a try be counted too few. Names that are
 * no longer text are damage of the same kind.
 */
export function findDamage(db: Database, path: string): string | null {
  const { size } = statSync(path);
  if (size > PAGES_ALONE) return null;
  const pragma = size > IN_FULL ? 'quick_check' : 'integrity_check';
  const [bytes] = db.prepare(`SELECT CAST(${pragma} AS BLOB) FROM pragma_${pragma}(1)`).raw().all()[0] as [ArrayBuffer];
  const said = Buffer.from(bytes).toString();
  if (said !== 'ok') return said.replace(/\s+/g, ' ').replace(/\.$/, '');
  return size > IN_FULL ? null : brokenText(db);
}

/** Where a text is not UTF-8, or null: looks at every row, however many there are. */
export function brokenText(db: Database): string | null {
  for (const table of names(db, "SELECT CAST(name AS BLOB) FROM sqlite_master WHERE type = 'table'")) {
    const columns = names(db, `SELECT CAST(name AS BLOB) FROM pragma_table_info('${table}') WHERE type = 'TEXT'`);
    if (columns.length === 0) continue;
    const text = columns.map((column) => `coalesce("${column}", '')`).join(" || ' ' || ");
    const rows = db.prepare(`SELECT CAST(${text} AS BLOB) FROM "${table}"`).raw().iterate() as Iterable<[ArrayBuffer]>;
    // To the last row: a query that is left before its end keeps the file locked.
    let whole = true;
    for (const [bytes] of rows) whole = isUtf8(bytes) && whole;
    if (!whole) return `a row of ${table} holds bytes that are not text`;
  }
  return null;
}

/** Ours are letters and underscores; what a damaged byte made of one is found by whoever looks for the right one. */
const names = (db: Database, sql: string): string[] =>
  (db.prepare(sql).raw().all() as [ArrayBuffer][])
    .map(([bytes]) => Buffer.from(bytes).toString('latin1'))
    .filter((name) => /^[a-z_]+$/i.test(name));
