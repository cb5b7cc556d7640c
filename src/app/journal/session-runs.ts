import { isJsonObject, type JsonValue } from '../../core/json-value.js';
import type { JournalRecord } from '../../core/ports/journal.js';

/** How one start of a session came out. What crashed has been recovered once the session was started again. */
export type SessionRunStatus = 'running' | 'ended' | 'crashed' | 'crashed-and-recovered';

/** How a session stands: as its last run, or quarantined where its journal is damaged and nothing may go on from it. */
export type SessionStatus = 'running' | 'ended' | 'crashed' | 'quarantined';

/** From one start of a session to the next. */
export interface SessionRun {
  readonly status: SessionRunStatus;
  /** UTC ms. */
  readonly started_at: number;
  /** UTC ms of its last record. */
  readonly last_at: number;
  readonly records: number;
  readonly program_version: string | null;
  readonly configuration_hash: string | null;
  /** Bytes of an unfinished write that were cut when it started. */
  readonly cut_bytes: number;
}

const BEGINS: readonly string[] = ['manifest', 'start', 'recovered'];

/** @param isHeld whether a process is running the session just now */
export function sessionRuns(records: readonly JournalRecord[], isHeld: boolean): readonly SessionRun[] {
  const runs: JournalRecord[][] = [];
  for (const record of records) {
    const last = runs.at(-1);
    // What was recovered is told right before the start that it belongs to.
    const isOpening = last?.every(({ kind }) => kind === 'recovered') === true;
    if (last === undefined || (BEGINS.includes(record.kind) && !isOpening)) runs.push([record]);
    else last.push(record);
  }
  return runs.map((run, i) => runOf(run, i === runs.length - 1, isHeld));
}

function runOf(run: readonly JournalRecord[], isLast: boolean, isHeld: boolean): SessionRun {
  const start = run.find(({ kind }) => kind === 'manifest' || kind === 'start');
  const text = (name: string): string | null => {
    const value = memberOf(start?.data, name);
    return typeof value === 'string' ? value : null;
  };
  const cuts = run.filter(({ kind }) => kind === 'recovered').map(({ data }) => memberOf(data, 'bytes'));
  return {
    status: statusOf(run, isLast, isHeld),
    started_at: (start ?? run[0]!).at,
    last_at: run.at(-1)!.at,
    records: run.length,
    program_version: text('program_version'),
    configuration_hash: text('configuration_hash'),
    cut_bytes: cuts.reduce((sum: number, bytes) => sum + (typeof bytes === 'number' ? bytes : 0), 0),
  };
}

function statusOf(run: readonly JournalRecord[], isLast: boolean, isHeld: boolean): SessionRunStatus {
  if (isLast && isHeld) return 'running';
  if (run.some(({ kind }) => kind === 'stop')) return 'ended';
  return isLast ? 'crashed' : 'crashed-and-recovered';
}

const memberOf = (data: JsonValue | undefined, name: string): JsonValue | undefined =>
  isJsonObject(data) ? data[name] : undefined;
