import { join } from 'node:path';
import type { SessionDetail, SessionEquity, SessionJournal, SessionLimit } from '../../contract/dashboard-sessions.js';
import type { SessionStatusView } from '../../contract/session.js';
import { keepExtremes } from '../../core/downsample.js';
import { given } from '../../core/given.js';
import { startOfDay } from '../../core/time.js';
import { JOURNAL_FILE } from '../../infra/store/journal/index.js';
import { readRecord } from '../../live/session/records.js';
import { findSession, journalOf } from './session-rows.js';
import type { SessionDocument } from './session-folder.js';

/** Equity by the time of its bars. */
interface Curve {
  readonly time: readonly number[];
  readonly value: readonly number[];
}

async function curveOf(
  userDataDir: string,
  name: string,
): Promise<{ readonly curve: Curve; readonly document: SessionDocument }> {
  const { folder, document } = await findSession(userDataDir, name);
  const { records } = await journalOf(join(folder, JOURNAL_FILE));
  const booked = records.flatMap((record) => (record.kind === 'booked' ? [readRecord(record, 'booked')] : []));
  const curve = {
    time: booked.map(({ time }) => time + document.interval_ms),
    value: booked.map(({ equity }) => equity),
  };
  return { curve, document };
}

/** How a session stands, and how near the limits of its guard and its account are. */
export async function sessionDetail(userDataDir: string, session: SessionStatusView): Promise<SessionDetail> {
  const { curve, document } = await curveOf(userDataDir, session.session);
  const { max_drawdown } = document.spec.execution;
  const all = given({ ...document.limits, max_drawdown });
  const used = usedOf(curve, document.spec.execution.initial_equity);
  const limits = Object.entries(all).map(([name, value]): SessionLimit => {
    const limit = typeof value === 'object' ? `${value.from}-${value.to}` : value;
    const part = used[name] ?? null;
    return { name, limit, used: part, share: part === null || typeof limit !== 'number' ? null : part / limit };
  });
  return { session, limits };
}

/** What of a limit is used, where equity tells it. */
function usedOf({ time, value }: Curve, initial: number): Readonly<Record<string, number>> {
  const last = value.at(-1);
  if (last === undefined) return {};
  const today = startOfDay(time.at(-1)!);
  const first = value[time.findIndex((each) => each >= today)] ?? last;
  const peak = value.reduce((most, each) => Math.max(most, each), initial);
  return { max_daily_loss: Math.max(0, 1 - last / first), max_drawdown: Math.max(0, 1 - last / peak) };
}

/** @param points about how many at most; extremes are kept */
export async function sessionEquity(userDataDir: string, name: string, points: number): Promise<SessionEquity> {
  const { curve, document } = await curveOf(userDataDir, name);
  const moments = curve.time.length;
  return {
    initial_equity: document.spec.execution.initial_equity,
    moments,
    ...keepExtremes(curve.time, curve.value, [0, moments], points),
  };
}

/** Records after a number, or the last ones. */
export async function sessionJournal(
  userDataDir: string,
  name: string,
  { limit, after }: { readonly limit: number; readonly after?: number | undefined },
): Promise<SessionJournal> {
  const { folder } = await findSession(userDataDir, name);
  const { records } = await journalOf(join(folder, JOURNAL_FILE));
  const page = after === undefined ? records.slice(-limit) : records.filter(({ seq }) => seq > after).slice(0, limit);
  const last = page.at(-1)?.seq;
  return {
    records: page.map(({ seq, at, kind, data }) => ({ seq, at, kind, data: data as never })),
    total: records.length,
    next: last !== undefined && last < (records.at(-1)?.seq ?? 0) ? last : null,
  };
}
