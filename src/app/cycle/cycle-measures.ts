import { RefusedError } from '../../core/errors.js';
import { fieldSetOf, keepFields, type MarketSnapshot } from '../../core/market-snapshot/index.js';
import type { RegimeDecision } from '../../core/ports/regime-model.js';
import type { OpinionReading } from '../../core/regime-engine/index.js';
import { recalibrateAssessment } from '../../evaluation/calibration/recalibrate-assessment.js';
import { restoreRecalibration } from '../../evaluation/calibration/restore.js';
import type { Recalibration, RecalibrationKind } from '../../evaluation/calibration/recalibration.js';
import type { ForecasterEvaluation } from '../../evaluation/evaluate/schema.js';
import type { OpenModel } from '../models/regime-model.js';
import type { Runtime } from '../runtime/runtime.js';
import type { CalibrationChoice } from '../earned/choices.js';
import { findMeasured } from '../earned/find-measured.js';
import { liveScores } from '../earned/live-decisions.js';
import {
  askedAbout,
  earnedReport,
  earnedSizeOf,
  measuredFields,
  nothingEarned,
  promptOf,
  type EarnedReport,
  type MeasuredForecaster,
} from '../earned/measured.js';
import { HOUR, isoTime } from '../../core/time.js';

/** How far the opinion of one cycle is to be traded. */
export interface MeasureRequest {
  readonly calibrate?: CalibrationChoice;
  /** An evaluation, or `latest`. */
  readonly earned?: string;
}

/** What a recalibration made of an answer. */
export interface CalibrationReport {
  readonly evaluation: string;
  readonly kind: RecalibrationKind;
  /** As the model gave it. */
  readonly prob_bull: number;
}

/** What was made of one answer, for the document of the cycle. */
export interface MeasuredReading extends OpinionReading {
  readonly report: { readonly earned: EarnedReport | null; readonly calibration: CalibrationReport | null };
}

/** What is known of the model before it is asked. */
export interface CycleMeasures {
  /** With the fields that were measured, and no others: an opinion from more of them is another one. */
  readonly snapshot: MarketSnapshot;
  /** Live decisions that could not be scored, and the like. */
  readonly warnings: readonly string[];
  /** @throws RefusedError where another build answered than the one that was recalibrated */
  readonly read: (decision: RegimeDecision) => Promise<MeasuredReading>;
}

const refusedCalibration = (why: string): RefusedError =>
  new RefusedError('calibrate.refused', `--calibrate has no recalibration for this question: ${why}.`, {
    where: '--calibrate',
    remedy: 'evaluate this model with its prompt on this symbol and horizon, or leave --calibrate out',
  });

/**
 * Looks up what was measured of the model that is about to be asked. A recalibration that is not of it is refused. A share that
 * is not of it is 0: then nothing of the opinion is traded, which is a result.
 * @throws InputError where a named evaluation is not there, RefusedError where no recalibration fits
 */
export async function openMeasures(
  runtime: Runtime,
  given: MarketSnapshot,
  { model, prompt }: Pick<OpenModel, 'model' | 'prompt'>,
  { calibrate, earned }: MeasureRequest,
): Promise<CycleMeasures> {
  const now = Date.parse(given.timestamp_utc);
  const { base_asset: symbol, horizon_hours } = given;
  const wanted = { modelId: model.id, prompt: promptOf(prompt), symbol, horizon_hours };
  const share = earned === undefined ? null : await findMeasured(runtime, earned, wanted, '--earned');
  const recalibrated =
    calibrate === undefined ? null : await findMeasured(runtime, calibrate.evaluation, wanted, '--calibrate');
  if (recalibrated?.found === null) throw refusedCalibration(recalibrated.why);
  const fitted = recalibrated === null ? null : recalibrationOf(recalibrated.found, calibrate!.kind, now);

  const held = share?.found ?? recalibrated?.found ?? null;
  const snapshot = held === null ? given : withFieldsOf(held, given);
  if (recalibrated !== null) assertSameFields(recalibrated.found.forecaster, snapshot);
  const warnings: string[] = [];
  return {
    snapshot,
    warnings,
    async read(decision) {
      const own = decision.model.id === model.id;
      // Who stands in for a failed model is another forecaster, and is read as it is.
      const calibration = fitted === null || !own ? null : fitted;
      if (calibration !== null) assertSameBuild(recalibrated!.found.forecaster, decision.model.version);
      const report =
        share === null
          ? null
          : share.found === null
            ? nothingEarned(share.why)
            : await reportOf(runtime, share.found, decision, snapshot, warnings);
      return {
        earned: report?.share ?? null,
        recalibrate:
          calibration === null ? null : (assessment) => recalibrateAssessment(assessment, calibration.recalibration),
        report: {
          earned: report,
          calibration:
            calibration === null
              ? null
              : {
                  evaluation: calibration.evaluation,
                  kind: calibration.kind,
                  prob_bull: decision.assessment.prob_bull,
                },
        },
      };
    },
  };
}

