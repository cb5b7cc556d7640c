import { describe, expect, it } from 'vitest';
import type { JournalRecord } from '../../core/ports/journal.js';
import { sessionRuns } from './session-runs.js';

const records = (...kinds: string[]): JournalRecord[] =>
  kinds.map((kind, i) => ({ seq: i + 1, at: i * 1_000, kind, data: kind === 'recovered' ? { bytes: 7 } : {} }));
const statuses = (kinds: string[], isHeld = false): string[] =>
  sessionRuns(records(...kinds), isHeld).map(({ status }) => status);

describe('the runs of a session', () => {
  it.each<[string[], boolean, string[]]>([
    [[], false, []],
    [['manifest', 'bar'], true, ['running']],
    [['manifest', 'bar'], false, ['crashed']],
    [['manifest', 'bar', 'stop'], false, ['ended']],
    [['manifest', 'bar', 'start', 'stop'], false, ['crashed-and-recovered', 'ended']],
    [['manifest', 'stop', 'start'], true, ['ended', 'running']],
    [['manifest', 'recovered', 'recovered', 'start', 'bar'], false, ['crashed-and-recovered', 'crashed']],
    // A crash in the middle of a recovery: of its batch only the first record is there.
    [['manifest', 'recovered', 'recovered', 'start', 'stop'], false, ['crashed-and-recovered', 'ended']],
    [['manifest', 'start', 'start', 'stop'], false, ['crashed-and-recovered', 'crashed-and-recovered', 'ended']],
  ])('%j, held %s', (kinds, isHeld, expected) => {
    expect(statuses(kinds, isHeld)).toEqual(expected);
  });

  it('have their time, their version and what was cut', () => {
    const runs = sessionRuns(records('manifest', 'bar', 'recovered', 'recovered', 'start', 'bar'), false);
    expect(runs).toMatchObject([
      { started_at: 0, last_at: 1_000, records: 2, cut_bytes: 0, program_version: null },
      { started_at: 4_000, last_at: 5_000, records: 4, cut_bytes: 14 },
    ]);
  });
});
