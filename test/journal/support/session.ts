import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import type { JournalEntry, JournalRecord } from '../../../src/core/ports/journal.js';
import type { JournalDisk } from '../../../src/infra/store/journal/disk.js';
import { openJournal, type OpenedJournal } from '../../../src/infra/store/journal/index.js';

/** `TEST_SIZE=nightly` runs the nightly numbers; anything else the smaller ones of every change. */
export const NIGHTLY = process.env.TEST_SIZE === 'nightly';

/** How long one test may take, ms: thousands of files are written and brought to disk. */
export const PATIENCE = NIGHTLY ? 1_800_000 : 300_000;

/** Printed by the suites with chance in them: `TEST_SEED=… npx vitest run test/journal`. */
export const SEED = Number(process.env.TEST_SEED ?? 20_261_129);

export const AT = Date.UTC(2026, 0, 31);

export const emptyFolder = (): string => join(mkdtempSync(join(tmpdir(), 'journal-')), 'sessions', 'btc-1');

export const open = (folder: string, disk?: JournalDisk): Promise<OpenedJournal> =>
  openJournal({
    folder,
    at: AT,
    sessionId: 'btc-1',
    programVersion: '0.1.0',
    configurationHash: 'c'.repeat(64),
    ...(disk === undefined ? {} : { disk }),
  });

/** The i-th batch of a session: one to three records, the longest of them longer than a sector. */
export function batchOf(i: number): readonly JournalEntry[] {
  const id = createHash('sha256').update(`order ${i}`).digest('hex');
  const bar = { kind: 'bar', data: { i, close: 60_000.5 + i, text: 'ж'.repeat((i * 37) % 90) } };
  if (i % 4 === 1) return [bar];
  const intent = { kind: 'order.intent', data: { client_order_id: id, attempt: 1, quantity: '0.001', i } };
  if (i % 4 === 2) return [bar, intent];
  const reply = { kind: 'venue.reply', data: { client_order_id: id, raw: id.repeat(1 + (i % 12)), i } };
  return [bar, intent, reply];
}

/** What the session itself wrote, without the records of the journal's own. */
export const written = (records: readonly JournalRecord[]): JournalEntry[] =>
  records
    .filter(({ kind }) => !['manifest', 'start', 'recovered'].includes(kind))
    .map(({ kind, data }) => ({ kind, data }));

/** The first `count` batches in one list. */
export const entriesOf = (count: number): JournalEntry[] =>
  Array.from({ length: count }, (_, i) => batchOf(i + 1)).flat();

/**
 * Whether what is there is what was written: every record that was acknowledged, and of the batch that was not, whole records from
 * its beginning, or nothing.
 * @returns the fault, or null
 */
export function faultOf(
  found: readonly JournalEntry[],
  acknowledged: readonly JournalEntry[],
  unfinished: readonly JournalEntry[],
): string | null {
  const most = [...acknowledged, ...unfinished];
  if (found.length < acknowledged.length) {
    return `${acknowledged.length - found.length} of ${acknowledged.length} acknowledged records are lost`;
  }
  if (found.length > most.length) return `${found.length - most.length} records are there that nobody wrote`;
  const wrong = found.findIndex((entry, i) => JSON.stringify(entry) !== JSON.stringify(most[i]));
  return wrong < 0 ? null : `record ${wrong} is not what was written`;
}
