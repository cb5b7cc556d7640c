import type { FeedStanding, SessionFeed } from '../../contract/session.js';
import type { JournalRecord } from '../../core/ports/journal.js';
import { readRecord } from '../../live/session/records.js';

/** What ends a trouble: the exchange answers again. A bar that comes ends each. */
const ENDS = 'feed_back';
/** Codes of faults that last until something ends them. */
const LASTS = ['feed_down', 'feed_stale'];

/** How the bars of a session come in, from its journal alone. @param intervalMs length of a bar */
export function feedStanding(
  { exchange, interval }: SessionFeed,
  records: readonly JournalRecord[],
  intervalMs: number,
): FeedStanding | null {
  let next: number | null = null;
  let lag: number | null = null;
  let trouble: FeedStanding['trouble'] = null;
  for (const record of records) {
    switch (record.kind) {
      case 'warm_up':
        next = readRecord(record, 'warm_up').bars.at(-1)!.openTime + intervalMs;
        break;
      case 'bars':
        next = readRecord(record, 'bars').time + intervalMs;
        lag = record.at - next;
        trouble = null;
        break;
      case 'fault': {
        const { code, reason } = readRecord(record, 'fault');
        if (code === ENDS) trouble = null;
        else if (LASTS.includes(code)) trouble = { code, reason, since: record.at };
        break;
      }
    }
  }
  return next === null ? null : { exchange, interval, next_bar: next, lag_ms: lag, trouble };
}

/** How often what went wrong, by code. */
export function countFaults(records: readonly JournalRecord[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const record of records) {
    if (record.kind !== 'fault') continue;
    const { code } = readRecord(record, 'fault');
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}
