import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { LedgerEntry } from '../../../core/ports/ledger-store.js';

/** Format of the file, kept in SQLite's `user_version`. */
export const LEDGER_VERSION = 1;

/** `PRAGMA application_id`, "LLTL": tells a ledger from any other SQLite file. */
export const APPLICATION_ID = 0x4c4c544c;

export const LEDGER_TABLE = `
CREATE TABLE IF NOT EXISTS calls (
  key TEXT PRIMARY KEY,
  question TEXT NOT NULL,
  provider TEXT NOT NULL,
  model TEXT NOT NULL,
  model_version TEXT,
  request TEXT NOT NULL,
  text_json TEXT NOT NULL,
  finish_reason TEXT NOT NULL,
  prompt_tokens INTEGER,
  completion_tokens INTEGER,
  latency_ms REAL NOT NULL,
  cost_usd REAL,
  created_at INTEGER NOT NULL,
  checksum TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS calls_by_question ON calls (question, created_at);
CREATE INDEX IF NOT EXISTS calls_by_time ON calls (created_at);
`;

const rowSchema = z.object({
  key: z.string(),
  question: z.string(),
  provider: z.string(),
  model: z.string(),
  model_version: z.string().nullable(),
  request: z.string(),
  /** The answer as a JSON string: the driver cuts a plain one at a NUL, and a lone surrogate would not survive UTF-8. */
  text_json: z.string(),
  finish_reason: z.enum(['stop', 'length', 'content-filter', 'error', 'unknown']),
  prompt_tokens: z.number().nullable(),
  completion_tokens: z.number().nullable(),
  latency_ms: z.number(),
  cost_usd: z.number().nullable(),
  created_at: z.number(),
});
type Row = z.infer<typeof rowSchema>;

const COLUMNS = rowSchema.keyof().options;
export const LEDGER_COLUMNS = [...COLUMNS, 'checksum'] as const;

const checksumOf = (row: Row): string =>
  createHash('sha256')
    .update(JSON.stringify(COLUMNS.map((column) => row[column])))
    .digest('hex');

/** A row as an entry; null where it is not what was written. */
export function entryOf(row: unknown): LedgerEntry | null {
  const parsed = rowSchema.extend({ checksum: z.string() }).safeParse(row);
  if (!parsed.success) return null;
  const { checksum, ...written } = parsed.data;
  if (checksumOf(written) !== checksum) return null;
  const { text_json, ...rest } = written;
  return { ...rest, text: z.string().parse(JSON.parse(text_json)) };
}

/** The values of an entry in the order of `LEDGER_COLUMNS`. */
export function valuesOf(entry: LedgerEntry): (string | number | null)[] {
  const { text, ...rest } = entry;
  const row: Row = { ...rest, text_json: JSON.stringify(text) };
  return [...COLUMNS.map((column) => row[column]), checksumOf(row)];
}
