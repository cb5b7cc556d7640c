import { z } from 'zod';
import type { LedgerEntry } from '../../../core/ports/ledger-store.js';

/** Format of the file, kept in SQLite's `user_version`. */
export const LEDGER_VERSION = 1;

export const LEDGER_TABLE = `
CREATE TABLE IF NOT EXISTS calls (
  key TEXT PRIMARY KEY,
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
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS calls_by_time ON calls (created_at);
`;

const rowSchema = z.object({
  key: z.string(),
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

export const LEDGER_COLUMNS = rowSchema.keyof().options;

/** A row as an entry. @throws ZodError for a row that no version of this code wrote */
export function entryOf(row: unknown): LedgerEntry {
  const { text_json, ...rest } = rowSchema.parse(row);
  return { ...rest, text: z.string().parse(JSON.parse(text_json)) };
}

/** The values of an entry in the order of `LEDGER_COLUMNS`. */
export function valuesOf(entry: LedgerEntry): (string | number | null)[] {
  const row = { ...entry, text_json: JSON.stringify(entry.text) };
  return LEDGER_COLUMNS.map((column) => row[column]);
}
