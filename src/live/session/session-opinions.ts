import { InputError } from '../../core/errors.js';
import type { JsonValue } from '../../core/json-value.js';
import type { JournalEntry, JournalRecord } from '../../core/ports/journal.js';
import type { RegimeBounds, RegimeOutcome } from '../../engine/regime-series/index.js';
import { VisiblePoints, type ViewPolicy } from '../../engine/regime-series/visible-points.js';
import { OpinionSchedule, type OpinionTiming } from './opinion-schedule.js';
import { readRecord, type RecordOf } from './records.js';

/**
 * Asks the model; a failed question is an outcome. What it throws ends the session.
 * @param onSeen told what the model is shown, before it is asked
 * @param onObserved told what sources have said, before a snapshot is made of it
 */
export type AskModel = (
  decidedAt: number,
  signal: AbortSignal,
  onSeen: (seen: RecordOf<'seen'>) => void,
  onObserved: (observed: RecordOf<'observed'>) => void,
) => Promise<RegimeOutcome>;

/** Says how far opinions may be traded, by what was known at each. */
export interface OpinionMeasures {
  /** Of an opinion that has come, before it is used. */
  measure(outcome: RegimeOutcome, seen: RecordOf<'seen'> | null): RecordOf<'measured'>;
  /** Takes what the journal says of an opinion: later ones are measured by it. @returns what it makes of that opinion */
  take(outcome: RegimeOutcome, seen: RecordOf<'seen'> | null, measured: RecordOf<'measured'>): RegimeBounds;
}

export interface OpinionParts {
  readonly ask: AskModel;
  /** Null: opinions are traded as they are given. */
  readonly measures: OpinionMeasures | null;
  readonly append: (entries: readonly JournalEntry[]) => readonly JournalRecord[];
}

/**
 * The opinions of a session: when the model is asked, what it was shown, what it said and how far that may be traded, each in the
 * journal before it is used.
 */
export class SessionOpinions {
  readonly visible: VisiblePoints;
  private readonly schedule: OpinionSchedule;
  /** Decision that sources were last asked for, UTC ms. */
  private observedAt = NaN;
  private seen: RecordOf<'seen'> | null = null;
  /** An opinion that is in the journal, and of which it is not there yet how far it may be traded. */
  private unmeasured: RegimeOutcome | null = null;

  constructor(
    policy: ViewPolicy,
    timing: OpinionTiming,
    private readonly parts: OpinionParts,
  ) {
    this.visible = new VisiblePoints(policy);
    this.schedule = new OpinionSchedule(timing);
  }

  /** Whether the model is to be asked at the close of the bar that opens at `openTime`, UTC ms. */
  isDue(openTime: number, now: number): boolean {
    return this.schedule.isDue(openTime, now);
  }

  /** A bar is done with. */
  done(openTime: number, wasAsked: boolean): void {
    this.schedule.done(openTime, wasAsked);
  }

  /** Asks the model about a moment. */
  async ask(decidedAt: number, signal: AbortSignal): Promise<RecordOf<'opinion'>> {
    const onSeen = (seen: RecordOf<'seen'>): void => {
      if (seen.decidedAt === this.seen?.decidedAt && seen.sha256 === this.seen.sha256) return;
      this.append([{ kind: 'seen', data: { ...seen } }]);
    };
    const outcome = await this.parts.ask(decidedAt, signal, onSeen, (observed) => {
      if (observed.decidedAt === this.observedAt) return;
      this.append([{ kind: 'observed', data: observed }]);
    });
    const entries: JournalEntry[] = [{ kind: 'opinion', data: outcome as unknown as JsonValue }];
    if (this.isMeasured(outcome)) entries.push(this.measured(outcome));
    this.append(entries);
    return outcome as unknown as RecordOf<'opinion'>;
  }

  /** Measures an opinion that a crash has left without. */
  complete(): void {
    if (this.unmeasured !== null) this.append([this.measured(this.unmeasured)]);
  }

  /** Takes a record of the journal. @returns of an answer whether it is an opinion, else null */
  take(record: JournalRecord): boolean | null {
    switch (record.kind) {
      case 'observed':
        this.observedAt = readRecord(record, 'observed').decidedAt;
        return null;
      case 'seen':
        this.seen = readRecord(record, 'seen');
        return null;
      case 'opinion': {
        const outcome = readRecord(record, 'opinion') as unknown as RegimeOutcome;
        if (this.isMeasured(outcome)) this.unmeasured = outcome;
        else this.visible.add(outcome);
        return outcome.assessment !== null;
      }
      default: {
        const outcome = this.unmeasured;
        if (outcome === null || this.parts.measures === null) throw misplaced(record);
        this.visible.add(outcome, this.parts.measures.take(outcome, this.seen, readRecord(record, 'measured')));
        this.unmeasured = null;
        return null;
      }
    }
  }

  private append(entries: readonly JournalEntry[]): void {
    for (const record of this.parts.append(entries)) this.take(record);
  }

  /** Where nobody has an opinion there is nothing to bound. */
  private isMeasured({ assessment }: RegimeOutcome): boolean {
    return this.parts.measures !== null && assessment !== null;
  }

  private measured(outcome: RegimeOutcome): JournalEntry {
    return { kind: 'measured', data: { ...this.parts.measures!.measure(outcome, this.seen) } };
  }
}

const misplaced = ({ seq }: JournalRecord): InputError =>
  new InputError('session.record', `Record ${seq} of the journal measures an opinion that is not there.`, {
    where: `record ${seq}`,
    remedy: 'begin a new session',
  });
