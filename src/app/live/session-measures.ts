import { WEEK } from '../../core/time.js';
import type { RegimeAssessment } from '../../core/regime/schema.js';
import type { RegimeBounds, RegimeOutcome } from '../../engine/regime-series/index.js';
import { climatology } from '../../evaluation/baselines/climatology.js';
import { recalibrateAssessment } from '../../evaluation/calibration/recalibrate-assessment.js';
import { restoreRecalibration } from '../../evaluation/calibration/restore.js';
import type { Recalibration, RecalibrationKind } from '../../evaluation/calibration/recalibration.js';
import type { RecordOf } from '../../live/session/records.js';
import type { OpinionMeasures } from '../../live/session/session-opinions.js';
import type { OpenRunModel } from '../backtest/open-run-model.js';
import type { PreparedRun } from '../backtest/prepare-run.js';
import { runHeadline } from '../backtest/run-headline.js';
import { assertLabelInterval } from '../decisions/decision-book.js';
import { WALK_FORWARD } from '../earned/choices.js';
import { evaluationShares } from '../earned/evaluation-shares.js';
import { readBy, runRecalibration, walkForwardEarned, type MeasuredRun } from '../earned/run-bounds.js';
import type { EarnedEvidence } from '../earned/walk-forward-share.js';
import type { KnownLabels } from './known-labels.js';

type Read = (assessment: RegimeAssessment, decidedAt: number) => RegimeAssessment;

/** Where shares come from. */
interface Shares {
  readonly rule: string;
  /** Its shares hold for a week and a set of fields. */
  readonly isWeekly: boolean;
  readonly of: (run: MeasuredRun, outcome: RegimeOutcome, read: Read) => EarnedEvidence;
}

/** What is known of an opinion that was given. */
interface KnownOpinion {
  readonly fields: string;
  readonly climatology: number;
  readonly recalibration: Recalibration | null;
}

/**
 * How far the opinions of a session may be traded, by the code of a backtest: at each decision from the opinions of the session before
 * it whose windows had closed, or from an evaluation.
 */
class SessionMeasures implements OpinionMeasures {
  private readonly outcomes: RegimeOutcome[] = [];
  private readonly known = new Map<number, KnownOpinion>();
  private readonly run: MeasuredRun;
  /** What is fitted to the past holds for a week. */
  private week = NaN;
  private readonly recalibrations = new Map<string, Recalibration>();
  private readonly earnings = new Map<string, EarnedEvidence>();

  constructor(
    private readonly labels: KnownLabels,
    private readonly shares: Shares | null,
    private readonly kind: RecalibrationKind | null,
  ) {
    this.run = {
      outcomes: this.outcomes,
      fieldsAt: (decidedAt) => this.known.get(decidedAt)?.fields ?? '',
      labelAt: (decidedAt) => labels.labelOf(decidedAt),
      climatologyAt: (decidedAt) => this.known.get(decidedAt)!.climatology,
      horizonMs: labels.horizonMs,
    };
  }

  measure(outcome: RegimeOutcome, seen: RecordOf<'seen'> | null): RecordOf<'measured'> {
    const { decidedAt } = outcome;
    const week = Math.floor(decidedAt / WEEK);
    if (week !== this.week) {
      this.recalibrations.clear();
      this.earnings.clear();
    }
    this.week = week;
    const fields = fieldsOf(outcome, seen);
    const reference = climatology(this.labels, decidedAt);
    this.known.set(decidedAt, { fields, climatology: reference, recalibration: null });
    const recalibration = this.recalibrationOf(fields, decidedAt);
    return {
      decidedAt,
      climatology: reference,
      earned: this.shares === null ? null : { rule: this.shares.rule, ...this.earnedBy(outcome, this.shares) },
      recalibration: recalibration === null ? null : { ...recalibration.document() },
    };
  }

  take(outcome: RegimeOutcome, seen: RecordOf<'seen'> | null, measured: RecordOf<'measured'>): RegimeBounds {
    const recalibration = recalibrationIn(measured);
    const fields = fieldsOf(outcome, seen);
    this.known.set(outcome.decidedAt, { fields, climatology: measured.climatology, recalibration });
    this.outcomes.push(outcome);
    return boundsOf(measured, recalibration);
  }

