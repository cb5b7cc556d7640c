import { recalibrationOverTime } from '../calibration/walk-forward.js';
import type { RecalibrationKind } from '../calibration/recalibration.js';
import type { ScoredForecast } from '../forecast.js';
import { MaturedHistory } from '../matured-history.js';
import { equalCountBins } from '../scoring/bins.js';
import { calibrationOf } from '../scoring/calibration.js';
import { compareForecasts } from '../scoring/compare-forecasts.js';
import { binSums, decomposeBrier, expectedCalibrationError } from '../scoring/decomposition.js';
import { pBetter } from '../scoring/p-better.js';
import type { ScoringOptions } from '../scoring/options.js';
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
  const outcomes = Float64Array.from(after, ({ label }) => label.outcome);
  const recalibrated = Float64Array.from(after, ({ probBull }) => probBull);
  const plain = Float64Array.from(before, ({ probBull }) => probBull);
  const changed = calibrationOf(recalibrated, outcomes, BINS, {
    random,
    overlap: sample.overlap,
    samples,
    level,
  }).equal_count;
  return {
    kind,
    n: after.length,
    before: { brier: brier.reference, ...calibrationBefore(plain, outcomes) },
    after: { brier: brier.score, reliability: changed.reliability, ece: changed.ece },
    comparison: brier,
    p_better: pBetter(recalibrated, plain, outcomes, sample.overlap),
    diagram_after: changed.diagram,
    latest: at(last.maturesAt).document(),
  };
}

/** Without the bands: they take most of the time, and the diagram before is that of the scores. */
function calibrationBefore(
  probabilities: Float64Array,
  outcomes: Float64Array,
): Pick<RecalibrationResult['before'], 'reliability' | 'ece'> {
  const binning = equalCountBins(probabilities, BINS);
  return {
    reliability: decomposeBrier(probabilities, outcomes, binning).reliability,
    ece: expectedCalibrationError(binSums(probabilities, outcomes, binning), probabilities.length),
  };
}
