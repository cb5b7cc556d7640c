import type { SessionRow } from '../../contract/session.js';
import type { JournalRecord } from '../../core/ports/journal.js';
import { readOrderRecord } from '../../live/broker/records.js';
import { readRecord } from '../../live/session/records.js';

type Stops = SessionRow['stops'];

/**
 * Where the stops of what a session holds rest, as its journal tells it: at an exchange, or in an account of its own.
 * @param positions symbol to what is held, signed, base units
 */
export function restingStops(records: readonly JournalRecord[], positions: Readonly<Record<string, number>>): Stops {
  const there: Stops = {};
  let own: Stops = {};
  for (const record of records) {
    if (record.kind === 'stop_level') {
      const { symbol, stop, trailing } = readOrderRecord(record, 'stop_level');
      there[symbol] = { stop, trailing };
    } else if (record.kind === 'stops') own = readRecord(record, 'stops').positions;
  }
  const resting: Stops = {};
  for (const [symbol, held] of Object.entries(positions)) {
    const stop = there[symbol] ?? own[symbol];
    if (held !== 0 && stop !== undefined) resting[symbol] = stop;
  }
  return resting;
}
