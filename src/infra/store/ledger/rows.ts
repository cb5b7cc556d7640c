import { z } from 'zod';
import type { LedgerEntry } from '../../../core/ports/ledger-store.js';
import { sha256Of } from '../files/sha256.js';

/** Format of the file, kept in SQLite's `user_version`. Version 1 had no failures, version 2 no reasons of cuts, version 3 no cached tokens. */
export const LEDGER_VERSION = 4;

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
  checksum TEXT NOT NULL,
  failure_json TEXT,
  cut_json TEXT,
  cached_prompt_tokens INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS calls_by_question ON calls (question, created_at);
CREATE INDEX IF NOT EXISTS calls_by_time ON calls (created_at);
`;

/** What a file of an older version lacks. Its rows stay as they are. */
export const ledgerUpgrade = (from: number): string =>
  ['failure_json TEXT', 'cut_json TEXT', 'cached_prompt_tokens INTEGER']
    .slice(from - 1)
    .map((column) => `ALTER TABLE calls ADD COLUMN ${column};`)
    .join('\n');

const cutSchema = z.object({ message: z.string(), kind: z.string().optional(), remedy: z.string().optional() });
const failureSchema = z.object({ code: z.string(), message: z.string(), retryable: z.boolean() });

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
  failure_json: z.string().nullable(),
  cut_json: z.string().nullable(),
  cached_prompt_tokens: z.number().nullable(),
});
type Row = z.infer<typeof rowSchema>;

const COLUMNS = rowSchema.keyof().options;
export const LEDGER_COLUMNS = [...COLUMNS, 'checksum'] as const;

const ADDED_LATER: ReadonlySet<string> = new Set(['failure_json', 'cut_json', 'cached_prompt_tokens']);

/** Of every column but those that later versions added where they are empty: old rows keep their checksums. */
const checksumOf = (row: Row): string => {
  const values = COLUMNS.flatMap((column) => (ADDED_LATER.has(column) && row[column] === null ? [] : [row[column]]));
  return sha256Of(JSON.stringify(values));
};

/** A row as an entry; null where it is not what was written. */
export function entryOf(row: unknown): LedgerEntry | null {
  const parsed = rowSchema.extend({ checksum: z.string() }).safeParse(row);
  if (!parsed.success) return null;
  const { checksum, ...written } = parsed.data;
  if (checksumOf(written) !== checksum) return null;
  const { text_json, failure_json, cut_json, cached_prompt_tokens: fromCache, ...rest } = written;
  const failure = failure_json === null ? null : failureSchema.parse(JSON.parse(failure_json));
  const cut = cut_json === null ? {} : { cut: cutSchema.parse(JSON.parse(cut_json)) };
  return { ...rest, text: z.string().parse(JSON.parse(text_json)), failure, ...cut, ...cachedOf(fromCache) };
}

const cachedOf = (tokens: number | null) => (tokens === null ? {} : { cached_prompt_tokens: tokens });

const rowOf = ({ text, failure, cut, cached_prompt_tokens: fromCache, ...rest }: LedgerEntry): Row => ({
  ...rest,
  cached_prompt_tokens: fromCache ?? null,
  cut_json: cut === undefined ? null : JSON.stringify(cut),
  text_json: JSON.stringify(text),
  failure_json: failure === null ? null : JSON.stringify(failure),
});

/** The values of an entry in the order of `LEDGER_COLUMNS`. */
export function callValues(entry: LedgerEntry): (string | number | null)[] {
  const row = rowOf(entry);
  return [...COLUMNS.map((column) => row[column]), checksumOf(row)];
}

/** SHA-256 that the file keeps beside an entry, and an export carries with it. */
export const entryChecksum = (entry: LedgerEntry): string => checksumOf(rowOf(entry));

/** An entry as a document of its own, such as a line of an export. */
export const ledgerEntrySchema = rowSchema
  .omit({ text_json: true, failure_json: true, cut_json: true, cached_prompt_tokens: true })
  .extend({
    text: z.string(),
    failure: failureSchema.nullable().default(null),
    cut: cutSchema.optional(),
    cached_prompt_tokens: z.number().optional(),
  });