async function reportOf(
  runtime: Runtime,
  found: MeasuredForecaster,
  { model }: RegimeDecision,
  snapshot: MarketSnapshot,
  warnings: string[],
): Promise<EarnedReport> {
  const asked = askedAbout(model, snapshot);
  const now = Date.parse(snapshot.timestamp_utc);
  const { differences, unscored } = await liveScores(runtime, asked, earnedSizeOf(found).evidence.to, now);
  if (unscored > 0) {
    warnings.push(
      `${unscored} live decisions since evaluation ${found.stored.evaluation.id} cannot be scored by the stored bars: fetch them with "llm-trading data fetch ${asked.symbol}".`,
    );
  }
  return earnedReport(found, asked, differences, now);
}

interface StoredRecalibration {
  readonly evaluation: string;
  readonly kind: RecalibrationKind;
  readonly recalibration: Recalibration;
}

function recalibrationOf(
  { stored: { evaluation }, forecaster }: MeasuredForecaster,
  wanted: RecalibrationKind | null,
  now: number,
): StoredRecalibration {
  const { id } = evaluation;
  const kind = wanted ?? forecaster.suggestion.calibrate;
  if (kind === null)
    throw refusedCalibration(
      `evaluation ${id} shows none that makes the probabilities of ${forecaster.id} better; name one as ${id}:platt if you want it all the same`,
    );
  const found = forecaster.recalibration.find((each) => each.kind === kind);
  if (found === undefined) {
    const has = forecaster.recalibration.map((each) => each.kind);
    throw refusedCalibration(
      `evaluation ${id} has no ${kind} recalibration of ${forecaster.id}${has.length === 0 ? ', nor another: too few decisions had matured' : `, only ${has.join(', ')}`}`,
    );
  }
  const last = Math.max(
    ...[forecaster.headline, forecaster.earlier].map((period) => period?.series.decided_at.at(-1) ?? -Infinity),
  );
  const end = last + evaluation.horizon_hours * HOUR;
  if (end > now)
    throw refusedCalibration(`evaluation ${id} fitted it to outcomes up to ${isoTime(end)}, later than the decision`);
  return { evaluation: id, kind, recalibration: restoreRecalibration(found.latest) };
}

/** Without the fields that were not measured; what was measured and is not there, nobody can add. */
function withFieldsOf({ stored, forecaster }: MeasuredForecaster, snapshot: MarketSnapshot): MarketSnapshot {
  const measured = new Set(measuredFields(forecaster));
  if (fieldSetOf(snapshot).every((field) => measured.has(field))) return snapshot;
  return keepFields(snapshot, measured, `evaluation ${stored.evaluation.id} measured opinions without it`);
}

function assertSameFields(forecaster: ForecasterEvaluation, snapshot: MarketSnapshot): void {
  const measured = measuredFields(forecaster);
  const has = new Set(fieldSetOf(snapshot));
  const lacking = measured.filter((field) => !has.has(field));
  const more = [...has].filter((field) => !measured.includes(field));
  if (lacking.length > 0) throw refusedCalibration(`its snapshots had ${lacking.join(', ')}, which this one has not`);
  if (more.length > 0) throw refusedCalibration(`its snapshots had no ${more.join(', ')}, which this one has`);
}

function assertSameBuild({ id, kind, version }: ForecasterEvaluation, answered: string | null): void {
  if (kind === 'baseline' || (version !== null && version === answered)) return;
  throw refusedCalibration(
    `${id} was measured as version ${version ?? 'unknown'}, and version ${answered ?? 'unknown'} answered`,
  );
}
