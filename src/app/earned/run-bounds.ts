import type { RegimeAssessment } from '../../core/regime/schema.js';
import type { RegimeOutcome } from '../../engine/regime-series/index.js';
import { recalibrateAssessment } from '../../evaluation/calibration/recalibrate-assessment.js';
import { recalibrationOverTime } from '../../evaluation/calibration/walk-forward.js';
import type { Recalibration, RecalibrationKind } from '../../evaluation/calibration/recalibration.js';
import type { ScoredForecast } from '../../evaluation/forecast.js';
import { brierDifference, type BoundedValue } from '../../evaluation/forward-test/brier-difference.js';
import { withoutOverlap } from '../../evaluation/forward-test/without-overlap.js';
import type { LabelResult } from '../../evaluation/label.js';
import { MaturedHistory } from '../../evaluation/matured-history.js';
import { walkForwardShare, type EarnedEvidence, type ReferredForecast, type ShareFrame } from './walk-forward-share.js';

/** The decisions of a run, and what came of them. */
export interface MeasuredRun {
  readonly outcomes: readonly RegimeOutcome[];
  /** By decision, one text for the fields that its snapshot had: decisions with different ones are never pooled. */
  readonly fieldsAt: (decidedAt: number) => string;
  readonly labelAt: (decidedAt: number) => LabelResult;
  /** What climatology said at a moment, by what had matured. */
  readonly climatologyAt: (time: number) => number;
  readonly horizonMs: number;
}

type ByMoment<T> = (fields: string) => (time: number) => T;

/** Something fitted for each set of fields apart, when it is first asked for. */
function byFields<Row, T>(
  groups: ReadonlyMap<string, readonly Row[]>,
  fit: (rows: readonly Row[]) => (time: number) => T,
): ByMoment<T> {
  const fitted = new Map<string, (time: number) => T>();
  return (fields) => {
    let found = fitted.get(fields);
    if (found === undefined) fitted.set(fields, (found = fit(groups.get(fields) ?? [])));
    return found;
  };
}

function grouped<Row extends { readonly decidedAt: number }>(
  rows: readonly Row[],
  fieldsAt: (decidedAt: number) => string,
): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = fieldsAt(row.decidedAt);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

/** The model's own opinions that have an outcome; those of a stand-in are another forecaster's. */
const forecastsOf = ({ outcomes, labelAt, horizonMs }: MeasuredRun): ScoredForecast[] =>
  outcomes.flatMap(({ decidedAt, assessment, failure }) => {
    if (assessment === null || failure !== null) return [];
    const label = labelAt(decidedAt);
    if (!label.scored) return [];
    return [{ decidedAt, maturesAt: decidedAt + horizonMs, probBull: assessment.prob_bull, label, assessment }];
  });

/**
 * Brier differences to climatology of the opinions that were given by whom one was given, from the same fields, since the evidence of an
 * evaluation had ended: those whose outcomes were known at its decision, as the model gave them, in order of time, windows not overlapping.
 * @param since UTC ms
 */
export function differencesSince(run: MeasuredRun, given: RegimeOutcome, since: number): BoundedValue[] {
  const { fieldsAt, horizonMs, climatologyAt } = run;
  const { decidedAt: now, answeredBy, version } = given;
  const outcomes = run.outcomes.filter(
    (each) =>
      each.decidedAt >= since &&
      each.decidedAt + horizonMs <= now &&
      each.answeredBy === answeredBy &&
      each.version === version &&
      fieldsAt(each.decidedAt) === fieldsAt(now),
  );
  return withoutOverlap(forecastsOf({ ...run, outcomes })).map(({ probBull, decidedAt, label }) =>
    brierDifference(probBull, climatologyAt(decidedAt), label.outcome),
  );
}

/** Reads each opinion of a run as those before it, whose outcomes were known then, say it should be read. */
export function runRecalibration(run: MeasuredRun, kind: RecalibrationKind): (decidedAt: number) => Recalibration {
  const at = byFields(grouped(forecastsOf(run), run.fieldsAt), (rows) =>
    recalibrationOverTime(new MaturedHistory(rows), kind),
  );
  return (decidedAt) => at(run.fieldsAt(decidedAt))(decidedAt);
}

/** The share that the opinions of a run had earned at each of its decisions, as they were traded: recalibrated where they were. */
export function walkForwardEarned(
  run: MeasuredRun,
  frame: ShareFrame,
  read: (assessment: RegimeAssessment, decidedAt: number) => RegimeAssessment,
): (decidedAt: number) => EarnedEvidence {
  const rows = forecastsOf(run).map((row): ReferredForecast => ({
    ...row,
    probBull: read(row.assessment!, row.decidedAt).prob_bull,
    reference: run.climatologyAt(row.decidedAt),
  }));
  const at = byFields(grouped(rows, run.fieldsAt), (own) => walkForwardShare(new MaturedHistory(own), frame));
  return (decidedAt) => at(run.fieldsAt(decidedAt))(decidedAt);
}

export const readBy =
  (at: ((decidedAt: number) => Recalibration) | null) =>
  (assessment: RegimeAssessment, decidedAt: number): RegimeAssessment =>
    at === null ? assessment : recalibrateAssessment(assessment, at(decidedAt));
