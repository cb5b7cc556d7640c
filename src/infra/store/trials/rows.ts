import { endianness } from 'node:os';
import { z } from 'zod';
import type { DailyCloses, TrialDetails, TrialRecord } from '../../../core/ports/trial-store.js';
import { sha256Of } from '../files/sha256.js';

/** Format of the file, kept in SQLite's `user_version`. */
export const TRIALS_VERSION = 3;

/** `PRAGMA application_id`, "LLTT". */
export const TRIALS_APPLICATION_ID = 0x4c4c5454;

/** Each series once, however many trials were on it. */
const MARKETS_TABLE = `
CREATE TABLE IF NOT EXISTS markets (
  id TEXT PRIMARY KEY,
  days TEXT NOT NULL,
  closes TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;

export const TRIALS_TABLE = `
CREATE TABLE IF NOT EXISTS trials (
  id TEXT PRIMARY KEY,
  symbols TEXT NOT NULL,
  interval_ms INTEGER NOT NULL,
  from_time INTEGER NOT NULL,
  to_time INTEGER NOT NULL,
  kind TEXT NOT NULL,
  strategy TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  status TEXT NOT NULL,
  first_day INTEGER,
  returns TEXT,
  sharpe REAL,
  details TEXT,
  markets TEXT,
  checksum TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS trials_by_range ON trials (symbols, interval_ms, started_at);
${MARKETS_TABLE}`;

/** Trials of version 1 had no details, those of version 2 no markets. */
export const trialsUpgrade = (from: number): string =>
  `${from < 2 ? 'ALTER TABLE trials ADD COLUMN details TEXT;' : ''}ALTER TABLE trials ADD COLUMN markets TEXT;${MARKETS_TABLE}`;

const detailsSchema: z.ZodType<TrialDetails> = z.object({
  params: z.record(z.string(), z.unknown()),
  totalReturn: z.number().nullable(),
  sharpe: z.number().nullable(),
  trades: z.number().nullable(),
  runId: z.string().nullable(),
});

const rowSchema = z.object({
  id: z.string(),
  /** JSON array. */
  symbols: z.string(),
  interval_ms: z.number(),
  from_time: z.number(),
  to_time: z.number(),
  kind: z.enum(['backtest', 'sweep', 'walk-forward']),
  strategy: z.string(),
  started_at: z.number(),
  status: z.enum(['aborted', 'completed', 'failed']),
  first_day: z.number().nullable(),
  /** Little-endian doubles in base64. */
  returns: z.string().nullable(),
  sharpe: z.number().nullable(),
  /** JSON. */
  details: z.string().nullable(),
  /** JSON array of ids of markets. */
  markets: z.string().nullable(),
});
type Row = z.infer<typeof rowSchema>;

const marketSchema = z.object({ id: z.string(), days: z.string(), closes: z.string() });

const COLUMNS = rowSchema.keyof().options;
export const TRIAL_COLUMNS = [...COLUMNS, 'checksum'] as const;

/** What a row lacks is not in its checksum, which is the one that an earlier version gave it. */
function checksumOf(row: Row): string {
  const columns = COLUMNS.filter((column) => (column !== 'details' && column !== 'markets') || row[column] !== null);
  return sha256Of(JSON.stringify(columns.map((column) => row[column])));
}

/** A market as its row: its id is the hash of what it holds. */
export function marketRow({ days, closes }: DailyCloses): readonly [id: string, days: string, closes: string] {
  const texts = [encode(Float64Array.from(days)), encode(closes)] as const;
  return [sha256Of(texts.join('|')), ...texts];
}

/** The market of a row; null where it is not what was written. */
export function marketOf(row: unknown): { readonly id: string; readonly market: DailyCloses } | null {
  const parsed = marketSchema.safeParse(row);
  if (!parsed.success) return null;
  const { id, days, closes } = parsed.data;
  if (sha256Of(`${days}|${closes}`) !== id) return null;
  return { id, market: { days: Int32Array.from(decode(days)), closes: decode(closes) } };
}

/**
 * A row as a record; null where it is not what was written.
 * @param marketAt the stored market of an id, undefined where there is none
 */
export function recordOf(row: unknown, marketAt: (id: string) => DailyCloses | undefined): TrialRecord | null {
  const parsed = rowSchema.extend({ checksum: z.string() }).safeParse(row);
  if (!parsed.success) return null;
  const { checksum, ...r } = parsed.data;
  if (checksumOf(r) !== checksum) return null;
  const daily =
    r.first_day === null || r.returns === null ? null : { firstDay: r.first_day, returns: decode(r.returns) };
  const ids = r.markets === null ? null : z.array(z.string()).parse(JSON.parse(r.markets));
  const markets = ids?.flatMap((id) => marketAt(id) ?? []) ?? null;
  if (markets?.length !== ids?.length) return null;
  return {
    id: r.id,
    range: {
      symbols: z.array(z.string()).parse(JSON.parse(r.symbols)),
      intervalMs: r.interval_ms,
      from: r.from_time,
      to: r.to_time,
    },
    markets,
    kind: r.kind,
    strategy: r.strategy,
    startedAt: r.started_at,
    status: r.status,
    daily,
    sharpe: r.sharpe,
    details: r.details === null ? null : detailsSchema.parse(JSON.parse(r.details)),
  };
}

/** The values of a record in the order of `TRIAL_COLUMNS`. */
export function trialValues({ range, markets, daily, ...record }: TrialRecord): (string | number | null)[] {
  const row: Row = {
    id: record.id,
    symbols: JSON.stringify(range.symbols),
    interval_ms: range.intervalMs,
    from_time: range.from,
    to_time: range.to,
    kind: record.kind,
    strategy: record.strategy,
    started_at: record.startedAt,
    status: record.status,
    first_day: daily?.firstDay ?? null,
    returns: daily === null ? null : encode(daily.returns),
    sharpe: record.sharpe,
    details: record.details === null ? null : JSON.stringify(record.details),
    markets: markets === null ? null : JSON.stringify(markets.map((market) => marketRow(market)[0])),
  };
  return [...COLUMNS.map((column) => row[column]), checksumOf(row)];
}

function encode(values: Float64Array): string {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  return (endianness() === 'LE' ? bytes : Buffer.from(bytes).swap64()).toString('base64');
}

function decode(text: string): Float64Array {
  // A copy: bytes of Node's pool need not begin where a double may.
  const bytes = new Uint8Array(Buffer.from(text, 'base64'));
  if (endianness() === 'BE') Buffer.from(bytes.buffer).swap64();
  return new Float64Array(bytes.buffer);
}
