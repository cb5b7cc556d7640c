import type { JournalRecord } from '../../core/ports/journal.js';
import type { SymbolBar } from '../../engine/hosted/strategy-host.js';
import { readOrderRecord } from '../broker/records.js';
import {
  readRecord,
  type BookedRecord,
  type DecisionRecord,
  type FaultRecord,
  type RecordOf,
} from '../session/records.js';

/** One moment of a session, from its bars to what the account made of them. */
export interface ToldMoment {
  readonly bars: RecordOf<'bars'>;
  /** When its bars were taken, UTC ms. */
  readonly openedAt: number;
  /** What the model said; null: it was not asked. */
  readonly opinion: RecordOf<'opinion'> | null;
  readonly decision: DecisionRecord;
  /** When it was decided, UTC ms. */
  readonly decidedAt: number;
  readonly booked: BookedRecord;
}

/** A session as its journal tells it. */
export interface ToldSession {
  /** Bars that indicators saw before the first moment, in the portions in which they came. */
  readonly history: readonly (readonly SymbolBar[])[];
  /** Those that are whole: one that is under way is left out. */
  readonly moments: readonly ToldMoment[];
  readonly faults: readonly FaultRecord[];
  /** How far each opinion was traded; empty where they are traded as they are given. */
  readonly measured: readonly RecordOf<'measured'>[];
  /** Price at the exchange right before the orders of a decision were sent, by `sentKey`. */
  readonly sentAt: ReadonlyMap<string, number>;
}

type Opened = Pick<ToldMoment, 'bars' | 'openedAt'>;
type Decided = Pick<ToldMoment, 'decision' | 'decidedAt'>;

/** @param decidedAt open time of the bars that it was decided at, UTC ms */
export const sentKey = (symbol: string, decidedAt: number): string => `${symbol} ${decidedAt}`;

/** @throws InputError for a record that no session of this version writes */
export function tellSession(records: readonly JournalRecord[]): ToldSession {
  const history: SymbolBar[][] = [];
  const moments: ToldMoment[] = [];
  const faults: FaultRecord[] = [];
  const measured: RecordOf<'measured'>[] = [];
  const sentAt = new Map<string, number>();
  let open: Opened | null = null;
  let opinion: ToldMoment['opinion'] = null;
  let decided: Decided | null = null;
  for (const record of records) {
    switch (record.kind) {
      case 'warm_up':
        history.push(readRecord(record, 'warm_up').bars);
        break;
      case 'bars':
        open = { bars: readRecord(record, 'bars'), openedAt: record.at };
        [opinion, decided] = [null, null];
        break;
      case 'opinion':
        opinion = readRecord(record, 'opinion');
        break;
      case 'measured':
        measured.push(readRecord(record, 'measured'));
        break;
      case 'decision':
        decided = { decision: readRecord(record, 'decision'), decidedAt: record.at };
        break;
      case 'booked':
        if (open !== null && decided !== null) {
          moments.push({ ...open, opinion, ...decided, booked: readRecord(record, 'booked') });
        }
        break;
      case 'fault':
        faults.push(readRecord(record, 'fault'));
        break;
      case 'order_target': {
        const { symbol, decided_at, price } = readOrderRecord(record, 'order_target');
        if (price !== undefined) sentAt.set(sentKey(symbol, decided_at), price);
        break;
      }
    }
  }
  return { history, moments, faults, measured, sentAt };
}
