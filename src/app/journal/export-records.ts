import type { JournalRecord } from '../../core/ports/journal.js';
import { escapeForCsv } from '../../core/text/escape.js';
import { isoTime } from '../../core/time.js';

export type JournalExportFormat = 'jsonl' | 'csv';

/** Records as lines of a file: of JSON as they are, or a table with the data of each as JSON in one field. */
export function* exportedRecords(records: Iterable<JournalRecord>, format: JournalExportFormat): Generator<string> {
  if (format === 'csv') yield 'seq,at,utc,kind,data\n';
  for (const { seq, at, kind, data } of records) {
    if (format === 'jsonl') yield `${JSON.stringify({ seq, at, kind, data })}\n`;
    else yield `${[seq, at, isoTime(at), kind, JSON.stringify(data)].map(escapeForCsv).join(',')}\n`;
  }
}
