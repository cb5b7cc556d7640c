import { recalibrationOverTime, type RecalibrationKind } from '../calibration/index.js';
import type { ScoredForecast } from '../forecast.js';
import { MaturedHistory } from '../matured-history.js';
import { calibrationOf } from '../scoring/calibration.js';
import { compareForecasts } from '../scoring/compare-forecasts.js';
import type { ScoringOptions } from '../scoring/options.js';
import type { Calibration } from '../scoring/schema.js';
import type { RecalibrationResult } from './schema.js';

const BINS = 10;

/**
 * The forecasts before and after a walk-forward recalibration, over the decisions that it had enough of the past for and that
 * count as out of sample. Null where there are none.
 * @param forecasts of snapshots with the same fields, ascending in time
 * @param start UTC ms; earlier forecasts may teach a recalibration, but do not count
 */
export function recalibrationResult(
  kind: RecalibrationKind,
  forecasts: readonly ScoredForecast[],
  start: number,
  options: ScoringOptions,
): RecalibrationResult | null {
  const at = recalibrationOverTime(new MaturedHistory(forecasts), kind);
  const before: ScoredForecast[] = [];
  const after: ScoredForecast[] = [];
  for (const forecast of forecasts) {
    const recalibration = at(forecast.decidedAt);
    if (forecast.decidedAt < start || recalibration.kind === 'identity') continue;
    before.push(forecast);
    after.push({ ...forecast, probBull: recalibration.apply(forecast.probBull) });
  }
  const last = forecasts.at(-1);
  if (before.length === 0 || last === undefined) return null;
  const { sample, brier } = compareForecasts(after, before, options);
  const { random } = options;
  const { samples, level } = sample.bootstrap;
  const calibration = (rows: readonly ScoredForecast[]): Calibration =>
    calibrationOf(
      Float64Array.from(rows, ({ probBull }) => probBull),
      Float64Array.from(rows, ({ label }) => label.outcome),
      BINS,
      { random, overlap: sample.overlap, samples, level },
    ).equal_count;
  const [plain, changed] = [calibration(before), calibration(after)];
  return {
    kind,
    n: after.length,
    before: { brier: brier.reference, reliability: plain.reliability, ece: plain.ece },
    after: { brier: brier.score, reliability: changed.reliability, ece: changed.ece },
    comparison: brier,
    diagram_after: changed.diagram,
    latest: at(last.maturesAt).document(),
  };
}
