import type { BarSeries } from '../../core/bars.js';
import type { RegimeModel } from '../../core/ports/regime-model.js';
import { CLIMATOLOGY_ID, climatologyModel } from '../../evaluation/baselines/climatology.js';
import { constantModel } from '../../evaluation/baselines/constant.js';
import { heuristicModel } from '../../evaluation/baselines/heuristic.js';
import { hmmModel } from '../../evaluation/baselines/hmm/index.js';
import { LOGISTIC_ID, logisticModel } from '../../evaluation/baselines/logistic/index.js';
import { MOMENTUM_ID, momentumModel } from '../../evaluation/baselines/momentum/index.js';
import type { TrainingHistory } from '../../evaluation/matured-history.js';
import type { BaselineName } from '../config/index.js';

/** What a fitted baseline learns from: at a moment, those rows alone whose windows had closed by then. */
export interface Training {
  /** Of the asset that is judged. */
  readonly bars: BarSeries;
  readonly history: TrainingHistory;
  /** Of everything random. */
  readonly seed: number;
}

interface Baseline {
  /** As it answers and is recorded. */
  readonly id: string;
  /** Null for one that needs no past. */
  readonly fit: ((training: Training) => RegimeModel) | null;
  readonly fixed: RegimeModel | null;
}

const fixed = (model: RegimeModel): Baseline => ({ id: model.id, fit: null, fixed: model });
const fitted = (id: string, fit: (training: Training) => RegimeModel): Baseline => ({ id, fit, fixed: null });
const hmm = (states: 2 | 3 | 4): Baseline =>
  fitted(`baseline/hmm-${states}-1`, ({ bars, history, seed }) => hmmModel(bars, history, { states, seed }));

/** Climatology first: the reference of every skill. */
const BASELINES: Readonly<Record<BaselineName, Baseline>> = {
  climatology: fitted(CLIMATOLOGY_ID, ({ history }) => climatologyModel(history)),
  constant: fixed(constantModel),
  momentum: fitted(MOMENTUM_ID, ({ history }) => momentumModel(history)),
  logistic: fitted(LOGISTIC_ID, ({ history }) => logisticModel(history)),
  'hmm-2': hmm(2),
  'hmm-3': hmm(3),
  'hmm-4': hmm(4),
  heuristic: fixed(heuristicModel),
};

export const baselineId = (name: BaselineName): string => BASELINES[name].id;

/** The baseline of that name. @param training read only for one that is fitted */
export async function openBaseline(name: BaselineName, training: () => Promise<Training>): Promise<RegimeModel> {
  const { fit, fixed: model } = BASELINES[name];
  return fit === null ? model! : fit(await training());
}

/** Everything that a forecaster is measured against. */
export const allBaselines = (training: Training): readonly RegimeModel[] =>
  Object.values(BASELINES).map(({ fit, fixed: model }) => (fit === null ? model! : fit(training)));
