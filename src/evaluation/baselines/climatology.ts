import type { MarketSnapshot } from '../../core/market-snapshot/schema.js';
import type { RegimeModel } from '../../core/ports/regime-model.js';
import { baselineModel, type BaselineOpinion } from './baseline-model.js';
import type { MaturedHistory, MaturingRow, TrainingHistory } from '../matured-history.js';

/** The number changes with any change of the rule. */
export const CLIMATOLOGY_ID = 'baseline/climatology-1';

/**
 * Share of bull labels among the rows that had matured by `time` (UTC ms), drawn to 0.5 as if one bull and one bear more had
 * been seen: the posterior mean under a uniform prior, Laplace's rule of succession. Never 0 or 1; 0.5 without rows.
 */
export function climatology(
  history: Pick<MaturedHistory<MaturingRow>, 'bullsMaturedBy' | 'countMaturedBy'>,
  time: number,
): number {
  return (history.bullsMaturedBy(time) + 1) / (history.countMaturedBy(time) + 2);
}

/** The opinion of climatology, for a fitted baseline that cannot answer yet. */
export function climatologyOpinion(history: TrainingHistory, time: number, because = ''): BaselineOpinion {
  const count = history.countMaturedBy(time);
  return {
    probBull: climatology(history, time),
    reason: `${because}${history.bullsMaturedBy(time)} of the ${count} decisions whose window had closed were bull.`,
  };
}

/** How often bull came true so far, over an expanding past: what any other forecast has to beat. */
export function climatologyModel(history: TrainingHistory): RegimeModel {
  return baselineModel(CLIMATOLOGY_ID, (_snapshot: MarketSnapshot, time) => climatologyOpinion(history, time));
}
