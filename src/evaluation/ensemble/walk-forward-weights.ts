import type { MaturedHistory } from '../matured-history.js';
import { fittedOnGrid, WEEK_MS } from '../refit-grid.js';
import { fitPoolWeights, type PoolFit, type PoolFitOptions, type PoolRow } from './fit-pool-weights.js';

export interface WalkForwardOptions extends PoolFitOptions {
  /** Distance of refits, ms. Default a week. */
  readonly everyMs?: number;
}

/** Weights as they would have been at any time: fitted on the refit grid, from rows that had matured by its last moment. */
export function walkForwardWeights(
  history: MaturedHistory<PoolRow>,
  members: number,
  { everyMs = WEEK_MS, ...options }: WalkForwardOptions = {},
): (time: number) => PoolFit {
  return fittedOnGrid(everyMs, (moment) => fitPoolWeights(history.maturedBy(moment), members, options));
}
