import type { ScoredForecast } from '../forecast.js';
import { memoryOf } from '../inference/persistence.js';
import { areaUnderCurve } from './ranks.js';
import { calibrationOf } from './calibration.js';
import { compareScores } from './compare-scores.js';
import { directionOf } from './direction.js';
import { climatologyError } from './climatology-error.js';
import { brierLosses, countClipped, logLosses } from './losses.js';
import { assertPaired, probabilityColumn, sampleFrame, type ScoringOptions } from './options.js';
import type { ForecastScores } from './schema.js';
import { scoreFieldsOf } from './score-fields.js';
import { skillTest } from './skill-test.js';
import { sharpnessOf } from './sharpness.js';
import { sliceBy } from './slice-by.js';
import { confidenceKey, hourKey, monthKey, regimeKey, volatilityKey } from './slice-keys.js';

const DEFAULT_BINS = 10;

export interface ForecastScoringOptions extends ScoringOptions {
  /** Volatility at each decision, in any unit, for the slices by its tercile; null where it is not known. */
  readonly volatility?: readonly (number | null)[];
  /** Outcomes that the reference had learned from at each decision; absent: it had nothing to learn. */
  readonly learnedFrom?: readonly number[];
}

/** The log score is 2·(c − π)² off where the Brier score is (c − π)², near one half. */
const LOG_PER_BRIER = 2;

const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Everything that can be said of a forecaster from its scored decisions, beside a reference on the same decisions.
 * @param rows scored decisions, ascending in time
 * @param reference what the reference (climatology, say) forecast at each of them, 0 … 1
 * @throws InputError without rows, for rows out of order, a column of another length, or a value that is not a probability
 */
export function scoreForecasts(
  rows: readonly ScoredForecast[],
  reference: readonly number[],
  options: ForecastScoringOptions,
): ForecastScores {
  assertPaired(reference.length, rows.length, 'reference');
  if (options.learnedFrom !== undefined) assertPaired(options.learnedFrom.length, rows.length, 'learnedFrom');
  if (options.volatility !== undefined) assertPaired(options.volatility.length, rows.length, 'volatility');
  const frame = sampleFrame(
    rows.map((row) => row.decidedAt),
    options,
  );
  const { sample, bootstrap } = frame;
  const { overlap } = sample;
  const probabilities = probabilityColumn(
    rows.map((row) => row.probBull),
    'forecast',
  );
  const referenceColumn = probabilityColumn(reference, 'reference');
  const outcomes = Float64Array.from(rows, (row) => row.label.outcome);
  const returns = Float64Array.from(rows, (row) => row.label.horizonReturn);
  const keys = [regimeKey, confidenceKey, volatilityKey(options.volatility ?? []), hourKey, monthKey];
  const { level } = sample.bootstrap;
  const referenceError = climatologyError(outcomes, overlap, options.learnedFrom);
  const memory = memoryOf(probabilities);
  const brier = compareScores(brierLosses, probabilities, referenceColumn, outcomes, {
    overlap,
    level,
    referenceError,
    memory,
  });
  const tested = skillTest(probabilities, referenceColumn, outcomes, {
    overlap,
    level,
    climatologyBound: brier.skill_interval?.lower_bound ?? null,
  });
  return {
    sample,
    base_rate: meanOf(outcomes),
    mean_forecast: meanOf(probabilities),
    brier: { ...brier, minimum_detectable_skill: tested.minimum_detectable_skill },
    log: {
      ...compareScores(logLosses, probabilities, referenceColumn, outcomes, {
        overlap,
        level,
        referenceError: LOG_PER_BRIER * referenceError,
        memory,
      }),
      clipped: countClipped(probabilities),
      reference_clipped: countClipped(referenceColumn),
    },
    auc: areaUnderCurve(probabilities, outcomes),
    calibration: calibrationOf(probabilities, outcomes, options.bins ?? DEFAULT_BINS, {
      random: options.random,
      overlap,
      samples: sample.bootstrap.samples,
      level: sample.bootstrap.level,
    }),
    sharpness: sharpnessOf(probabilities),
    direction: directionOf(probabilities, returns, overlap, bootstrap),
    slices: sliceBy(rows, reference, keys, sample.horizon_ms),
    score_fields: scoreFieldsOf(rows, sample.horizon_ms),
    skill_test: tested,
  };
}
