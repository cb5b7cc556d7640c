import type { MaturedHistory } from '../matured-history.js';
import { fittedOnGrid } from '../refit-grid.js';
import { fitPoolWeights, type PoolFit, type PoolFitOptions, type PoolRow } from './fit-pool-weights.js';
import { WEEK } from '../../core/time.js';

export interface WeightRefitOptions extends PoolFitOptions {
  /** Distance of refits, ms. Default a week. */
  readonly everyMs?: number;
}

/** Weights as they would have been at any time: fitted on the refit grid, from rows that had matured by its last moment. */
export function walkForwardWeights(
  history: MaturedHistory<PoolRow>,
  members: number,
  { everyMs = WEEK, ...options }: WeightRefitOptions = {},
): (time: number) => PoolFit {
  return fittedOnGrid(everyMs, (moment) => fitPoolWeights(history.maturedBy(moment), members, options));
}
