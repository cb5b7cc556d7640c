import type { Database } from 'libsql';
import { checkedQuery } from '../sqlite/checked-query.js';
import type { LedgerDay, LedgerFilter } from '../../../core/ports/ledger-store.js';

/**
 * Rows read at a time: a page of prompts is some 10 MB, and no statement stays open between two of them. The first one is smaller: whoever
 * looks at the newest calls wants no more.
 */
const PAGE = 500;
const FIRST_PAGE = 64;

interface Condition {
  readonly where: string;
  readonly values: readonly (string | number)[];
}

function conditionOf({ keyPrefix, model, from, to, before, finish }: LedgerFilter): Condition {
  const parts: [string, ...(string | number)[]][] = [];
  // As a range, for which the table's own index is of use: no text that begins like this comes after it with the last character there is.
  if (keyPrefix !== undefined) parts.push(['key >= ? AND key < ?', keyPrefix, `${keyPrefix}\u{10ffff}`]);
  if (model !== undefined) parts.push(["provider || '/' || model = ?", model]);
  if (from !== undefined) parts.push(['created_at >= ?', from]);
  if (to !== undefined) parts.push(['created_at < ?', to]);
  if (before !== undefined) parts.push(['(created_at, key) < (?, ?)', before.created_at, before.key]);
  if (finish === 'failed') parts.push(['failure_json IS NOT NULL']);
  else if (finish !== undefined) parts.push(['failure_json IS NULL AND finish_reason = ?', finish]);
  return {
    where: ['1', ...parts.map(([text]) => `(${text})`)].join(' AND '),
    values: parts.flatMap(([, ...values]) => values),
  };
}

/** Pages of raw rows by time and key; each page begins after the last row of the one before. */
export function* callPages(
  db: Database,
  columns: string,
  filter: LedgerFilter,
  order: 'newest' | 'oldest',
): Generator<readonly unknown[]> {
  const { where, values } = conditionOf(filter);
  const [sign, direction] = order === 'newest' ? ['<', 'DESC'] : ['>', 'ASC'];
  const sort = `ORDER BY created_at ${direction}, key ${direction} LIMIT ?`;
  const first = checkedQuery(db, `SELECT ${columns} FROM calls WHERE ${where} ${sort}`);
  const next = checkedQuery(
    db,
    `SELECT ${columns} FROM calls WHERE ${where} AND (created_at, key) ${sign} (?, ?) ${sort}`,
  );
  let size = FIRST_PAGE;
  let rows = first.all(...values, size) as readonly { readonly created_at: number; readonly key: string }[];
  while (rows.length > 0) {
    yield rows;
    const last = rows.at(-1)!;
    if (rows.length < size) return;
    size = PAGE;
    rows = next.all(...values, last.created_at, last.key, size) as typeof rows;
  }
}

export function daysOf(db: Database, filter: LedgerFilter): LedgerDay[] {
  const { where, values } = conditionOf(filter);
  return checkedQuery(
    db,
    `SELECT strftime('%Y-%m-%d', created_at / 1000, 'unixepoch') AS day, provider || '/' || model AS model,
         COUNT(*) AS calls, SUM(failure_json IS NOT NULL) AS failed,
         COALESCE(SUM(prompt_tokens), 0) AS prompt_tokens, COALESCE(SUM(completion_tokens), 0) AS completion_tokens,
         COALESCE(SUM(cached_prompt_tokens), 0) AS cached_prompt_tokens,
         COALESCE(SUM(cost_usd), 0) AS cost_usd, SUM(cost_usd IS NULL AND failure_json IS NULL) AS unpriced
       FROM calls WHERE ${where} GROUP BY 1, 2 ORDER BY 1 DESC, 2`,
  ).all(...values) as LedgerDay[];
}
