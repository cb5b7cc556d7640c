import { join } from 'node:path';
import type { SessionEarned, SessionRow } from '../../contract/session.js';
import { InputError } from '../../core/errors.js';
import { given } from '../../core/given.js';
import type { JournalRecord } from '../../core/ports/journal.js';
import { JOURNAL_FILE } from '../../infra/store/journal/index.js';
import { readRecord } from '../../live/session/records.js';
import { countFaults, feedStanding } from './feed-standing.js';
import { lookAtJournal, type JournalLook } from '../journal/look.js';
import { restingStops } from './resting-stops.js';
import {
  haltReason,
  readSessionDocument,
  sessionFolder,
  sessionNames,
  type SessionDocument,
} from './session-folder.js';

/** Figures of a session from its journal alone: nothing is replayed, and nothing is written. */
export interface SessionTotals {
  readonly moments: number;
  /** Open time of the last bars that are booked, UTC ms; null: none. */
  readonly lastOpen: number | null;
  readonly equity: number | null;
  readonly fills: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly positions: Readonly<Record<string, number>>;
}

export function sessionTotals(records: readonly JournalRecord[]): SessionTotals {
  let [moments, fills] = [0, 0];
  let last: ReturnType<typeof readRecord<'booked'>> | null = null;
  const refused: Record<string, number> = {};
  for (const record of records) {
    if (record.kind === 'decision') {
      for (const { refused: why } of readRecord(record, 'decision').orders) {
        if (why !== undefined) refused[why.code] = (refused[why.code] ?? 0) + 1;
      }
    }
    if (record.kind !== 'booked') continue;
    last = readRecord(record, 'booked');
    moments += 1;
    fills += last.fills.length;
  }
  return {
    moments,
    lastOpen: last?.time ?? null,
    equity: last?.equity ?? null,
    fills,
    refused,
    positions: last?.positions ?? {},
  };
}

/** What the last opinion had earned; null: none was measured. */
function lastEarned(records: readonly JournalRecord[]): SessionEarned | null {
  const last = records.findLast(({ kind }) => kind === 'measured');
  if (last === undefined) return null;
  const { decidedAt: decided_at, earned } = readRecord(last, 'measured');
  if (earned === null) return null;
  const { until, ...source } = earned;
  return { ...source, decided_at, age_ms: until === null ? null : decided_at - until };
}

/** All sessions of the user data folder, in the order of their names. */
export async function sessionRows(userDataDir: string): Promise<SessionRow[]> {
  const names = await sessionNames(userDataDir);
  return Promise.all(names.map((name) => sessionRow(userDataDir, name)));
}

/** @throws InputError where there is no session of that name */
export async function sessionRow(userDataDir: string, name: string): Promise<SessionRow> {
  const { folder, document } = await findSession(userDataDir, name);
  const { records, status } = await journalOf(join(folder, JOURNAL_FILE));
  return rowOfRecords(document, records, { status, halted: haltReason(userDataDir, folder) });
}

/** What the records of a session come to. */
export function rowOfRecords(
  document: SessionDocument,
  records: readonly JournalRecord[],
  { status, halted }: Pick<SessionRow, 'status' | 'halted'>,
): SessionRow {
  const { lastOpen, ...totals } = sessionTotals(records);
  const standing = document.feed === undefined ? null : feedStanding(document.feed, records, document.interval_ms);
  const faults = countFaults(records);
  return {
    session: document.name,
    kind: document.kind,
    created_at: document.created_at,
    status,
    halted,
    strategy: document.spec.strategy,
    data: document.spec.data,
    ...(standing === null ? {} : { feed: standing }),
    ...(Object.keys(faults).length === 0 ? {} : { faults }),
    ...given({ venue: document.venue, earned: lastEarned(records) ?? undefined }),
    time: lastOpen === null ? null : lastOpen + document.interval_ms,
    initial_equity: document.spec.execution.initial_equity,
    ...totals,
    stops: restingStops(records, totals.positions),
  };
}

/** @throws InputError where there is no session of that name */
export async function findSession(
  userDataDir: string,
  name: string,
): Promise<{ readonly folder: string; readonly document: SessionDocument }> {
  const folder = sessionFolder(userDataDir, name);
  const document = await readSessionDocument(folder);
  if (document !== null) return { folder, document };
  const names = await sessionNames(userDataDir);
  throw new InputError(
    'session.unknown',
    `There is no session "${name}"${names.length === 0 ? ': none has been started' : `; there are ${names.join(', ')}`}.`,
    { where: 'session', remedy: 'start one with llm-trading paper' },
  );
}

/** One that cannot be read at all must not hide the other sessions. */
export async function journalOf(file: string): Promise<Pick<JournalLook, 'records' | 'status'>> {
  try {
    return await lookAtJournal(file);
  } catch (error) {
    if (error instanceof InputError) return { records: [], status: 'quarantined' };
    throw error;
  }
}