  private recalibrationOf(fields: string, decidedAt: number): Recalibration | null {
    const { kind, recalibrations, run } = this;
    if (kind === null) return null;
    const found = recalibrations.get(fields) ?? runRecalibration(run, kind)(decidedAt);
    recalibrations.set(fields, found);
    return found;
  }

  private earnedBy(outcome: RegimeOutcome, shares: Shares): EarnedEvidence {
    const { known, earnings, run } = this;
    const { fields } = known.get(outcome.decidedAt)!;
    // As each opinion was read when it was traded.
    const read: Read = (assessment, at) => {
      const recalibration = known.get(at)?.recalibration ?? null;
      return recalibration === null ? assessment : recalibrateAssessment(assessment, recalibration);
    };
    const found = (shares.isWeekly ? earnings.get(fields) : undefined) ?? shares.of(run, outcome, read);
    earnings.set(fields, found);
    return found;
  }
}

const recalibrationIn = ({ recalibration }: RecordOf<'measured'>): Recalibration | null =>
  recalibration === null ? null : restoreRecalibration(recalibration);

const boundsOf = ({ earned }: RecordOf<'measured'>, recalibration: Recalibration | null): RegimeBounds => ({
  earned: earned?.share,
  recalibrate: recalibration === null ? undefined : readBy(() => recalibration),
});

/**
 * What a journal says of opinions, again: where an answer stands in for one that was not there, what held of the last counts.
 * @returns null where nothing was measured
 */
export function toldMeasures(told: readonly RecordOf<'measured'>[]): OpinionMeasures | null {
  const [first] = told;
  if (first === undefined) return null;
  const byDecision = new Map(told.map((measured) => [measured.decidedAt, measured]));
  let last = first;
  return {
    measure: ({ decidedAt }) => (last = byDecision.get(decidedAt) ?? { ...last, decidedAt }),
    take: (_outcome, _seen, measured) => boundsOf(measured, recalibrationIn(measured)),
  };
}

const fieldsOf = ({ decidedAt }: RegimeOutcome, seen: RecordOf<'seen'> | null): string =>
  seen?.decidedAt === decidedAt ? seen.fields.join(',') : '';

/** Whether a session trades its opinions only as far as something was measured. */
export const isMeasured = ({ opinions }: PreparedRun['spec']): boolean =>
  opinions?.calibrate !== undefined || opinions?.earned !== undefined;

/** Whether opinions of a language model are traded that nothing was measured of. */
export const isUnmeasured = (opened: OpenRunModel | null, { spec }: PreparedRun): boolean =>
  spec.opinions?.earned === undefined &&
  (opened?.choice.kind === 'llm' || opened?.members?.some(({ kind }) => kind === 'llm') === true);

/**
 * @param isAhead the outcomes of this session lie in the future: nobody can have known them, whatever the model has read
 * @returns null where opinions are traded as they are given
 * @throws InputError where nothing can be scored by these bars, or there is no evaluation of this model, prompt, symbol and horizon
 */
export async function openSessionMeasures(
  opened: OpenRunModel | null,
  prepared: PreparedRun,
  { labels, isAhead }: { readonly labels: KnownLabels; readonly isAhead: boolean },
): Promise<OpinionMeasures | null> {
  const { spec, market } = prepared;
  const { calibrate = null, earned } = spec.opinions ?? {};
  if (opened === null || !isMeasured(spec)) return null;
  const { horizonMs } = labels;
  assertLabelInterval(labels.intervalMs, horizonMs);
  if (earned === undefined) return new SessionMeasures(labels, null, calibrate);
  if (earned !== WALK_FORWARD) {
    const { symbol } = market.data[0]!.bars;
    const found = await evaluationShares(prepared.runtime, earned, { ...opened, symbol, horizonMs });
    return new SessionMeasures(labels, { ...found, isWeekly: false }, calibrate);
  }
  const headline = isAhead ? () => 0 : await runHeadline(opened, prepared);
  const of: Shares['of'] = (run, { decidedAt }, read) =>
    walkForwardEarned(run, { from: (moment) => headline(run.outcomes, moment) }, read)(decidedAt);
  return new SessionMeasures(labels, { rule: WALK_FORWARD, isWeekly: true, of }, calibrate);
}
