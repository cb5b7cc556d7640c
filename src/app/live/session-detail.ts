import { join } from 'node:path';
import type { SessionDetail, SessionEquity, SessionJournal, SessionLimit } from '../../contract/dashboard-sessions.js';
import type { SessionStatusView } from '../../contract/session.js';
import { keepExtremes } from '../../core/downsample.js';
import { given } from '../../core/given.js';
import type { JournalRecord } from '../../core/ports/journal.js';
import { JOURNAL_FILE } from '../../infra/store/journal/index.js';
import { RiskGuard } from '../../live/guard/risk-guard.js';
import { readRecord, type BookedRecord, type RecordOf } from '../../live/session/records.js';
import type { KeptJournals } from './kept-journals.js';
import { findSession } from './session-rows.js';
import type { SessionDocument } from './session-folder.js';

/** What the journal of a session says of its account. */
interface BookedSession {
  readonly booked: readonly BookedRecord[];
  readonly opinions: readonly RecordOf<'opinion'>[];
  readonly document: SessionDocument;
}

async function bookedSession(userDataDir: string, name: string, journals: KeptJournals): Promise<BookedSession> {
  const { folder, document } = await findSession(userDataDir, name);
  const journal = await journals.of(join(folder, JOURNAL_FILE));
  return { booked: journal.of(bookedOf), opinions: journal.of(opinionsOf), document };
}

const bookedOf = (records: readonly JournalRecord[]): BookedSession['booked'] =>
  records.flatMap((record) => (record.kind === 'booked' ? [readRecord(record, 'booked')] : []));

const opinionsOf = (records: readonly JournalRecord[]): BookedSession['opinions'] =>
  records.flatMap((record) => (record.kind === 'opinion' ? [readRecord(record, 'opinion')] : []));

/** How a session stands, and how near the limits of its guard and its account are. */
export async function sessionDetail(
  userDataDir: string,
  session: SessionStatusView,
  journals: KeptJournals,
): Promise<SessionDetail> {
  const told = await bookedSession(userDataDir, session.session, journals);
  const { document } = told;
  const { max_drawdown } = document.spec.execution;
  const all = given({ ...document.limits, max_drawdown });
  const used = usedOf(told);
  const limits = Object.entries(all).map(([name, value]): SessionLimit => {
    const limit = typeof value === 'object' ? `${value.from}-${value.to}` : value;
    const part = used[name] ?? null;
    return { name, limit, used: part, share: part === null || typeof limit !== 'number' ? null : part / limit };
  });
  return { session, limits };
}

/** What of the limits is used: the guard itself says it, fed what the journal tells. */
function usedOf({ booked, opinions, document }: BookedSession): Readonly<Record<string, number>> {
  const last = booked.at(-1);
  if (last === undefined) return {};
  const guard = new RiskGuard(document.limits);
  for (const { assessment } of opinions) guard.noteOpinion(assessment !== null);
  for (const { time, equity, positions } of booked) guard.noteAccount(time + document.interval_ms, equity, positions);
  const peak = booked.reduce((most, { equity }) => Math.max(most, equity), document.spec.execution.initial_equity);
  return { ...guard.usage(), max_drawdown: Math.max(0, 1 - last.equity / peak) };
}

/** @param points about how many at most; extremes are kept */
export async function sessionEquity(
  userDataDir: string,
  name: string,
  points: number,
  journals: KeptJournals,
): Promise<SessionEquity> {
  const { booked, document } = await bookedSession(userDataDir, name, journals);
  const time = booked.map((each) => each.time + document.interval_ms);
  const value = booked.map(({ equity }) => equity);
  const moments = booked.length;
  return {
    initial_equity: document.spec.execution.initial_equity,
    moments,
    ...keepExtremes(time, value, [0, moments], points),
  };
}

/** Records after a number, or the last ones. */
export async function sessionJournal(
  userDataDir: string,
  name: string,
  { limit, after }: { readonly limit: number; readonly after?: number | undefined },
  journals: KeptJournals,
): Promise<SessionJournal> {
  const { folder } = await findSession(userDataDir, name);
  const { records } = await journals.of(join(folder, JOURNAL_FILE));
  const page = after === undefined ? records.slice(-limit) : records.filter(({ seq }) => seq > after).slice(0, limit);
  const last = page.at(-1)?.seq;
  return {
    records: page.map(({ seq, at, kind, data }) => ({ seq, at, kind, data: data as never })),
    total: records.length,
    next: last !== undefined && last < (records.at(-1)?.seq ?? 0) ? last : null,
  };
}
