import type { BarSeries } from '../../core/bars.js';
import type { RegimeModel } from '../../core/ports/regime-model.js';
import { climatologyModel } from '../../evaluation/baselines/climatology.js';
import { constantModel } from '../../evaluation/baselines/constant.js';
import { heuristicModel } from '../../evaluation/baselines/heuristic.js';
import { hmmModel } from '../../evaluation/baselines/hmm/index.js';
import { logisticModel } from '../../evaluation/baselines/logistic/index.js';
import { momentumModel } from '../../evaluation/baselines/momentum/index.js';
import type { TrainingHistory } from '../../evaluation/baselines/training.js';

/** Everything that a forecaster is measured against, climatology first: the reference of every skill. */
export const allBaselines = (bars: BarSeries, history: TrainingHistory, seed: number): readonly RegimeModel[] => [
  climatologyModel(history),
  constantModel,
  momentumModel(history),
  logisticModel(history),
  hmmModel(bars, history, { states: 2, seed }),
  hmmModel(bars, history, { states: 3, seed }),
  hmmModel(bars, history, { states: 4, seed }),
  heuristicModel,
];
