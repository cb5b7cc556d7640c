import { InputError } from '../../../core/errors.js';
import type { RegimeModel } from '../../../core/ports/regime-model.js';
import { fittedOnGrid } from '../../refit-grid.js';
import { baselineModel } from '../baseline-model.js';
import { climatologyOpinion } from '../climatology.js';
import type { TrainingHistory, TrainingRow } from '../../matured-history.js';
import { learnDesign, standardise, type Design } from './design.js';
import { featuresOf } from './features.js';
import { fitLogistic, sigmoid, type LogisticFit } from './fit-logistic.js';
import { WEEK } from '../../../core/time.js';

/** The number changes with any change of the rule or of the features. */
export const LOGISTIC_ID = 'baseline/logistic-1';

export interface LogisticOptions {
  /** λ of the L2 penalty λ/2 · Σ w² on standardised features. Default 1, as scikit-learn's C = 1. */
  readonly penalty?: number;
  /**
   * Matured rows under which it answers climatology. Default 300: ten rows for each of about thirty columns (Peduzzi et al.
   * 1996, J. Clin. Epidemiol. 49, 1373).
   */
  readonly minRows?: number;
  /** Time between refits, ms. Default a week. */
  readonly refitEveryMs?: number;
}

interface Fitted {
  readonly rows: number;
  readonly design: Design;
  readonly fit: LogisticFit;
}

/**
 * Logistic regression of the label on the snapshot's scale-free numbers, walk-forward: scaling, filling and coefficients come
 * from the rows that had matured at the last refit. Overlapping windows are not weighted down, so with decisions closer than
 * the horizon the penalty is weaker than it looks. With too few rows, or rows of one label only, climatology.
 * @throws InputError for a penalty, a number of rows or an interval that is not positive
 */
export function logisticModel(history: TrainingHistory, options: LogisticOptions = {}): RegimeModel {
  const { penalty = 1, minRows = 300, refitEveryMs = WEEK } = options;
  for (const [where, value] of Object.entries({ penalty, minRows, refitEveryMs })) {
    if (!(value > 0)) throw new InputError('baseline.option', `${where} is ${value}, not above 0.`, { where });
  }
  const known = new WeakMap<TrainingRow, Float64Array>();
  const rawFeatures = (row: TrainingRow): Float64Array => {
    let features = known.get(row);
    if (features === undefined) known.set(row, (features = featuresOf(row.snapshot)));
    return features;
  };
  const fitAt = fittedOnGrid(refitEveryMs, (moment): Fitted | null => {
    const rows = history.maturedBy(moment);
    const bulls = history.bullsMaturedBy(moment);
    if (rows.length < minRows || bulls === 0 || bulls === rows.length) return null;
    const features = rows.map(rawFeatures);
    const design = learnDesign(features);
    const target = Float64Array.from(rows, (row) => row.label.outcome);
    return { rows: rows.length, design, fit: fitLogistic({ x: standardise(design, features), target, penalty }) };
  });
  return baselineModel(LOGISTIC_ID, (snapshot, time) => {
    const fitted = fitAt(time);
    if (fitted === null) {
      return climatologyOpinion(history, time, `Fewer than ${minRows} decisions of both kinds to learn from; `);
    }
    const { design, fit, rows } = fitted;
    const x = standardise(design, [featuresOf(snapshot)]);
    const eta = x.reduce((sum, [value], j) => sum + value! * fit.coefficients[j]!, fit.intercept);
    return {
      probBull: sigmoid(eta),
      reason: `A logistic regression on ${x.length} columns of the snapshot, fitted to ${rows} past decisions, gives log-odds of ${eta.toFixed(3)}.`,
    };
  });
}
