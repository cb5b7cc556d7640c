import { InputError } from '../../core/errors.js';
import type { ScoredForecast } from '../forecast.js';
import { MaturedHistory } from '../matured-history.js';
import { fittedOnGrid } from '../refit-grid.js';
import { recalibrator } from './recalibrator.js';
import type { CalibrationRow, Recalibration, RecalibrationKind } from './recalibration.js';
import { WEEK } from '../../core/time.js';

/**
 * Matured forecasts under which nothing is changed. Isotonic regression fits noise with fewer than about 1,000 (Niculescu-Mizil
 * and Caruana 2005, ICML, "Predicting good probabilities"); 100 give the slope of Platt's two parameters a standard error
 * of a few tenths.
 */
export const DEFAULT_MIN_ROWS: Readonly<Record<RecalibrationKind, number>> = { platt: 100, beta: 100, isotonic: 1_000 };

export interface RecalibrationOptions {
  /** Time between refits, ms, on a grid from the Unix epoch. Default a week. */
  readonly refitEveryMs?: number;
  /** Default by kind: `DEFAULT_MIN_ROWS`. */
  readonly minRows?: number;
}

export interface WalkForwardRecalibration {
  /** Out of sample, in the order of the forecasts. */
  readonly probabilities: readonly number[];
  /** How many of them are as the model gave them, since fewer than `minRows` forecasts had matured. */
  readonly unchanged: number;
  readonly minRows: number;
}

/**
 * The recalibration in force at each moment: fitted to the forecasts that had matured at the last refit, the identity before
 * `minRows` had. The last one is what live trading uses.
 */
export function recalibrationOverTime(
  history: MaturedHistory<ScoredForecast>,
  kind: RecalibrationKind,
  { refitEveryMs = WEEK, minRows = DEFAULT_MIN_ROWS[kind] }: RecalibrationOptions = {},
): (time: number) => Recalibration {
  for (const [where, value] of Object.entries({ refitEveryMs, minRows })) {
    if (!(value > 0)) throw new InputError('calibration.option', `${where} is ${value}, not above 0.`, { where });
  }
  const fitter = recalibrator(kind);
  // Kept in order between refits: sorting what is nearly sorted takes one pass.
  let sorted: CalibrationRow[] = [];
  let taken = 0;
  return fittedOnGrid(refitEveryMs, (moment) => {
    const matured = history.maturedBy(moment);
    if (matured.length < minRows) return fitter.fit([]);
    if (matured.length < taken) [sorted, taken] = [[], 0];
    for (let i = taken; i < matured.length; i++) {
      sorted.push({ p: matured[i]!.probBull, outcome: matured[i]!.label.outcome });
    }
    taken = matured.length;
    sorted.sort((a, b) => a.p - b.p);
    return fitter.fit(sorted);
  });
}

/** Each forecast recalibrated by what was known when it was made: what `calibrate` would have said. */
export function walkForwardRecalibration(
  forecasts: readonly ScoredForecast[],
  kind: RecalibrationKind,
  options: RecalibrationOptions = {},
): WalkForwardRecalibration {
  const at = recalibrationOverTime(new MaturedHistory(forecasts), kind, options);
  let unchanged = 0;
  const probabilities = new Array<number>(forecasts.length);
  // In the order of time, so that each refit adds to the one before it.
  const order = forecasts.map((_, i) => i).sort((i, j) => forecasts[i]!.decidedAt - forecasts[j]!.decidedAt);
  for (const i of order) {
    const { decidedAt, probBull } = forecasts[i]!;
    const recalibration = at(decidedAt);
    if (recalibration.kind === 'identity') unchanged += 1;
    probabilities[i] = recalibration.apply(probBull);
  }
  return { probabilities, unchanged, minRows: options.minRows ?? DEFAULT_MIN_ROWS[kind] };
}
